import BillingModel

/// Where exports lie and where a lake lives: a folder, later a bucket.
///
/// Contract for implementers, checked by the conformance suite:
/// - `list` is complete or throws; keys come in ascending order of their UTF-8.
/// - `put` and `adopt` are atomic: a reader sees the whole object or none. With ``PutMode/ifAbsent`` exactly one of
///   any number of concurrent writers is told ``PutOutcome/written``, and an existing object is never touched.
/// - After `written` the object survives a crash of the machine.
/// - Nothing follows symbolic links out of the root; links, pipes and devices are neither listed nor opened, nor are
///   names that are no text: they are strays.
/// - Errors are ``BillowError`` with a code that tells terminal (`permission`, `inputOutput`) from passing
///   (`tryAgain`).
package protocol ObjectStore: Sendable {
    /// For people: a path or a URL without secrets.
    var location: String { get }

    /// Every object whose key starts with `prefix` (plain text; empty means all), ascending.
    func list(prefix: String) async throws -> [ObjectSummary]

    /// Nil when there is no such object.
    func head(_ key: ObjectKey) async throws -> ObjectSummary?

    /// The object's bytes in order. Throws ``BillowError/Code/nothingToRead`` when there is no such object.
    func open(_ key: ObjectKey) async throws -> any ByteStream

    func put(_ key: ObjectKey, _ bytes: [UInt8], mode: PutMode) async throws -> PutOutcome

    /// Takes a file of this machine into the store; the file is gone afterwards when the outcome is `written`.
    func adopt(file: String, as key: ObjectKey, mode: PutMode) async throws -> PutOutcome

    /// Deleting what is not there is no error.
    func delete(_ key: ObjectKey) async throws

    /// Where an engine on this machine can read or write the object as a file; nil when it is elsewhere.
    func localPath(_ key: ObjectKey) -> String?
}

/// A store in which there may be more than objects.
package protocol StrayTelling: Sendable {
    /// What lies there and is no object, so that nothing is passed over in silence; never opened.
    func strays() async throws -> [Stray]
}

/// A store that knows what folders there are without a look into them.
package protocol FolderTelling: Sendable {
    /// Names of the folders in a folder, in any order; none where there is no such folder.
    func folders(in folder: ObjectKey) async throws -> [String]
}

/// Something that is no object: a link, a pipe, a device, a name that is no text.
package struct Stray: Hashable, Sendable {
    /// Below the root, as far as it can be spelled.
    package let path: String
    /// Why it is none: `a link, which is not followed`.
    package let reason: String

    package init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }
}

package enum PutMode: Sendable {
    case overwrite
    case ifAbsent
}

package enum PutOutcome: Equatable, Sendable {
    case written
    /// Only with ``PutMode/ifAbsent``: somebody else's object stands there, untouched.
    case alreadyExists
}

/// What a listing says of an object.
package struct ObjectSummary: Hashable, Sendable {
    package let key: ObjectKey
    package let sizeBytes: Int
    /// Microseconds since 1970, UTC.
    package let modifiedMicros: Int64
    /// Changes whenever the content does; opaque.
    package let etag: String

    package init(key: ObjectKey, sizeBytes: Int, modifiedMicros: Int64, etag: String) {
        self.key = key
        self.sizeBytes = sizeBytes
        self.modifiedMicros = modifiedMicros
        self.etag = etag
    }
}

extension ObjectStore {
    /// The whole of a small object; more than `limitBytes` is an error.
    package func read(_ key: ObjectKey, limitBytes: Int = 64 << 20) async throws -> [UInt8] {
        try await whole(open(key), key, limitBytes: limitBytes)
    }

    /// ``read(_:limitBytes:)`` of what somebody delivered.
    package func readDelivered(_ key: ObjectKey, limitBytes: Int = 64 << 20) async throws -> [UInt8] {
        try await whole(openDelivered(key), key, limitBytes: limitBytes)
    }

    private func whole(_ source: any ByteStream, _ key: ObjectKey, limitBytes: Int) async throws -> [UInt8] {
        var stream = source
        var bytes: [UInt8] = []
        while let chunk = try await stream.next() {
            bytes += chunk
            guard bytes.count <= limitBytes else {
                throw BillowError(
                    .badData, "more than \(limitBytes) bytes where a small file was expected", source: key.path)
            }
        }
        return bytes
    }
}

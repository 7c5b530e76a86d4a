import BillingModel
import Compression
import Crypto
import ObjectStorage

/// Reads delivered objects so that what is read is what was listed: size compared, content hashed, gzip checked.
package struct Fetcher: Sendable {
    private let store: any ObjectStore

    package init(from store: any ObjectStore) {
        self.store = store
    }

    /// By the file's first bytes, whatever its name says.
    package func format(of file: Delivery.File) async throws -> FileFormat {
        var stream = try await store.openDelivered(try ObjectKey(file.path))
        return FileFormat(magic: try await stream.next() ?? [])
    }

    /// The file's bytes, inflated as the format says, read ahead of the consumer. At its end the stream throws
    /// `badData` unless the size is the listed one and what was compressed was whole, and `tryAgain` when the object
    /// changed while it was read; after the end `receipt` holds the content's hash.
    package func open(
        _ file: Delivery.File, as format: FileFormat, receipt: FetchReceipt
    ) async throws -> any ByteStream {
        let key = try ObjectKey(file.path)
        return ReadAheadStream(
            VerifiedStream(
                source: try await store.openDelivered(key), file: file, format: format, receipt: receipt,
                head: { [store] in try await store.head(key) }))
    }

    /// A private copy on this machine's disk, under the same guarantees.
    package func copy(_ file: Delivery.File, to path: String, receipt: FetchReceipt) async throws {
        var stream = try await open(file, as: .parquet, receipt: receipt)
        let output = try StagedFile(path: path)
        while let chunk = try await stream.next() {
            try output.append(chunk)
        }
        try output.finish()
    }

    /// SHA-256 of the file's bytes in hex, reading it all.
    package func hash(_ file: Delivery.File) async throws -> String {
        let receipt = FetchReceipt()
        var stream = try await open(file, as: .parquet, receipt: receipt)
        while try await stream.next() != nil {}
        return receipt.sha256 ?? ""
    }

    /// Reads the manifest's state once more, after all parts: what it declared must still hold.
    /// - Throws: `tryAgain` when it was written again, or is gone.
    package func checkManifest(of delivery: Delivery) async throws {
        guard let manifest = delivery.manifest, let etag = delivery.manifestETag else { return }
        guard try await store.head(try ObjectKey(manifest))?.etag == etag else {
            throw BillowError(
                .tryAgain, "the manifest changed while the delivery was read",
                hint: "a new delivery is being written: run again when it is done", source: manifest)
        }
    }

    /// One hash for a delivery: over its files' names and contents, wherever they lie.
    package static func contentHash(_ files: [(name: String, sha256: String)]) -> String {
        let lines = files.map { "\($0.name) \($0.sha256)" }.sorted().joined(separator: "\n")
        return SHA256.hash(data: Array(lines.utf8)).hex
    }
}

extension Digest {
    var hex: String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in self { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }
}

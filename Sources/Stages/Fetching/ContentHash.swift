import BillingModel
import Crypto
import ObjectStorage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// SHA-256 over bytes as they come.
package struct ContentHash {
    private var hasher = SHA256()
    package private(set) var sizeBytes = 0

    package init() {}

    package mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        sizeBytes += bytes.count
    }

    /// In hex.
    package func finish() -> String { hasher.finalize().hex }

    /// Of a file of this machine.
    package static func file(_ path: String) throws -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable(path) }
        defer { close(descriptor) }
        var hash = ContentHash()
        try withUnsafeTemporaryAllocation(byteCount: chunkBytes, alignment: 64) { chunk in
            while true {
                let count = read(descriptor, chunk.baseAddress, chunk.count)
                if count == 0 { return }
                if count > 0 {
                    hash.hasher.update(bufferPointer: UnsafeRawBufferPointer(rebasing: chunk[..<count]))
                } else if errno != EINTR {
                    throw unreadable(path)
                }
            }
        }
        return hash.finish()
    }

    private static func unreadable(_ path: String) -> BillowError {
        BillowError(
            .inputOutput, "cannot read a staged file again: \(String(cString: strerror(errno)))", source: path)
    }

    /// Of an object, read to its end; `body` sees every chunk.
    package static func object(
        _ key: ObjectKey, in store: any ObjectStore, _ body: ([UInt8]) throws -> Void = { _ in }
    ) async throws -> ContentHash {
        var hash = ContentHash()
        var stream = try await store.open(key)
        while let chunk = try await stream.next() {
            hash.update(chunk)
            try body(chunk)
        }
        return hash
    }

    private static let chunkBytes = 256 << 10
}

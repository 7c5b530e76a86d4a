import BillingModel
import Crypto
import Foundation
import ObjectStorage

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
        var hash = ContentHash()
        do {
            let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            defer { try? file.close() }
            while let chunk = try file.read(upToCount: chunkBytes), !chunk.isEmpty {
                chunk.withUnsafeBytes { hash.hasher.update(bufferPointer: $0) }
            }
        } catch {
            throw BillowError(.inputOutput, "cannot read a staged file again", source: path, cause: error)
        }
        return hash.finish()
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

    private static let chunkBytes = 1 << 20
}

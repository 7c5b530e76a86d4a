import BillingModel
import Compression
import Crypto
import ObjectStorage

/// Hashes, counts and inflates while it passes bytes on.
struct VerifiedStream: ByteStream {
    private var source: any ByteStream
    private let file: Delivery.File
    private let receipt: FetchReceipt
    private let head: @Sendable () async throws -> ObjectSummary?
    private let inflater: Inflater?
    private var hasher = SHA256()
    private var bytesRead = 0
    /// Read but not yet inflated: taken a little at a time so that what it inflates to stays small.
    private var pending: ArraySlice<UInt8> = []
    private static let inflateBytes = 64 << 10

    /// Shared because a noncopyable reader cannot live in a copyable struct; used by one consumer.
    private final class Inflater: @unchecked Sendable {
        private var reader: GzipReader

        init() throws {
            reader = try GzipReader()
        }

        func inflate(_ bytes: [UInt8]) throws -> [UInt8] {
            var output: [UInt8] = []
            try reader.inflate(bytes) { output += $0 }
            return output
        }

        func finish() throws {
            try reader.finish()
        }
    }

    init(
        source: any ByteStream, file: Delivery.File, isGzip: Bool, receipt: FetchReceipt,
        head: @escaping @Sendable () async throws -> ObjectSummary?
    ) throws {
        self.source = source
        self.file = file
        self.receipt = receipt
        self.head = head
        inflater = isGzip ? try Inflater() : nil
    }

    mutating func next() async throws -> [UInt8]? {
        do {
            return try await verifiedNext()
        } catch let error as BillowError where error.source == nil {
            throw BillowError(error.code, error.message, hint: error.hint, source: file.path, cause: error.cause)
        }
    }

    private mutating func verifiedNext() async throws -> [UInt8]? {
        while true {
            if let inflater, !pending.isEmpty {
                let piece = pending.prefix(Self.inflateBytes)
                pending = pending.dropFirst(piece.count)
                let output = try inflater.inflate(Array(piece))
                if output.isEmpty { continue }
                return output
            }
            guard let chunk = try await source.next() else {
                try await checkEnd()
                return nil
            }
            hasher.update(data: chunk)
            bytesRead += chunk.count
            guard inflater != nil else { return chunk }
            pending = chunk[...]
        }
    }

    private func checkEnd() async throws {
        let now = try await head()
        guard bytesRead == file.sizeBytes, now?.sizeBytes == file.sizeBytes, now?.etag == file.etag else {
            throw BillowError(
                .tryAgain, "the file changed while it was read (\(file.sizeBytes) bytes listed, \(bytesRead) read)",
                hint: "a new delivery is being written: run again when it is done", source: file.path)
        }
        try inflater?.finish()
        receipt.fill(sha256: hasher.finalize().hex)
    }
}

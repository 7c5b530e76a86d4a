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
    /// Used by one consumer, as the stream is.
    nonisolated(unsafe) private let inflater: (any Inflater)?
    private var hasher = SHA256()
    private var bytesRead = 0

    init(
        source: any ByteStream, file: Delivery.File, format: FileFormat, receipt: FetchReceipt,
        head: @escaping @Sendable () async throws -> ObjectSummary?
    ) {
        self.source = source
        self.file = file
        self.receipt = receipt
        self.head = head
        inflater = format.inflater()
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
            if let piece = try inflater?.next() { return piece }
            guard let chunk = try await source.next() else {
                try await checkEnd()
                return nil
            }
            chunk.withUnsafeBytes { hasher.update(bufferPointer: $0) }
            bytesRead += chunk.count
            guard let inflater else { return chunk }
            inflater.feed(chunk)
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

import BillingModel
import CZstd
import Synchronization

/// A zstd context and the memory that it inflates into. One user at a time: ``Decompressors`` lends it out.
final class Decompressor: @unchecked Sendable {
    private let context: OpaquePointer
    private var memory = UnsafeMutableRawBufferPointer(start: nil, count: 0)

    /// No page is larger; writers break theirs at a megabyte or, at worst, at a row group.
    static let pageBytesMax = 1 << 28

    init() throws {
        guard let context = ZSTD_createDCtx() else { throw BillowError(.bug, "zstd does not start") }
        self.context = context
    }

    deinit {
        ZSTD_freeDCtx(context)
        memory.deallocate()
    }

    /// The `size` bytes that `input` inflates to; they last until the next call.
    func inflate(_ input: UnsafeRawBufferPointer, size: Int) throws -> UnsafeRawBufferPointer {
        guard size <= Self.pageBytesMax else { throw UnsupportedParquet("a page of \(size) bytes") }
        // No zstd block of 4 bytes can give more than 128 KiB: who claims more gets no memory for it.
        guard size >> 15 <= input.count else { throw BillowError.damagedParquet("a page of \(size) bytes") }
        if memory.count < size {
            memory.deallocate()
            memory = .allocate(byteCount: (size | 0xfffff) + 1, alignment: 16)
        }
        let count = ZSTD_decompressDCtx(context, memory.baseAddress, size, input.baseAddress, input.count)
        guard ZSTD_isError(count) == 0, count == size else {
            throw BillowError.damagedParquet("a page that does not inflate to its size")
        }
        return UnsafeRawBufferPointer(rebasing: memory[..<size])
    }
}

/// Makes each decompressor once and lends it to one user at a time.
final class Decompressors: Sendable {
    private let idle = Mutex<[Decompressor]>([])

    func lend<Result>(_ body: (Decompressor) throws -> Result) throws -> Result {
        let decompressor = try idle.withLock { $0.popLast() } ?? Decompressor()
        defer { idle.withLock { $0.append(decompressor) } }
        return try body(decompressor)
    }
}

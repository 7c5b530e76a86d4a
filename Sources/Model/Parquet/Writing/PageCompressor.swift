import BillingModel
import CZstd

/// zstd at its fastest levels. Each frame carries a checksum, so that every reader notices damage.
struct PageCompressor: ~Copyable {
    /// How hard zstd tries.
    enum Effort: Int32 {
        /// The fastest regular level.
        case usual = 1
        /// For numbers of 16 bytes of which the zeros can be saved and little else: twice as fast, and about as small.
        case least = -7
    }

    private let context: OpaquePointer

    init() throws {
        guard let context = ZSTD_createCCtx() else { throw BillowError(.unavailable, "no memory for zstd") }
        self.context = context
        ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
    }

    deinit {
        ZSTD_freeCCtx(context)
    }

    /// Appends one frame to `target`.
    func compress(_ body: UnsafeRawBufferPointer, _ effort: Effort, to target: inout ByteScratch) throws {
        ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, effort.rawValue)
        let room = target.room(ZSTD_compressBound(body.count))
        let size = ZSTD_compress2(context, room.baseAddress, room.count, body.baseAddress, body.count)
        try Self.check(size)
        target.advance(by: size)
    }

    private static func check(_ result: Int) throws {
        guard ZSTD_isError(result) != 0 else { return }
        throw BillowError(.bug, "zstd: \(String(cString: ZSTD_getErrorName(result)))")
    }
}

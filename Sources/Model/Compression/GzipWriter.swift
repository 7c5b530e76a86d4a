import BillingModel
import CZlib

/// Deflates into one gzip member with an empty header (no name, no time): equal input gives equal bytes.
package struct GzipWriter: ~Copyable {
    private let state: UnsafeMutablePointer<z_stream>

    /// `level` 1…9, as zlib counts.
    package init(level: Int32 = 6) throws {
        state = .allocate(capacity: 1)
        state.initialize(to: z_stream())
        let status = deflateInit2_(
            state, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else {
            state.deallocate()
            throw BillowError(.bug, "zlib \(ZLIB_VERSION) does not start at level \(level)")
        }
    }

    deinit {
        deflateEnd(state)
        state.deallocate()
    }

    /// What is ready to be written after these bytes; often nothing.
    package mutating func append(_ bytes: UnsafeRawBufferPointer) throws -> [UInt8] {
        try deflate(bytes, flush: Z_NO_FLUSH)
    }

    /// The rest. The writer is spent afterwards.
    package mutating func finish() throws -> [UInt8] {
        try deflate(UnsafeRawBufferPointer(start: nil, count: 0), flush: Z_FINISH)
    }

    private func deflate(_ bytes: UnsafeRawBufferPointer, flush: Int32) throws -> [UInt8] {
        var output: [UInt8] = []
        state.pointee.next_in = UnsafeMutablePointer(
            mutating: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
        state.pointee.avail_in = UInt32(bytes.count)
        defer { state.pointee.next_in = nil }
        try withUnsafeTemporaryAllocation(byteCount: 64 << 10, alignment: 16) { piece in
            repeat {
                state.pointee.next_out = piece.baseAddress?.assumingMemoryBound(to: UInt8.self)
                state.pointee.avail_out = UInt32(piece.count)
                let status = CZlib.deflate(state, flush)
                guard status != Z_STREAM_ERROR else { throw BillowError(.bug, "zlib lost its state") }
                output += piece[..<(piece.count - Int(state.pointee.avail_out))]
            } while state.pointee.avail_out == 0
        }
        return output
    }
}

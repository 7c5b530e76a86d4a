import BillingModel
import CISAL

/// Deflates into one gzip member with an empty header (no name, no time): equal input in equal pieces gives equal bytes
/// on one machine.
package struct GzipWriter: ~Copyable {
    private let state: UnsafeMutablePointer<isal_zstream>

    package init() {
        state = .allocate(capacity: 1)
        isal_deflate_init(state)
        state.pointee.gzip_flag = UInt16(IGZIP_GZIP)
        // The smallest output that ISA-L offers, close to what zlib does at its level 3.
        state.pointee.level = 3
        state.pointee.level_buf_size = isal_level3_buffer_bytes
        state.pointee.level_buf = .allocate(capacity: Int(isal_level3_buffer_bytes))
    }

    deinit {
        state.pointee.level_buf.deallocate()
        state.deallocate()
    }

    /// What is ready to be written after these bytes; often nothing.
    package mutating func append(_ bytes: UnsafeRawBufferPointer) throws -> [UInt8] {
        try deflate(bytes)
    }

    /// The rest. The writer is spent afterwards.
    package mutating func finish() throws -> [UInt8] {
        state.pointee.end_of_stream = 1
        return try deflate(UnsafeRawBufferPointer(start: nil, count: 0))
    }

    private func deflate(_ bytes: UnsafeRawBufferPointer) throws -> [UInt8] {
        var output: [UInt8] = []
        state.pointee.next_in = UnsafeMutablePointer(
            mutating: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
        state.pointee.avail_in = UInt32(bytes.count)
        defer { state.pointee.next_in = nil }
        try withUnsafeTemporaryAllocation(byteCount: 64 << 10, alignment: 16) { piece in
            repeat {
                state.pointee.next_out = piece.baseAddress?.assumingMemoryBound(to: UInt8.self)
                state.pointee.avail_out = UInt32(piece.count)
                let status = isal_deflate(state)
                guard status == COMP_OK else { throw BillowError(.bug, "ISA-L does not deflate (status \(status))") }
                output += piece[..<(piece.count - Int(state.pointee.avail_out))]
            } while state.pointee.avail_out == 0
        }
        return output
    }
}

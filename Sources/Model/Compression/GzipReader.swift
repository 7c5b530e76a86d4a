import BillingModel
import CZlib

/// Inflates a gzip stream chunk by chunk: one or more members (RFC 1952), each with its CRC-32 and length checked.
///
/// Refused with `badData`: anything that is not gzip, a damaged or truncated member, bytes behind the last member that
/// start no new one, and more than ``ratioMax`` bytes out for each byte in.
package struct GzipReader: ~Copyable {
    /// A real export inflates 10 to 40 times; what goes far beyond is a bomb. Counted once `ratioFloorBytes` are out.
    package static let ratioMax = 1000
    package static let ratioFloorBytes = 64 << 20

    private let state: UnsafeMutablePointer<z_stream>
    private var isInsideMember = true
    private var bytesIn = 0
    private var bytesOut = 0

    package init() throws {
        state = .allocate(capacity: 1)
        state.initialize(to: z_stream())
        // 15 bits of window; +16 reads the gzip wrapper and nothing else.
        guard inflateInit2_(state, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            state.deallocate()
            throw BillowError(.bug, "zlib \(ZLIB_VERSION) does not start")
        }
    }

    deinit {
        inflateEnd(state)
        state.deallocate()
    }

    /// The bytes that this input gives, handed to `body` in pieces of at most 256 KiB.
    package mutating func inflate(_ input: [UInt8], _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        bytesIn += input.count
        var input = input
        try input.withUnsafeMutableBufferPointer { source in
            state.pointee.next_in = source.baseAddress
            state.pointee.avail_in = UInt32(source.count)
            defer { state.pointee.next_in = nil }
            try withUnsafeTemporaryAllocation(byteCount: 256 << 10, alignment: 16) { piece in
                while state.pointee.avail_in > 0 {
                    try inflateOnce(into: piece, body)
                }
            }
        }
    }

    private mutating func inflateOnce(
        into piece: UnsafeMutableRawBufferPointer, _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        if !isInsideMember {
            guard inflateReset(state) == Z_OK else { throw BillowError(.bug, "zlib does not reset") }
            isInsideMember = true
        }
        var status: Int32
        repeat {
            state.pointee.next_out = piece.baseAddress?.assumingMemoryBound(to: UInt8.self)
            state.pointee.avail_out = UInt32(piece.count)
            status = CZlib.inflate(state, Z_NO_FLUSH)
            guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
                let reason = state.pointee.msg.map { String(cString: $0) } ?? "status \(status)"
                throw BillowError(.badData, "damaged gzip data (\(reason))", hint: "fetch the file again")
            }
            let count = piece.count - Int(state.pointee.avail_out)
            bytesOut += count
            guard bytesOut <= Self.ratioFloorBytes || bytesOut / Self.ratioMax <= bytesIn else {
                throw BillowError(.badData, "gzip data inflates more than \(Self.ratioMax) times: refused as a bomb")
            }
            try body(UnsafeRawBufferPointer(rebasing: piece[..<count]))
        } while status == Z_OK && state.pointee.avail_out == 0
        if status == Z_STREAM_END { isInsideMember = false }
    }

    /// Throws unless the last member was complete.
    package func finish() throws {
        guard !isInsideMember else {
            throw BillowError(.badData, "gzip data ends too early", hint: "the file is truncated: fetch it again")
        }
    }
}

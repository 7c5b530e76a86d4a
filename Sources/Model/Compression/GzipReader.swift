import BillingModel
import CISAL

/// Inflates a gzip stream: one or more members (RFC 1952), each with its CRC-32 and length checked.
///
/// Refused with `badData`: anything that is not gzip, a damaged or truncated member, bytes behind the last member that
/// start no new one, and more than ``ratioMax`` bytes out for each byte in.
package final class GzipReader: Inflater {
    /// Deflate says at best 258 bytes in 2 bits (1032 times), and only what repeats within 32 bytes stays above 400:
    /// a longer distance costs more bits. Rows of an export are longer than that, and exports inflate 10 to 40 times.
    package static let ratioMax = 400
    /// Only what is large is refused: a small file may well be a header and empty cells.
    package static let ratioFloorBytes = 64 << 20

    static func isBomb(bytesIn: Int, bytesOut: Int) -> Bool {
        bytesOut > ratioFloorBytes && bytesOut / ratioMax > bytesIn
    }

    private enum Place {
        /// Before the first member, or in a member's header.
        case header
        case body
        case betweenMembers
    }

    private let state: UnsafeMutablePointer<inflate_state>
    private let header: UnsafeMutablePointer<isal_gzip_header>
    private var place = Place.header
    private var input: [UInt8] = []
    private var inputUsed = 0
    /// The room was full before the member's end: there may be more without further input.
    private var hasMore = false
    private var bytesIn = 0
    private var bytesOut = 0

    package init() {
        state = .allocate(capacity: 1)
        header = .allocate(capacity: 1)
        isal_inflate_init(state)
        startMember()
    }

    deinit {
        state.deallocate()
        header.deallocate()
    }

    private func startMember() {
        isal_inflate_reset(state)
        // Body and trailer, and the trailer is compared; the header is read apart, since it may come in pieces.
        state.pointee.crc_flag = UInt32(ISAL_GZIP_NO_HDR_VER)
        header.initialize(to: isal_gzip_header())
        place = .header
    }

    package func feed(_ bytes: [UInt8]) {
        assert(inputUsed == input.count && !hasMore, "input is fed before the last one is used up")
        input = bytes
        inputUsed = 0
    }

    package func next(upTo bytesMax: Int) throws -> [UInt8]? {
        guard inputUsed < input.count || hasMore else { return nil }
        let piece = try [UInt8](unsafeUninitializedCapacity: bytesMax) { room, count in
            try inflate(into: room)
            count = room.count - Int(state.pointee.avail_out)
        }
        bytesOut += piece.count
        guard !Self.isBomb(bytesIn: bytesIn, bytesOut: bytesOut) else {
            throw BillowError(.badData, "gzip data inflates more than \(Self.ratioMax) times: refused as a bomb")
        }
        return piece.isEmpty ? nil : piece
    }

    /// Throws unless the last member was complete.
    package func finish() throws {
        guard place == .betweenMembers else {
            throw BillowError(.badData, "gzip data ends too early", hint: "the file is truncated: fetch it again")
        }
    }

    /// Until the input is used up or the room is full.
    private func inflate(into room: UnsafeMutableBufferPointer<UInt8>) throws {
        try input.withUnsafeBufferPointer { source in
            let rest = UnsafeMutableBufferPointer(mutating: UnsafeBufferPointer(rebasing: source[inputUsed...]))
            state.pointee.next_in = rest.baseAddress
            state.pointee.avail_in = UInt32(rest.count)
            state.pointee.next_out = room.baseAddress
            state.pointee.avail_out = UInt32(room.count)
            defer {
                let used = rest.count - Int(state.pointee.avail_in)
                inputUsed += used
                bytesIn += used
                state.pointee.next_in = nil
                state.pointee.next_out = nil
            }
            repeat { try step() } while state.pointee.avail_in > 0 && state.pointee.avail_out > 0
            hasMore = place == .body && state.pointee.avail_out == 0
        }
    }

    private func step() throws {
        switch place {
        case .betweenMembers:
            startMember()
        case .header:
            let status = isal_read_gzip_header(state, header)
            guard status == ISAL_DECOMP_OK || status == ISAL_END_INPUT else { throw Self.damaged(status) }
            // RFC 1952: "a compliant decompressor must give an error indication if any reserved bit is non-zero".
            guard header.pointee.flags & 0xE0 == 0 else { throw Self.damaged(ISAL_INVALID_WRAPPER) }
            if status == ISAL_DECOMP_OK { place = .body }
        case .body:
            let status = isal_inflate(state)
            guard status == ISAL_DECOMP_OK else { throw Self.damaged(status) }
            if state.pointee.block_state == ISAL_BLOCK_FINISH { place = .betweenMembers }
        }
    }

    private static func damaged(_ status: Int32) -> BillowError {
        let reason =
            switch status {
            case ISAL_INVALID_WRAPPER, ISAL_UNSUPPORTED_METHOD: "no gzip header where one must be"
            case ISAL_INCORRECT_CHECKSUM: "its checksum or length is wrong"
            default: "status \(status)"
            }
        return BillowError(.badData, "damaged gzip data (\(reason))", hint: "fetch the file again")
    }
}

import BillingModel
import CISAL

/// Inflates the one file of a ZIP archive (PKWARE's APPNOTE 6.3) as its bytes come: its data, then what the directory
/// says of it is compared.
///
/// Refused with `badData`: several files, encryption, other methods than deflate, sizes or a CRC-32 that are not those
/// of the data, a truncated archive, and data that inflates more than ``GzipReader/ratioMax`` times.
package final class ZipReader: Inflater {
    private enum Place {
        case header
        case body
        case directory
    }

    private let state: UnsafeMutablePointer<inflate_state>
    private var place = Place.header
    private var input: [UInt8] = []
    private var inputUsed = 0
    private var hasMore = false
    private var bytesIn = 0
    private var bytesOut = 0
    /// Header or directory, as far as it came.
    private var record: [UInt8] = []

    /// Enough for a directory of one file with any name and comment.
    private static let directoryBytesMax = 256 << 10

    package init() {
        state = .allocate(capacity: 1)
        isal_inflate_init(state)
        // The CRC-32 is computed; nothing is read that would follow the data in a gzip member.
        state.pointee.crc_flag = UInt32(ISAL_GZIP_NO_HDR)
    }

    deinit {
        state.deallocate()
    }

    package func feed(_ bytes: [UInt8]) {
        assert(inputUsed == input.count && !hasMore, "input is fed before the last one is used up")
        input = bytes
        inputUsed = 0
    }

    package func next(upTo bytesMax: Int) throws -> [UInt8]? {
        while inputUsed < input.count || hasMore {
            switch place {
            case .header: try readHeader()
            case .body:
                let piece = try inflate(upTo: bytesMax)
                if !piece.isEmpty { return piece }
            case .directory:
                record += input[inputUsed...]
                inputUsed = input.count
                guard record.count <= Self.directoryBytesMax else { throw Self.several }
            }
        }
        return nil
    }

    package func finish() throws {
        guard place == .directory, let directory = Directory(record) else {
            throw BillowError(.badData, "the ZIP archive ends too early", hint: "the file is truncated: fetch it again")
        }
        guard directory.files == 1 else { throw Self.several }
        guard directory.crc == state.pointee.crc, directory.packed == UInt32(truncatingIfNeeded: bytesIn),
            directory.unpacked == UInt32(truncatingIfNeeded: bytesOut)
        else {
            throw BillowError(
                .badData, "damaged ZIP archive (its checksum or length is wrong)", hint: "fetch the file again")
        }
    }

    private static let several = BillowError(
        .badData, "a ZIP archive with more than one file", hint: "unpack it into the folder")

    // MARK: Local header

    private func readHeader() throws {
        let fixed = 30
        let wanted =
            record.count < fixed
            ? fixed : fixed + Int(record.number(at: 26, bytes: 2)) + Int(record.number(at: 28, bytes: 2))
        let taken = min(wanted - record.count, input.count - inputUsed)
        record += input[inputUsed..<inputUsed + taken]
        inputUsed += taken
        guard record.count >= fixed else { return }
        guard record.starts(with: Array("PK\u{3}\u{4}".utf8)) else {
            throw BillowError(.badData, "an empty or damaged ZIP archive")
        }
        guard record.count == fixed + Int(record.number(at: 26, bytes: 2)) + Int(record.number(at: 28, bytes: 2)) else {
            return
        }
        let (flags, method) = (record.number(at: 6, bytes: 2), record.number(at: 8, bytes: 2))
        guard flags & 0x2041 == 0 else { throw BillowError(.badData, "the ZIP archive is encrypted") }
        guard method == 8 else {
            throw BillowError(
                .badData, "the ZIP archive's file is packed by method \(method), which is not deflate",
                hint: "pack it with deflate, or deliver it with GZIP")
        }
        record = []
        place = .body
    }

    // MARK: Data

    private func inflate(upTo bytesMax: Int) throws -> [UInt8] {
        let piece = try [UInt8](unsafeUninitializedCapacity: bytesMax) { room, count in
            try inflate(into: room)
            count = room.count - Int(state.pointee.avail_out)
        }
        bytesOut += piece.count
        guard !GzipReader.isBomb(bytesIn: bytesIn, bytesOut: bytesOut) else {
            throw BillowError(
                .badData, "the ZIP archive inflates more than \(GzipReader.ratioMax) times: refused as a bomb")
        }
        return piece
    }

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
            let status = isal_inflate(state)
            guard status == ISAL_DECOMP_OK else {
                throw BillowError(.badData, "damaged ZIP archive (status \(status))", hint: "fetch the file again")
            }
            hasMore = state.pointee.block_state != ISAL_BLOCK_FINISH && state.pointee.avail_out == 0
        }
        if state.pointee.block_state == ISAL_BLOCK_FINISH { endBody() }
    }

    /// Whole bytes that were read ahead of the data's last bit belong to what follows.
    private func endBody() {
        place = .directory
        let ahead = Int(state.pointee.read_in_length) / 8
        let bits = state.pointee.read_in >> UInt64(state.pointee.read_in_length % 8)
        record = (0..<ahead).map { UInt8(truncatingIfNeeded: bits >> UInt64(8 * $0)) }
        bytesIn -= ahead
    }
}

/// What an archive's end says of its first file.
private struct Directory {
    let files: Int
    let crc: UInt32
    let packed: UInt32
    let unpacked: UInt32

    /// Nil unless both records are there, the end's as the last of all.
    init?(_ bytes: [UInt8]) {
        let endBytes = 22
        guard bytes.count >= endBytes else { return nil }
        let places = (max(0, bytes.count - endBytes - 65_535)...bytes.count - endBytes).reversed()
        guard
            let end = places.first(where: {
                bytes[$0...].starts(with: Array("PK\u{5}\u{6}".utf8))
                    && $0 + endBytes + Int(bytes.number(at: $0 + 20, bytes: 2)) == bytes.count
            })
        else { return nil }
        let size = Int(bytes.number(at: end + 12, bytes: 4))
        guard size >= 46, let start = Self.start(bytes, end: end, size: size) else { return nil }
        files = Int(bytes.number(at: end + 10, bytes: 2))
        crc = bytes.number(at: start + 16, bytes: 4)
        packed = bytes.number(at: start + 20, bytes: 4)
        unpacked = bytes.number(at: start + 24, bytes: 4)
    }

    /// The directory lies before the end's record, or before those of ZIP64 that come first.
    private static func start(_ bytes: [UInt8], end: Int, size: Int) -> Int? {
        let zip64Bytes = 76
        return [end - size, end - size - zip64Bytes].first {
            $0 >= 0 && bytes[$0...].starts(with: Array("PK\u{1}\u{2}".utf8))
        }
    }
}

extension [UInt8] {
    /// Little endian.
    fileprivate func number(at start: Int, bytes: Int) -> UInt32 {
        (0..<bytes).reduce(0) { $0 | UInt32(self[start + $1]) << UInt32(8 * $1) }
    }
}

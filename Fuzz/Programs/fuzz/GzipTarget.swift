import BillingModel
import CZlib
import Compression

/// ``GzipReader`` against zlib: the same bytes, the same refusals, whatever the input and however it is cut.
struct GzipTarget: FuzzTarget {
    static let name = "gzip"

    func attempt(using dice: inout SplitMix) -> String? {
        var bytes: [UInt8] = []
        for _ in 0..<1 + dice.roll(3) {
            bytes += Self.packed(Self.text(&dice), level: Int32(dice.roll(10)))
        }
        if dice.once(in: 2) { dice.damage(&bytes, times: 1 + dice.roll(2)) }
        return attempt(bytes, using: &dice)
    }

    func attempt(_ input: [UInt8], using dice: inout SplitMix) -> String? {
        let expected = Self.inflatedByZlib(input)
        var found: [UInt8]?
        var reason = ""
        do {
            found = try Self.inflated(input, &dice)
        } catch let error as BillowError where error.code == .badData {
            reason = error.message
        } catch {
            return "threw \(error)"
        }
        guard found != expected else { return nil }
        let outcome = found.map { "\($0.count) bytes" } ?? "refused, \(reason)"
        return "\(outcome), where zlib has \(expected.map { "\($0.count) bytes" } ?? "nothing"): \(input)"
    }

    private static func inflated(_ input: [UInt8], _ dice: inout SplitMix) throws -> [UInt8] {
        let reader = GzipReader()
        var output: [UInt8] = []
        let (chunkMax, roomMax) = (dice.pick([1, 3, 50, 5000, 1 << 20]), dice.pick([1, 7, 300, 1 << 16]))
        var at = 0
        while at < input.count {
            let end = min(input.count, at + 1 + dice.roll(chunkMax))
            reader.feed(Array(input[at..<end]))
            while let piece = try reader.next(upTo: 1 + dice.roll(roomMax)) { output += piece }
            at = end
        }
        try reader.finish()
        return output
    }

    private static func text(_ dice: inout SplitMix) -> [UInt8] {
        switch dice.roll(4) {
        case 0: return []
        case 1: return (0..<dice.roll(3000)).map { _ in UInt8(dice.roll(256)) }
        case 2: return Array(String(repeating: "2025-10-01,Compute,eu-west-1,1.25\n", count: dice.roll(2000)).utf8)
        default: return (0..<dice.roll(200)).flatMap { _ in Array("\(dice.roll(50)),prod,\(dice.roll(1000))\n".utf8) }
        }
    }

    // MARK: zlib

    private static func packed(_ text: [UInt8], level: Int32) -> [UInt8] {
        var stream = z_stream()
        deflateInit2_(
            &stream, level, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        defer { deflateEnd(&stream) }
        var (text, output) = (text, [UInt8](repeating: 0, count: text.count + text.count / 100 + 200))
        let size = output.count
        return text.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { room in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = room.baseAddress
                stream.avail_out = UInt32(room.count)
                deflate(&stream, Z_FINISH)
                return Array(room[..<(size - Int(stream.avail_out))])
            }
        }
    }

    /// Nil where the input is not whole members one behind the other.
    private static func inflatedByZlib(_ input: [UInt8]) -> [UInt8]? {
        var (rest, output) = (input, [UInt8]())
        repeat {
            var stream = z_stream()
            inflateInit2_(&stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
            defer { inflateEnd(&stream) }
            let used = rest.withUnsafeMutableBufferPointer { source -> Int? in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                var status = Z_OK
                while status == Z_OK {
                    var room = [UInt8](repeating: 0, count: 1 << 16)
                    let size = room.count
                    let left = room.withUnsafeMutableBufferPointer { room -> Int in
                        stream.next_out = room.baseAddress
                        stream.avail_out = UInt32(size)
                        status = inflate(&stream, Z_NO_FLUSH)
                        return Int(stream.avail_out)
                    }
                    output += room[..<(size - left)]
                }
                return status == Z_STREAM_END ? source.count - Int(stream.avail_in) : nil
            }
            guard let used else { return nil }
            rest.removeFirst(used)
        } while !rest.isEmpty
        return output
    }
}

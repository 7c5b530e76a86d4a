import BillingModel
import CodedColumns

/// DELTA_BINARY_PACKED and what is built on it.
extension ByteCursor {
    /// The next `count` integers; the cursor ends behind them. Sums wrap, as writers count on.
    mutating func deltas(count: Int) throws -> [Int64] {
        let blockSize = try varint()
        let partCount = try varint()
        let total = try varint()
        let first = try zigzag()
        guard (8...1 << 20).contains(blockSize), (1...blockSize / 8).contains(partCount),
            blockSize % (partCount * 8) == 0, total == UInt64(count)
        else { throw BillowError.damagedParquet("differences in an impossible shape") }
        guard count > 0 else { return [] }
        var values = [first]
        let partSize = Int(blockSize / partCount)
        while values.count < count {
            let smallest = try zigzag()
            for width in try take(Int(partCount)) where values.count < count {
                guard width <= 64 else { throw BillowError.damagedParquet("differences of \(width) bits") }
                let packed = try take(partSize / 8 * Int(width))
                var value = values[values.count - 1]
                for index in 0..<min(partSize, count - values.count) {
                    let difference = packed.bits(at: index * Int(width), width: Int(width))
                    value = value &+ smallest &+ Int64(bitPattern: difference)
                    values.append(value)
                }
            }
        }
        return values
    }

    /// DELTA_LENGTH_BYTE_ARRAY: lengths as differences, then all texts.
    mutating func textsBehindLengths(count: Int) throws -> TextList {
        var end = 0
        let ends = try deltas(count: count).map { length in
            guard length >= 0, length <= Int64(remaining) - Int64(end) else {
                throw BillowError.damagedParquet("a text's length")
            }
            end += Int(length)
            return end
        }
        return try TextList(utf8: [UInt8](try take(end)), ends: ends)
    }
}

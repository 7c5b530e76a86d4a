import BillingModel
import CodedColumns

/// Values as they are, one behind the other.
extension ByteCursor {
    mutating func plainTexts(count: Int) throws -> TextList {
        guard count <= remaining / 4 else { throw BillowError.damagedParquet("more texts than bytes") }
        var ends: [Int] = []
        ends.reserveCapacity(count)
        let source = UnsafeRawBufferPointer(rebasing: bytes[position...])
        var start = 0
        let texts = try [UInt8](unsafeUninitializedCapacity: source.count - 4 * count) { target, used in
            for _ in 0..<count {
                guard start + 4 <= source.count else { throw BillowError.damagedParquet("texts end too early") }
                let length = Int(UInt32(littleEndian: source.loadUnaligned(fromByteOffset: start, as: UInt32.self)))
                start += 4
                // Of the lengths still to come there is no sum that could exceed the target but by one that lies.
                guard length <= source.count - start, length <= target.count - used else {
                    throw BillowError.damagedParquet("a text's length")
                }
                let text = UnsafeRawBufferPointer(rebasing: source[start..<(start + length)])
                UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: target[used...]))
                    .copyMemory(from: text)
                start += length
                used += length
                ends.append(used)
            }
        }
        _ = try take(start)
        return try TextList(utf8: texts, ends: ends)
    }

    mutating func plainInt64s(count: Int) throws -> [Int64] {
        try fixed(count, size: 8) { Int64(littleEndian: $0.loadUnaligned(fromByteOffset: $1, as: Int64.self)) }
    }

    mutating func plainInt32s(count: Int) throws -> [Int64] {
        try fixed(count, size: 4) {
            Int64(Int32(littleEndian: $0.loadUnaligned(fromByteOffset: $1, as: Int32.self)))
        }
    }

    /// Signed, highest byte first, `size` bytes each: 1 to 16.
    mutating func plainInt128s(count: Int, size: Int) throws -> [Int128] {
        if size == 16 {
            return try fixed(count, size: 16) {
                Int128(bigEndian: $0.loadUnaligned(fromByteOffset: $1, as: Int128.self))
            }
        }
        return try fixed(count, size: size) { bytes, start in
            var value = Int128(Int8(bitPattern: bytes[start]))
            for index in 1..<size { value = value << 8 | Int128(bytes[start + index]) }
            return value
        }
    }

    @inline(__always)
    private mutating func fixed<Value>(
        _ count: Int, size: Int, _ value: (UnsafeRawBufferPointer, Int) -> Value
    ) throws -> [Value] {
        guard count <= remaining / size else { throw BillowError.damagedParquet("more values than bytes") }
        let bytes = try take(count * size)
        return [Value](unsafeUninitializedCapacity: count) { target, used in
            for index in 0..<count { target.initializeElement(at: index, to: value(bytes, index * size)) }
            used = count
        }
    }
}

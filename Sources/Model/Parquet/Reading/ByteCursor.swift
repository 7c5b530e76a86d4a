import BillingModel

/// Reads forward through bytes that may be anything: what is not there is an error. Used only while the bytes are lent.
struct ByteCursor {
    let bytes: UnsafeRawBufferPointer
    private(set) var position = 0

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    var remaining: Int { bytes.count - position }

    mutating func take(_ count: Int) throws -> UnsafeRawBufferPointer {
        guard count >= 0, count <= remaining else { throw BillowError.damagedParquet("a page ends too early") }
        defer { position += count }
        return UnsafeRawBufferPointer(rebasing: bytes[position..<(position + count)])
    }

    mutating func byte() throws -> UInt8 {
        try take(1)[0]
    }

    /// A length that stands before what it measures.
    mutating func length() throws -> Int {
        let bytes = try take(4)
        return Int(UInt32(littleEndian: bytes.loadUnaligned(as: UInt32.self)))
    }

    mutating func varint() throws -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: 0 as UInt64, to: 64, by: 7) {
            let byte = try byte()
            value |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return value }
        }
        throw BillowError.damagedParquet("a number of more than 64 bits")
    }

    mutating func zigzag() throws -> Int64 {
        let value = try varint()
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }
}

extension UnsafeRawBufferPointer {
    /// Up to 64 bits from a place counted in bits, lowest first; zeros behind the end.
    @inline(__always)
    func bits(at position: Int, width: Int) -> UInt64 {
        let start = position >> 3
        let shift = UInt64(position & 7)
        var word = word(at: start) >> shift
        if Int(shift) + width > 64, start + 8 < count { word |= UInt64(self[start + 8]) << (64 - shift) }
        return width == 64 ? word : word & (1 << UInt64(width) - 1)
    }

    /// Eight bytes, zeros behind the end.
    @inline(__always)
    func word(at start: Int) -> UInt64 {
        if start + 8 <= count { return UInt64(littleEndian: loadUnaligned(fromByteOffset: start, as: UInt64.self)) }
        var word: UInt64 = 0
        for index in start..<Swift.max(start, count) { word |= UInt64(self[index]) << UInt64((index - start) * 8) }
        return word
    }
}

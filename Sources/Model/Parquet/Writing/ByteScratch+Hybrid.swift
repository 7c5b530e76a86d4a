/// Parquet's hybrid of run lengths and bit packing, for levels and for codes.
extension ByteScratch {
    /// Shorter runs are packed: two more headers would cost about as much, and slow readers down.
    private static let runMin = 32

    /// `bits` is 1…32, and every value fits.
    mutating func append(hybrid values: UnsafeBufferPointer<UInt32>, bits: Int) {
        var packedFrom = 0
        var position = 0
        // Eight at a time, because packed values come in groups of eight.
        while position + 8 <= values.count {
            guard Self.isUniform(values, at: position) else {
                position += 8
                continue
            }
            let end = Self.runEnd(values, from: position)
            if end - position < Self.runMin {
                position += 8
                continue
            }
            append(packed: values, packedFrom..<position, bits: bits)
            append(run: values[position], count: end - position, bits: bits)
            position = end
            packedFrom = end
        }
        append(packed: values, packedFrom..<values.count, bits: bits)
    }

    mutating func append(run value: UInt32, count: Int, bits: Int) {
        guard count > 0 else { return }
        append(varint: count << 1)
        for shift in stride(from: 0, to: bits, by: 8) { append(UInt8(truncatingIfNeeded: value >> shift)) }
    }

    /// The bits alone, without a header: booleans are kept so, too. The last byte is filled up with zeros.
    mutating func append(bits values: UnsafeBufferPointer<UInt32>, _ range: Range<Int>) {
        pack(values, range, bits: 1)
    }

    private mutating func append(packed values: UnsafeBufferPointer<UInt32>, _ range: Range<Int>, bits: Int) {
        guard !range.isEmpty else { return }
        append(varint: ((range.count + 7) / 8) << 1 | 1)
        pack(values, range, bits: bits)
    }

    private mutating func pack(_ values: UnsafeBufferPointer<UInt32>, _ range: Range<Int>, bits: Int) {
        let groups = (range.count + 7) / 8
        let target = room(groups * bits)
        guard groups > 0, let first = values.baseAddress, var place = target.baseAddress else { return }
        let source = UnsafeRawPointer(first + range.lowerBound)
        let whole = range.count / 8
        for group in 0..<whole {
            Self.packEight(source + group * 32, to: place, bits: bits)
            place += bits
        }
        if whole < groups {
            withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 8) { last in
                for index in 0..<8 {
                    let position = range.lowerBound + whole * 8 + index
                    last[index] = position < range.upperBound ? values[position] : 0
                }
                if let last = last.baseAddress { Self.packEight(UnsafeRawPointer(last), to: place, bits: bits) }
            }
        }
        advance(by: groups * bits)
    }

    /// Writes up to 16 bytes, of which `bits` count; for more than 16 bits just those.
    @inline(__always)
    private static func packEight(_ source: UnsafeRawPointer, to target: UnsafeMutableRawPointer, bits: Int) {
        guard bits <= 16 else { return packEightWide(source, to: target, bits: bits) }
        // Two neighbours of 32 bits each move together into the lower half of their word.
        let near = UInt64(32 - bits)
        let (first, second) = (pair(source, near), pair(source + 8, near))
        let (third, fourth) = (pair(source + 16, near), pair(source + 24, near))
        let step = UInt64(2 * bits)
        let (low, high) = (first | second &<< step, third | fourth &<< step)
        if bits <= 8 {
            target.storeBytes(of: low | high &<< (2 * step), as: UInt64.self)
        } else {
            target.storeBytes(of: low | high << (2 * step), as: UInt64.self)
            target.storeBytes(of: high >> (64 - 2 * step), toByteOffset: 8, as: UInt64.self)
        }
    }

    @inline(__always)
    private static func pair(_ source: UnsafeRawPointer, _ shift: UInt64) -> UInt64 {
        let both = source.loadUnaligned(as: UInt64.self)
        return (both | both &>> shift) & 0xffff_ffff
    }

    private static func packEightWide(_ source: UnsafeRawPointer, to target: UnsafeMutableRawPointer, bits: Int) {
        var place = target
        var held: UInt64 = 0
        var heldBits = 0
        for index in 0..<8 {
            held |= UInt64(source.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self)) &<< UInt64(heldBits)
            heldBits += bits
            while heldBits >= 8 {
                place.storeBytes(of: UInt8(truncatingIfNeeded: held), as: UInt8.self)
                place += 1
                held >>= 8
                heldBits -= 8
            }
        }
    }

    @inline(__always)
    private static func isUniform(_ values: UnsafeBufferPointer<UInt32>, at position: Int) -> Bool {
        differences(values, at: position, from: values[position]) == 0
    }

    /// Zero when eight values are all the same as `value`.
    @inline(__always)
    private static func differences(
        _ values: UnsafeBufferPointer<UInt32>, at position: Int, from value: UInt32
    ) -> UInt32 {
        var difference: UInt32 = 0
        for index in 0..<8 { difference |= values[position + index] ^ value }
        return difference
    }

    private static func runEnd(_ values: UnsafeBufferPointer<UInt32>, from start: Int) -> Int {
        let value = values[start]
        var end = start + 8
        while end + 8 <= values.count, differences(values, at: end, from: value) == 0 { end += 8 }
        while end < values.count, values[end] == value { end += 1 }
        return end
    }
}

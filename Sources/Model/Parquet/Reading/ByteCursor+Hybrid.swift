import BillingModel

/// Parquet's hybrid of run lengths and bit packing, which levels and codes of dictionaries are in.
extension ByteCursor {
    /// Fills `output` with the next values, each below `limit`, each with `offset` added.
    mutating func hybrid(
        bitWidth: Int, below limit: UInt32, adding offset: UInt32, into output: UnsafeMutableBufferPointer<UInt32>
    ) throws {
        guard (0...32).contains(bitWidth) else { throw BillowError.damagedParquet("values of \(bitWidth) bits") }
        var done = 0
        while done < output.count {
            let header = try varint()
            guard header <= UInt64(UInt32.max) else { throw BillowError.damagedParquet("a run of \(header) values") }
            let rest = UnsafeMutableBufferPointer(rebasing: output[done...])
            if header & 1 == 0 {
                let value = try runValue(bitWidth: bitWidth)
                guard value < limit else { throw BillowError.damagedParquet("the code \(value) of \(limit)") }
                let count = min(Int(header >> 1), rest.count)
                rest[..<count].update(repeating: value &+ offset)
                done += count
            } else {
                // Groups of eight; the last one may hold more values than there are, or lack the bytes of those.
                let groups = Int(header >> 1)
                let count = min(groups * 8, rest.count)
                guard (count * bitWidth + 7) / 8 <= remaining else {
                    throw BillowError.damagedParquet("packed values end too early")
                }
                let packed = try take(min(groups * bitWidth, remaining))
                let run = UnsafeMutableBufferPointer(rebasing: rest[..<count])
                guard packed.unpack(bitWidth: bitWidth, below: limit, adding: offset, into: run) else {
                    throw BillowError.damagedParquet("a code beyond the \(limit) that there are")
                }
                done += count
            }
        }
    }

    /// The level that all values have, where one run says so; the cursor does not move.
    func uniformLevel(count: Int) -> UInt32? {
        var ahead = self
        guard let header = try? ahead.varint(), header & 1 == 0, header >> 1 >= UInt64(count) else { return nil }
        return try? ahead.runValue(bitWidth: 1)
    }

    private mutating func runValue(bitWidth: Int) throws -> UInt32 {
        UInt32(truncatingIfNeeded: try take((bitWidth + 7) / 8).word(at: 0))
    }
}

extension UnsafeRawBufferPointer {
    /// False when a value is `limit` or more.
    fileprivate func unpack(
        bitWidth: Int, below limit: UInt32, adding offset: UInt32, into output: UnsafeMutableBufferPointer<UInt32>
    ) -> Bool {
        var largest: UInt32 = 0
        var index = 0
        if bitWidth > 0, bitWidth <= 16 {
            largest = unpackGroups(bitWidth: bitWidth, adding: offset, into: output, &index)
        }
        while index < output.count {
            let value = UInt32(truncatingIfNeeded: bits(at: index &* bitWidth, width: bitWidth))
            largest = Swift.max(largest, value)
            output[index] = value &+ offset
            index &+= 1
        }
        return largest < limit
    }

    /// Values by eights, which begin and end with a byte, as long as whole words can be loaded; the largest of them.
    @inline(__always)
    private func unpackGroups(
        bitWidth: Int, adding offset: UInt32, into output: UnsafeMutableBufferPointer<UInt32>, _ index: inout Int
    ) -> UInt32 {
        let mask = UInt32(1) << UInt32(bitWidth) - 1
        let width = UInt64(bitWidth)
        // The later four may begin within a byte, and still fit a word.
        let half = 4 &* bitWidth
        let halfStart = half &>> 3
        let halfShift = UInt64(half & 7)
        var largest: UInt32 = 0
        var start = 0
        while index &+ 8 <= output.count, start &+ 16 <= count {
            var low = UInt64(littleEndian: loadUnaligned(fromByteOffset: start, as: UInt64.self))
            let later = loadUnaligned(fromByteOffset: start &+ halfStart, as: UInt64.self)
            var high = UInt64(littleEndian: later) &>> halfShift
            for lane in 0..<4 {
                let one = UInt32(truncatingIfNeeded: low) & mask
                let two = UInt32(truncatingIfNeeded: high) & mask
                low &>>= width
                high &>>= width
                largest = Swift.max(largest, Swift.max(one, two))
                output[index &+ lane] = one &+ offset
                output[index &+ 4 &+ lane] = two &+ offset
            }
            index &+= 8
            start &+= bitWidth
        }
        return largest
    }
}

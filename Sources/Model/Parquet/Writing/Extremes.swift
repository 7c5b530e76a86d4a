import BillingModel
import CodedColumns

/// The smallest and the largest of some values: numbers by value, texts by unsigned bytes, false before true.
struct Extremes {
    let minimum: ValueList
    let maximum: ValueList
    /// As a footer has them.
    let minimumBytes: [UInt8]
    let maximumBytes: [UInt8]

    /// Nil without values, and where one of the two is too long a text. Throws where a value does not fit the type.
    init?(_ values: ValueList, _ codes: UnsafeBufferPointer<UInt32>, _ type: ColumnType) throws {
        switch (values, type) {
        case (.text(let list), .text): self.init(list, codes)
        case (.decimal(let list), .decimal):
            guard let (least, most) = Self.range(list, codes) else { return nil }
            guard ExactDecimal(units: least) != nil, ExactDecimal(units: most) != nil else {
                throw BillowError(.bug, "a decimal has more than \(ColumnType.decimalPrecision) digits")
            }
            self.init(.decimal([least]), .decimal([most]), Self.bytes(least.bigEndian), Self.bytes(most.bigEndian))
        case (.integer(let list), .date):
            guard let (least, most) = Self.range(list, codes) else { return nil }
            guard let first = Int32(exactly: least), let last = Int32(exactly: most) else {
                throw BillowError(.bug, "a date is more than 5 million years away")
            }
            self.init(
                .integer([least]), .integer([most]), Self.bytes(first.littleEndian), Self.bytes(last.littleEndian))
        case (.integer(let list), .integer), (.integer(let list), .timestamp):
            guard let (least, most) = Self.range(list, codes) else { return nil }
            self.init(
                .integer([least]), .integer([most]), Self.bytes(least.littleEndian), Self.bytes(most.littleEndian))
        case (.boolean(let list), .boolean):
            guard let first = codes.first else { return nil }
            let one = list[Int(first) - 1]
            let isMixed = codes.contains { list[Int($0) - 1] != one }
            let (least, most) = (isMixed ? false : one, isMixed ? true : one)
            self.init(.boolean([least]), .boolean([most]), [least ? 1 : 0], [most ? 1 : 0])
        default: throw ChunkEncoder.mismatch(type)
        }
    }

    private init(_ minimum: ValueList, _ maximum: ValueList, _ minimumBytes: [UInt8], _ maximumBytes: [UInt8]) {
        self.minimum = minimum
        self.maximum = maximum
        self.minimumBytes = minimumBytes
        self.maximumBytes = maximumBytes
    }

    private init?(_ list: TextList, _ codes: UnsafeBufferPointer<UInt32>) {
        guard var least = codes.first, var most = codes.first else { return nil }
        let mayBeSaid = TextView.with(list) { texts in
            // Where all are too long to be said, as resource names are, there is nothing to compare.
            guard codes.contains(where: { texts.sizeBytes($0) <= ColumnStatistics.textBytesMax }) else { return false }
            for code in codes {
                let text = texts[code]
                if Self.isLess(text, texts[least]) {
                    least = code
                } else if Self.isLess(texts[most], text) {
                    most = code
                }
            }
            return true
        }
        guard mayBeSaid else { return nil }
        let minimum = Array(list.bytes[list.range(Int(least) - 1)])
        let maximum = Array(list.bytes[list.range(Int(most) - 1)])
        guard max(minimum.count, maximum.count) <= ColumnStatistics.textBytesMax else { return nil }
        self.init(Self.list(minimum), Self.list(maximum), minimum, maximum)
    }

    private static func range<Number: FixedWidthInteger>(
        _ list: [Number], _ codes: UnsafeBufferPointer<UInt32>
    ) -> (Number, Number)? {
        guard let first = codes.first else { return nil }
        return list.withUnsafeBufferPointer { values in
            var least = values[Int(first) - 1]
            var most = least
            for code in codes {
                let value = values[Int(code) &- 1]
                if value < least { least = value }
                if value > most { most = value }
            }
            return (least, most)
        }
    }

    private static func isLess(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
        let (one, other) = (UnsafeRawBufferPointer(left), UnsafeRawBufferPointer(right))
        let shared = min(one.count, other.count)
        var position = 0
        while position + 8 <= shared {
            let word = one.loadUnaligned(fromByteOffset: position, as: UInt64.self).bigEndian
            let otherWord = other.loadUnaligned(fromByteOffset: position, as: UInt64.self).bigEndian
            guard word == otherWord else { return word < otherWord }
            position += 8
        }
        while position < shared {
            guard one[position] == other[position] else { return one[position] < other[position] }
            position += 1
        }
        return one.count < other.count
    }

    private static func bytes(_ number: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: number) { Array($0) }
    }

    private static func list(_ text: [UInt8]) -> ValueList {
        var list = TextList()
        list.append(text)
        return .text(list)
    }
}

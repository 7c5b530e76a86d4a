import BillingModel
import CodedColumns

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

// A list is taken out of its enum while it is changed: a second reference to it would make every append a copy.
extension ValueList {
    private static let nothing = ValueList.boolean([])

    mutating func append(_ units: Int128) {
        guard case .decimal(var list) = self else { return wrongList() }
        self = Self.nothing
        list.append(units)
        self = .decimal(list)
    }

    mutating func append(_ number: Int64) {
        guard case .integer(var list) = self else { return wrongList() }
        self = Self.nothing
        list.append(number)
        self = .integer(list)
    }

    mutating func append(_ flag: Bool) {
        guard case .boolean(var list) = self else { return wrongList() }
        self = Self.nothing
        list.append(flag)
        self = .boolean(list)
    }

    /// Text as it stands in a CSV cell: doubled quotes become one.
    mutating func appendText(_ cell: UnsafeBufferPointer<UInt8>) {
        guard case .text(var list) = self else { return wrongList() }
        self = Self.nothing
        defer { self = .text(list) }
        guard let start = cell.baseAddress, memchr(start, Int32(UInt8(ascii: "\"")), cell.count) != nil else {
            return list.append(cell)
        }
        var text: [UInt8] = []
        text.reserveCapacity(cell.count)
        var at = 0
        while at < cell.count {
            text.append(cell[at])
            at += cell[at] == UInt8(ascii: "\"") ? 2 : 1
        }
        list.append(text)
    }

    /// Appends the values that codes mean, 0 left out, and renumbers the codes so that they mean them here.
    mutating func take(_ codes: UnsafeMutableBufferPointer<UInt32>, of source: ValueList) {
        var next = UInt32(count)
        switch source {
        case .text(let values): takeTexts(codes, of: values)
        case .decimal(let values):
            guard case .decimal(var list) = self else { return wrongList() }
            self = Self.nothing
            for code in codes where code != 0 { list.append(values[Int(code) - 1]) }
            self = .decimal(list)
        case .integer(let values):
            guard case .integer(var list) = self else { return wrongList() }
            self = Self.nothing
            for code in codes where code != 0 { list.append(values[Int(code) - 1]) }
            self = .integer(list)
        case .boolean(let values):
            guard case .boolean(var list) = self else { return wrongList() }
            self = Self.nothing
            for code in codes where code != 0 { list.append(values[Int(code) - 1]) }
            self = .boolean(list)
        case .map: wrongList()
        }
        for at in codes.indices where codes[at] != 0 {
            next += 1
            codes[at] = next
        }
    }

    private mutating func takeTexts(_ codes: UnsafeMutableBufferPointer<UInt32>, of values: TextList) {
        guard case .text(var list) = self else { return wrongList() }
        self = Self.nothing
        values.bytes.withUnsafeBufferPointer { bytes in
            for code in codes where code != 0 {
                list.append(UnsafeBufferPointer(rebasing: bytes[values.range(Int(code) - 1)]))
            }
        }
        self = .text(list)
    }

    /// Bytes that the values take in memory, about.
    var sizeBytes: Int {
        switch self {
        case .text(let list): list.bytes.count + list.count * 8
        case .decimal(let list): list.count * 16
        case .integer(let list): list.count * 8
        case .boolean(let list): list.count
        case .map(let list): list.keys.bytes.count + list.values.bytes.count + list.count * 8
        }
    }

    private func wrongList() {
        preconditionFailure("a value of another type than its list's")
    }
}

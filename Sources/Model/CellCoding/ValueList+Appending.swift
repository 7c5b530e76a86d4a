import BillingModel
import CodedColumns

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

// A list is taken out of its enum while it is changed: a second reference to it would make every append a copy.
extension ValueList {
    mutating func append(_ units: Int128) {
        guard case .decimal(var list) = take() else { return wrongList() }
        list.append(units)
        self = .decimal(list)
    }

    mutating func append(_ number: Int64) {
        guard case .integer(var list) = take() else { return wrongList() }
        list.append(number)
        self = .integer(list)
    }

    mutating func append(_ flag: Bool) {
        guard case .boolean(var list) = take() else { return wrongList() }
        list.append(flag)
        self = .boolean(list)
    }

    /// Text as it stands in a CSV cell: doubled quotes become one.
    mutating func appendText(_ cell: UnsafeBufferPointer<UInt8>) {
        guard case .text(var list) = take() else { return wrongList() }
        list.append(cell: cell)
        self = .text(list)
    }

    /// Forgets all values and keeps their memory.
    mutating func empty() {
        // Not in a `switch`, which would hold a second reference.
        if case .text(var list) = self {
            self = .boolean([])
            list.empty()
            self = .text(list)
        } else if case .decimal(var list) = self {
            self = .boolean([])
            list.removeAll(keepingCapacity: true)
            self = .decimal(list)
        } else if case .integer(var list) = self {
            self = .boolean([])
            list.removeAll(keepingCapacity: true)
            self = .integer(list)
        } else if case .boolean(var list) = self {
            self = .integer([])
            list.removeAll(keepingCapacity: true)
            self = .boolean(list)
        }
    }

    /// The values that codes mean, 0 left out. The codes are renumbered, from `before` + 1 on.
    func picked(_ codes: UnsafeMutableBufferPointer<UInt32>, numberedAfter before: Int) -> ValueList {
        let used = codes.lazy.filter { $0 != 0 }
        let picked: ValueList =
            switch self {
            case .text(let list): .text(list.picked(UnsafeBufferPointer(codes)))
            case .decimal(let list): .decimal(used.map { list[Int($0) - 1] })
            case .integer(let list): .integer(used.map { list[Int($0) - 1] })
            case .boolean(let list): .boolean(used.map { list[Int($0) - 1] })
            case .map: preconditionFailure("no cell is a map")
            }
        var next = UInt32(before)
        for at in codes.indices where codes[at] != 0 {
            next += 1
            codes[at] = next
        }
        return picked
    }

    /// All values of lists for `type`, one behind the other.
    init(_ type: ColumnType, joining lists: [ValueList]) {
        self.init(type)
        let count = lists.reduce(0) { $0 + $1.count }
        switch self {
        case .text(var all):
            let bytes = lists.reduce(0) { if case .text(let list) = $1 { $0 + list.bytes.count } else { $0 } }
            all.reserve(count: count, bytes: bytes)
            for case .text(let list) in lists { all.append(contentsOf: list) }
            self = .text(all)
        case .decimal(var all):
            all.reserveCapacity(count)
            for case .decimal(let list) in lists { all += list }
            self = .decimal(all)
        case .integer(var all):
            all.reserveCapacity(count)
            for case .integer(let list) in lists { all += list }
            self = .integer(all)
        case .boolean(var all):
            for case .boolean(let list) in lists { all += list }
            self = .boolean(all)
        case .map: preconditionFailure("no cell is a map")
        }
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

extension TextList {
    /// Text as it stands in a CSV cell: doubled quotes become one.
    mutating func append(cell: UnsafeBufferPointer<UInt8>) {
        guard let start = cell.baseAddress, memchr(start, Int32(UInt8(ascii: "\"")), cell.count) != nil else {
            return append(cell)
        }
        append(atMost: cell.count) { text in
            var (at, length) = (0, 0)
            while at < cell.count {
                text[length] = cell[at]
                length += 1
                at += cell[at] == UInt8(ascii: "\"") ? 2 : 1
            }
            return length
        }
    }

    /// The texts that codes mean, 0 left out, in memory of just the size that they need.
    fileprivate func picked(_ codes: UnsafeBufferPointer<UInt32>) -> TextList {
        var (count, byteCount) = (0, 0)
        for code in codes where code != 0 {
            count += 1
            byteCount += range(Int(code) - 1).count
        }
        var ends: [Int] = []
        ends.reserveCapacity(count)
        let picked = [UInt8](unsafeUninitializedCapacity: byteCount) { target, filled in
            bytes.withUnsafeBytes { source in
                let target = UnsafeMutableRawBufferPointer(target)
                for code in codes where code != 0 {
                    let range = range(Int(code) - 1)
                    UnsafeMutableRawBufferPointer(rebasing: target[filled..<filled + range.count])
                        .copyMemory(from: UnsafeRawBufferPointer(rebasing: source[range]))
                    filled += range.count
                    ends.append(filled)
                }
            }
        }
        return TextList(bytes: picked, ends: ends)
    }
}

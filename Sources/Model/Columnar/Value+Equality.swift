// Two values are equal when they are the same case with the same content: `integer(1)` is not `unsigned(1)`, and
// 1.0 is not 1.00. The order of a map's entries does not count. NaN equals NaN, as in a set or a grouping.

extension Value: Hashable {
    package static func == (left: Value, right: Value) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.boolean(let a), .boolean(let b)): a == b
        case (.integer(let a), .integer(let b)): a == b
        case (.unsigned(let a), .unsigned(let b)): a == b
        case (.decimal(let a, let aScale), .decimal(let b, let bScale)): a == b && aScale == bScale
        case (.double(let a), .double(let b)): a == b || (a.isNaN && b.isNaN)
        case (.text(let a), .text(let b)): a.utf8.elementsEqual(b.utf8)
        case (.bytes(let a), .bytes(let b)): a == b
        case (.date(let a), .date(let b)): a == b
        case (.time(let a), .time(let b)): a == b
        case (.timestamp(let a, let aIsUTC), .timestamp(let b, let bIsUTC)): a == b && aIsUTC == bIsUTC
        case (.interval(let a, let b, let c), .interval(let d, let e, let f)): a == d && b == e && c == f
        case (.list(let a), .list(let b)): a == b
        case (.structure(let a), .structure(let b)):
            a.elementsEqual(b) { $0.name == $1.name && $0.value == $1.value }
        case (.map(let a), .map(let b)):
            a.count == b.count
                && Value.sorted(a).elementsEqual(Value.sorted(b)) { $0.key == $1.key && $0.value == $1.value }
        default: false
        }
    }

    package func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .boolean(let value): hasher.combine(value)
        case .integer(let value): hasher.combine(value)
        case .unsigned(let value): hasher.combine(value)
        case .decimal(let units, let scale):
            hasher.combine(units)
            hasher.combine(scale)
        case .double(let value): hasher.combine(value.isNaN ? .nan : value)
        case .text(let value): for byte in value.utf8 { hasher.combine(byte) }
        case .bytes(let value): hasher.combine(value)
        case .date(let days): hasher.combine(days)
        case .time(let micros): hasher.combine(micros)
        case .timestamp(let micros, let isUTC):
            hasher.combine(micros)
            hasher.combine(isUTC)
        case .interval(let months, let days, let nanos):
            hasher.combine(months)
            hasher.combine(days)
            hasher.combine(nanos)
        case .list(let elements): hasher.combine(elements)
        case .structure(let members):
            for member in members {
                hasher.combine(member.name)
                hasher.combine(member.value)
            }
        case .map(let entries):
            for entry in Value.sorted(entries) {
                hasher.combine(entry.key)
                hasher.combine(entry.value)
            }
        }
    }

    /// By the keys' text: engines that work in parallel build maps in any order.
    static func sorted(_ entries: [(key: Value, value: Value)]) -> [(key: Value, value: Value)] {
        entries.map { (text: $0.key.description, entry: $0) }
            .sorted { $0.text.utf8.lexicographicallyPrecedes($1.text.utf8) }
            .map(\.entry)
    }
}

extension ColumnReader {
    /// Values that consist of values. A child's rows count from the child's own beginning.
    func nested(_ index: Int, type: ArrowType) -> Value {
        switch type {
        case .list(_, let layout):
            return .list(range(index, layout).map { children[0].value(at: $0) })
        case .structure(let members):
            return .structure(zip(members, children).map { (name: $0.name, value: $1.value(at: index)) })
        case .map:
            let entries = children[0]
            return .map(
                range(index, .offsets32).map { row in
                    let entry = row + entries.offset
                    return (key: entries.children[0].value(at: entry), value: entries.children[1].value(at: entry))
                })
        case .dictionary(let bits, let isSigned, _):
            return children[0].value(at: wholeNumber(index, bits: bits, isSigned: isSigned))
        case .union(_, let typeIDs, let isDense):
            guard let child = typeIDs.firstIndex(of: load(index, buffer: 0)) else { return .null }
            return children[child].value(at: isDense ? Int(load(index, buffer: 1, as: Int32.self)) : index)
        default:
            return .null
        }
    }

    private func range(_ index: Int, _ layout: ListLayout) -> Range<Int> {
        switch layout {
        case .offsets32: Int(load(index, as: Int32.self))..<Int(load(index + 1, as: Int32.self))
        case .offsets64: Int(load(index, as: Int64.self))..<Int(load(index + 1, as: Int64.self))
        case .views32: range(from: Int(load(index, as: Int32.self)), count: Int(load(index, buffer: 2, as: Int32.self)))
        case .views64: range(from: Int(load(index, as: Int64.self)), count: Int(load(index, buffer: 2, as: Int64.self)))
        case .fixed(let count): range(from: index * count, count: count)
        }
    }

    private func range(from start: Int, count: Int) -> Range<Int> {
        start..<(start + count)
    }
}

extension ArrowType {
    var childTypes: [ArrowType] {
        switch self {
        case .list(let element, _): [element.type]
        case .structure(let members), .union(let members, _, _): members.map(\.type)
        case .map(let key, let value): [.structure([key, value])]
        case .opaque(_, let storage): storage.childTypes
        default: []
        }
    }

    var hasValidity: Bool {
        switch self {
        case .null, .union: false
        default: true
        }
    }

    /// The buffers without which a non-empty array cannot be read. The bytes of texts may be absent: all may be empty.
    var requiredBuffers: [Int] {
        switch self {
        case .null, .structure, .list(_, .fixed): []
        case .list(_, .views32), .list(_, .views64): [1, 2]
        case .union(_, _, let isDense): isDense ? [0, 1] : [0]
        case .opaque(_, let storage): storage.requiredBuffers
        default: [1]
        }
    }
}

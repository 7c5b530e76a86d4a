import BillingSources
import CodedColumns

/// A text made of one text column's, or of its null, byte by byte as the engine makes it.
indirect enum TextRecipe: Hashable, Sendable {
    case column
    case constant([UInt8])
    /// NULLIF(…, '').
    case present(TextRecipe)
    /// Of ASCII; other text is the engine's.
    case lower(TextRecipe)
    /// split_part: the part of this number, from 1, or the last.
    case part(TextRecipe, delimiter: [UInt8], number: Int?)
    /// concat_ws.
    case joined([TextRecipe], separator: [UInt8])
    /// COALESCE.
    case first([TextRecipe])
    /// See `JSONMember`.
    case member(TextRecipe, key: [UInt8])
}

extension TextRecipe {
    /// Whether what comes out lies in the text as it is: only that is taken apart further.
    var isPart: Bool {
        switch self {
        case .column: true
        case .present(let inner), .part(let inner, _, _), .member(let inner, _): inner.isPart
        case .constant, .lower, .joined, .first: false
        }
    }

    /// What becomes of null and of each of these texts, as codes in this order, 0 where it becomes null.
    ///
    /// - Returns: With the codes of the texts that only the engine can tell, which become 0 here.
    func texts(of list: TextList) -> (made: CodedColumn, unknown: [Int]) {
        if let lower = lower(list) { return (lower, []) }
        var maker = TextMaker(list)
        let leaves = Array(self.leaves)
        if !leaves.contains(.column), let few = FewTexts(leaves.map { maker.texts($0) }) {
            return texts(of: few, leaves)
        }
        let made = maker.texts(self)
        return (made.column, made.unknown)
    }

    private func texts(of few: FewTexts, _ leaves: [TextRecipe]) -> (made: CodedColumn, unknown: [Int]) {
        let parts = Dictionary(uniqueKeysWithValues: zip(leaves, few.parts))
        var maker = TextMaker(parts, count: few.parts[0].count)
        let made = maker.texts(self)
        let (column, unknown) = (made.column, Set(made.unknown.map { UInt32($0) }))
        return (
            CodedColumn(codes: few.codes.map { column.codes[Int($0)] }, values: column.values),
            unknown.isEmpty ? [] : few.codes.indices.filter { unknown.contains(few.codes[$0]) }
        )
    }

    /// The largest parts of it that lie in the text as they are; all else is made of these.
    private var leaves: Set<TextRecipe> {
        if isPart { return [self] }
        return switch self {
        case .column, .constant: []
        case .present(let inner), .lower(let inner), .part(let inner, _, _), .member(let inner, _): inner.leaves
        case .joined(let parts, _), .first(let parts): parts.reduce(into: []) { $0.formUnion($1.leaves) }
        }
    }

    /// Most often only capitals change, which takes no look at each text.
    private func lower(_ list: TextList) -> CodedColumn? {
        guard self == .lower(.column) || self == .lower(.present(.column)) else { return nil }
        var all: UInt8 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: list.bytes.count) { lower, count in
            count = list.bytes.count
            list.bytes.withUnsafeBufferPointer { bytes in
                for index in 0..<count {
                    all |= bytes[index]
                    lower[index] = bytes[index] &+ (bytes[index] &- UInt8(ascii: "A") < 26 ? 32 : 0)
                }
            }
        }
        let isForeign = all >= 0x80
        guard !isForeign, !(0..<list.count).contains(where: { list.range($0).isEmpty }) else { return nil }
        let codes = Array(0...UInt32(list.count))
        return CodedColumn(codes: codes, values: .text(TextList(bytes: bytes, ends: list.ends)))
    }
}

import CodedColumns

/// Where a text must have another, byte for byte.
enum TextTest: Hashable, Sendable {
    case contains([UInt8])
    case starts([UInt8])

    /// LIKE; nil for all patterns but `text%` and `%text%`.
    init?(like pattern: [UInt8]) {
        guard pattern.last == Self.any else { return nil }
        let isAnywhere = pattern.count > 1 && pattern[0] == Self.any
        let text = Array(pattern.dropFirst(isAnywhere ? 1 : 0).dropLast())
        guard !text.contains(Self.any), !text.contains(UInt8(ascii: "_")) else { return nil }
        self = isAnywhere ? .contains(text) : .starts(text)
    }

    private static let any = UInt8(ascii: "%")

    /// For null and each text of a list whether what a recipe makes of it passes, as codes into false and true.
    ///
    /// - Returns: With the codes of the texts that only the engine can tell, which become 0 here.
    func verdicts(of recipe: TextRecipe, _ list: TextList) -> (codes: [UInt32], unknown: [Int]) {
        var maker = TextMaker(list)
        if case .lower(let inner) = recipe, case .starts(let text) = self {
            return startsLower(maker.texts(inner), with: text)
        }
        let made = maker.texts(recipe)
        var codes = made.starts.map { $0 < 0 ? 0 : 1 as UInt32 }
        made.bytes.withUnsafeBytes { bytes in
            switch self {
            case .contains([]):
                codes = codes.map { $0 * 2 }
            case .contains(let text):
                find(text, made, bytes) { codes[$0] = 2 }
            case .starts(let text):
                for index in codes.indices where codes[index] > 0 {
                    let range = made.starts[index]..<made.ends[index]
                    if UnsafeRawBufferPointer(rebasing: bytes[range]).starts(with: text) { codes[index] = 2 }
                }
            }
        }
        return (codes, made.unknown)
    }

    /// Looks through all bytes at once, for most texts have nothing of the kind.
    private func find(_ text: [UInt8], _ made: MadeTexts, _ bytes: UnsafeRawBufferPointer, _ found: (Int) -> Void) {
        let search = TextSearch(text, sample: made.bytes)
        guard search.first(in: bytes, 0..<bytes.count) < bytes.count else { return }
        for index in made.starts.indices where made.starts[index] >= 0 {
            let range = made.starts[index]..<made.ends[index]
            if search.first(in: bytes, range) < range.upperBound { found(index) }
        }
    }

    /// Where a text's beginning is ASCII, no later letter can change what it becomes.
    private func startsLower(_ made: MadeTexts, with wanted: [UInt8]) -> (codes: [UInt32], unknown: [Int]) {
        var unknown = made.unknown
        let codes = made.starts.indices.map { index -> UInt32 in
            guard made.starts[index] >= 0 else { return 0 }
            var at = made.starts[index]
            for byte in wanted {
                guard at < made.ends[index] else { return 1 }
                let own = made.bytes[at]
                guard own < 0x80 else {
                    unknown.append(index)
                    return 0
                }
                guard own &+ (own &- UInt8(ascii: "A") < 26 ? 32 : 0) == byte else { return 1 }
                at += 1
            }
            return 2
        }
        return (codes, unknown)
    }
}

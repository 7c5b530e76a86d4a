import BillingSources
import CodedColumns

/// Follows recipes for null and all texts of a list, one step after the other for all of them; what two recipes have in
/// common is done once.
struct TextMaker {
    private let list: TextList
    /// Of texts, null among them.
    private let count: Int
    private var known: [TextRecipe: MadeTexts] = [:]

    init(_ list: TextList) {
        self.list = list
        count = list.count + 1
    }

    /// Of texts of which only these parts are known.
    init(_ parts: [TextRecipe: MadeTexts], count: Int) {
        list = TextList()
        self.count = count
        known = parts
    }

    mutating func texts(_ recipe: TextRecipe) -> MadeTexts {
        if let made = known[recipe] { return made }
        let made = make(recipe)
        known[recipe] = made
        return made
    }

    private mutating func make(_ recipe: TextRecipe) -> MadeTexts {
        switch recipe {
        case .column: MadeTexts(list)
        case .constant(let bytes): MadeTexts(bytes: bytes, count: count) { _, _ in (0, bytes.count) }
        case .present(let inner): present(texts(inner))
        case .lower(let inner): lower(texts(inner))
        case .part(let inner, let delimiter, let number): part(texts(inner), delimiter, number)
        case .member(let inner, let key): member(texts(inner), key)
        case .joined(let parts, let separator): joined(parts.map { texts($0) }, separator)
        case .first(let choices): first(choices.map { texts($0) })
        }
    }

    private func present(_ inner: MadeTexts) -> MadeTexts {
        var made = inner
        for index in made.starts.indices where made.starts[index] == made.ends[index] {
            made.starts[index] = MadeTexts.null
        }
        return made
    }

    /// Of ASCII.
    private func lower(_ inner: MadeTexts) -> MadeTexts {
        var made = inner
        var all: UInt8 = 0
        made.bytes.withUnsafeMutableBufferPointer { bytes in
            for index in bytes.indices {
                let byte = bytes[index]
                all |= byte
                bytes[index] = byte &+ (byte &- UInt8(ascii: "A") < 26 ? 32 : 0)
            }
        }
        guard all >= 0x80 else { return made }
        for index in made.starts.indices where made.starts[index] >= 0 {
            let isForeign = made.bytes[made.starts[index]..<made.ends[index]].contains { $0 >= 0x80 }
            if isForeign { made.starts[index] = MadeTexts.unknown }
        }
        return made
    }

    private func part(_ inner: MadeTexts, _ delimiter: [UInt8], _ number: Int?) -> MadeTexts {
        var made = inner
        let search = TextSearch(delimiter, sample: inner.bytes)
        inner.bytes.withUnsafeBytes { bytes in
            for index in inner.starts.indices where inner.starts[index] >= 0 {
                let end = inner.ends[index]
                var (partStart, partEnd) = (inner.starts[index], search.first(in: bytes, inner.starts[index]..<end))
                var count = 1
                while partEnd < end, count != number {
                    partStart = partEnd + delimiter.count
                    partEnd = search.first(in: bytes, partStart..<end)
                    count += 1
                }
                let isThere = number == nil || count == number
                (made.starts[index], made.ends[index]) = isThere ? (partStart, partEnd) : (end, end)
            }
        }
        return made
    }

    private func member(_ inner: MadeTexts, _ key: [UInt8]) -> MadeTexts {
        var made = inner
        inner.bytes.withUnsafeBufferPointer { bytes in
            for index in inner.starts.indices where inner.starts[index] >= 0 {
                let start = inner.starts[index]
                switch JSONMember.find(key, in: UnsafeBufferPointer(rebasing: bytes[start..<inner.ends[index]])) {
                case .text(let range):
                    (made.starts[index], made.ends[index]) = (start + range.lowerBound, start + range.upperBound)
                case .null: made.starts[index] = MadeTexts.null
                case .unknown: made.starts[index] = MadeTexts.unknown
                }
            }
        }
        return made
    }

    private func joined(_ parts: [MadeTexts], _ separator: [UInt8]) -> MadeTexts {
        MadeTexts(bytes: [], count: count) { index, bytes in
            let start = bytes.count
            guard !parts.contains(where: { $0.starts[index] == MadeTexts.unknown }) else {
                return (MadeTexts.unknown, start)
            }
            var isFirst = true
            for part in parts.indices where parts[part].starts[index] >= 0 {
                if !isFirst { bytes += separator }
                isFirst = false
                let range = parts[part].starts[index]..<parts[part].ends[index]
                parts[part].bytes.withUnsafeBufferPointer {
                    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: $0[range]))
                }
            }
            return (start, bytes.count)
        }
    }

    private func first(_ choices: [MadeTexts]) -> MadeTexts {
        MadeTexts(bytes: [], count: count) { index, bytes in
            let start = bytes.count
            for choice in choices.indices where choices[choice].starts[index] != MadeTexts.null {
                guard choices[choice].starts[index] >= 0 else { return (MadeTexts.unknown, start) }
                let range = choices[choice].starts[index]..<choices[choice].ends[index]
                choices[choice].bytes.withUnsafeBufferPointer {
                    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: $0[range]))
                }
                return (start, bytes.count)
            }
            return (MadeTexts.null, start)
        }
    }
}

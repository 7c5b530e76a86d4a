import BillingModel
import CodedColumns
import Randomness
import Testing

/// Against the standard library's dictionary.
@Suite struct ValueDictionaryTests {
    @Test(arguments: ColumnType.allCases)
    func codesMeanWhatTheyMeant(_ type: ColumnType) throws {
        let seed = UInt64.random(in: 0 ... .max)
        var dice = SeededGenerator(seed: seed)
        var dictionary = ValueDictionary(type)
        var known: [String: UInt32] = [:]
        for _ in 0..<30 {
            let list = ValueList.random(type, count: Int(dice.next() % 900), &dice)
            let before = dictionary.codes(of: list)
            #expect(before == list.texts.map { known[$0] ?? 0 }, "seed \(seed)")
            let codes = dictionary.merge(list)
            for text in list.texts where known[text] == nil { known[text] = UInt32(known.count + 1) }
            #expect(codes == list.texts.map { known[$0] }, "seed \(seed)")
            #expect(dictionary.codes(of: list) == codes, "seed \(seed)")
        }
        let distinct = known.sorted { $0.value < $1.value }.map(\.key)
        #expect(dictionary.values.texts == distinct, "seed \(seed)")
        #expect(dictionary.count == known.count)
    }

    @Test func nullsStayNull() {
        var dictionary = ValueDictionary(.text)
        let first = CodedColumn(codes: [0, 2, 1, 2], values: .text(TextList(["a", "b"])))
        #expect(dictionary.merge(first) == [0, 2, 1, 2])
        let second = CodedColumn(codes: [3, 0, 1, 2], values: .text(TextList(["b", "b", ""])))
        #expect(dictionary.merge(second) == [3, 0, 2, 2])
        #expect(dictionary.values == .text(TextList(["a", "b", ""])))
    }

    @Test func textsOfZerosDiffer() {
        var dictionary = ValueDictionary(.text)
        let texts = (0...40).map { String(repeating: "\0", count: $0) }
        #expect(dictionary.merge(.text(TextList(texts))) == Array(1...41))
    }

    @Test func earlierCopiesDoNotChange() {
        var dictionary = ValueDictionary(.integer)
        _ = dictionary.merge(.integer([1, 2]))
        let copy = dictionary
        _ = dictionary.merge(.integer([3]))
        #expect(copy.values == .integer([1, 2]))
        #expect(copy.codes(of: .integer([3, 2])) == [0, 2])
    }

    @Test(arguments: ColumnType.allCases)
    func listsAreAppended(_ type: ColumnType) {
        var dice = SeededGenerator(seed: 3)
        var list = ValueList(type)
        var texts: [String] = []
        for count in [0, 3, 0, 200] {
            let more = ValueList.random(type, count: count, &dice)
            list.append(contentsOf: more)
            texts += more.texts
        }
        #expect(list.texts == texts)
    }
}

extension ValueList {
    static func random(_ type: ColumnType, count: Int, _ dice: inout SeededGenerator) -> ValueList {
        func text() -> String {
            String(repeating: dice.next() % 2 == 0 ? "é" : "x", count: Int(dice.next() % 12)) + "\(dice.next() % 40)"
        }
        switch type {
        case .text: return .text(TextList((0..<count).map { _ in text() }))
        case .decimal:
            return .decimal((0..<count).map { _ in (Int128(dice.next() % 3) - 1) << 64 + Int128(dice.next() % 200) })
        case .integer, .timestamp, .date: return .integer((0..<count).map { _ in Int64(dice.next() % 800) - 400 })
        case .boolean: return .boolean((0..<count).map { _ in dice.next() % 2 == 0 })
        case .map:
            var maps = MapList()
            for _ in 0..<count {
                maps.append(
                    (0..<(dice.next() % 3)).map { _ in
                        (key: "\(dice.next() % 4)", value: [nil, "", text()][Int(dice.next() % 3)])
                    })
            }
            return .map(maps)
        }
    }

    /// Different values have different texts.
    var texts: [String] {
        switch self {
        case .text(let list): (0..<list.count).map { list[$0] }
        case .decimal(let list): list.map(String.init)
        case .integer(let list): list.map { "\($0)" }
        case .boolean(let list): list.map { "\($0)" }
        case .map(let list):
            (0..<list.count).map { index in
                list.range(index).map { "\(list.keys[$0])=\(list.hasValue[$0] ? "'\(list.values[$0])'" : "-")" }
                    .joined(separator: ";")
            }
        }
    }
}

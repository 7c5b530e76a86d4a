import BillingModel
import CodedColumns
import Randomness
import Testing

@testable import Parquet

@Suite struct ChunkEncoderTests {
    private static func texts(_ texts: String...) -> ValueList { .text(TextList(texts)) }

    /// Whatever an encoder did before, and in whatever process it is.
    @Test func theSameInputGivesTheSameBytes() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var tables = RandomTable(seed: seed)
        let used = try ChunkEncoder()
        for type in ColumnType.allCases {
            for rows in [0, 1, 40, 3000] {
                let column = CodedColumn(tables.cells(type, rows), type)
                let (one, other) = (try used.encode(column, type: type), try ChunkEncoder().encode(column, type: type))
                #expect(one.leaves.map(\.bytes) == other.leaves.map(\.bytes), "seed \(seed), \(type)")
                #expect(one.leaves.map(\.metadata) == other.leaves.map(\.metadata), "seed \(seed), \(type)")
            }
        }
    }

    @Test func aDictionaryHoldsWhatIsUsedOnly() throws {
        let many = ValueList.integer(Array(0..<1_000_000))
        let codes = (0..<5000).map { UInt32($0 % 3 * 400_000 + 1) }
        let encoder = try ChunkEncoder()
        let chunk = try encoder.encode(CodedColumn(codes: codes, values: many), type: .integer).leaves[0]
        var reader = ThriftReader(chunk.bytes)
        let header: PageHeader = try reader.structure()
        #expect(header.dictionary == DictionaryPageHeader(valueCount: 3, encoding: .plain))
        #expect(chunk.metadata.encodings.contains(.runLengthDictionary))
    }

    @Test func valuesThatHardlyRepeatArePlain() throws {
        let encoder = try ChunkEncoder()
        let ascending = CodedColumn(codes: [1, 0, 2, 3, 0, 4], values: .integer([7, 7, 7, 7]))
        let shuffled = CodedColumn(codes: [3, 1, 4, 2, 1, 3], values: .integer([1, 2, 3, 4]))
        for column in [ascending, shuffled] {
            let chunk = try encoder.encode(column, type: .integer).leaves[0]
            #expect(chunk.metadata.encodings == [.plain, .runLength])
            #expect(chunk.metadata.dictionaryPageOffset == nil)
        }
    }

    @Test func keysOfMapsShareADictionary() throws {
        var maps = MapList()
        for index in 0..<100 {
            maps.append([(key: "environment", value: "value \(index)"), (key: "team", value: nil)])
        }
        let column = CodedColumn(codes: Array(1...100), values: .map(maps))
        let keys = try ChunkEncoder().encode(column, type: .map).leaves[0]
        var reader = ThriftReader(keys.bytes)
        let header: PageHeader = try reader.structure()
        #expect(header.dictionary?.valueCount == 2)
    }

    enum Amounts: CaseIterable {
        case ofAnySize, hoursTimesRates, fewAgainAndAgain, nearlyInCycles

        func list(_ count: Int, _ random: inout SeededGenerator) -> [Int128] {
            func some(_ count: Int) -> [Int128] {
                (0..<count).map { _ in Int128(Int64.random(in: 0..<1_000_000_000_000_000, using: &random)) * 1000 }
            }
            switch self {
            case .ofAnySize: return some(count)
            case .hoursTimesRates:
                let rates = some(40)
                return (0..<count).map { _ in
                    rates[Int.random(in: 0..<40, using: &random)] * Int128.random(in: 1...720, using: &random)
                }
            case .fewAgainAndAgain:
                let few = some(count / 2)
                return (0..<count).map { _ in few[Int.random(in: 0..<few.count, using: &random)] }
            case .nearlyInCycles:
                let cycle = some(500)
                return (0..<count).map { cycle[$0 % 500] + Int128.random(in: 0...1, using: &random) }
            }
        }
    }

    /// Least effort is only for what no effort makes smaller.
    @Test(arguments: Amounts.allCases)
    func amountsAreAsSmallAsTheUsualEffortMakesThem(amounts: Amounts) throws {
        var random = SeededGenerator(seed: 7)
        let units = amounts.list(20_000, &random)
        let column = CodedColumn(codes: Array(1...UInt32(units.count)), values: .decimal(units))
        let chunk = try ChunkEncoder().encode(column, type: .decimal).leaves[0]
        #expect(chunk.metadata.encodings == [.plain, .runLength])
        let body = units.flatMap { unit in withUnsafeBytes(of: unit.bigEndian) { Array($0) } }
        let compressor = try PageCompressor()
        var usual = ByteScratch()
        try body.withUnsafeBytes { try compressor.compress($0, .usual, to: &usual) }
        #expect(chunk.bytes.count * 100 < usual.count * 102)
    }

    @Test func longTextsHaveNoBounds() throws {
        let encoder = try ChunkEncoder()
        let longest = String(repeating: "x", count: 64)
        let kept = try encoder.encode(CodedColumn(codes: [1, 2, 0], values: Self.texts("é", longest)), type: .text)
        #expect(
            kept.statistics == ColumnStatistics(nullCount: 1, minimum: Self.texts(longest), maximum: Self.texts("é")))
        let left = try encoder.encode(
            CodedColumn(codes: [1, 2, 0], values: Self.texts("é", longest + "x")), type: .text)
        #expect(left.statistics == ColumnStatistics(nullCount: 1))
    }

    @Test func whatDoesNotFitIsAnError() throws {
        let encoder = try ChunkEncoder()
        let limit: Int128 = 100_000_000_000_000_000_000_000_000_000_000_000_000
        let wrong: [(CodedColumn, ColumnType)] = [
            (CodedColumn(codes: [1, 2], values: .integer([5])), .integer),
            (CodedColumn(codes: [UInt32.max], values: .integer([5])), .integer),
            (CodedColumn(codes: [1 << 31], values: .integer([5])), .integer),
            (CodedColumn(codes: [1], values: .integer([])), .date),
            (CodedColumn(codes: [1], values: .integer([5])), .text),
            (CodedColumn(codes: [1], values: .integer([5])), .map),
            (CodedColumn(codes: [0], values: .map(MapList())), .text),
            (CodedColumn(codes: [1], values: Self.texts("")), .decimal),
            (CodedColumn(codes: [1], values: .integer([1 << 31])), .date),
            (CodedColumn(codes: [1], values: .decimal([limit])), .decimal),
            (CodedColumn(codes: [1], values: .decimal([-limit])), .decimal),
        ]
        for (column, type) in wrong {
            #expect(throws: BillowError.self, "\(column) as \(type)") { try encoder.encode(column, type: type) }
        }
        // And is still good for the next column.
        #expect(try encoder.encode(CodedColumn(codes: [1], values: .integer([5])), type: .integer).rows == 1)
    }
}

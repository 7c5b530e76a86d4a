import BillingModel
import CodedColumns
import DelimitedText
import Testing

@testable import CellCoding

@Suite struct TableCoderTests {
    static let columns = [
        Column("day", .date), Column("at", .timestamp), Column("cost", .decimal), Column("currency", .text),
        Column("n", .integer), Column("ok", .boolean), Column("note", .text),
    ]
    static let roles = TableCoder.Roles(usageStart: 0, period: nil, billed: [2], currency: 3)

    /// Everything that a coder gave, row by row as text, in the order of file and row.
    struct Outcome {
        var rows: [String] = []
        var groups: [CodedRows] = []
        var totals: [ControlTotals] = []
        var badCells: [BadCell] = []
        var badCellCount = 0
        var roundedCells = 0
    }

    static func code(
        _ files: [(text: String, positions: [Int])], roles: TableCoder.Roles = roles,
        limits: TableCoder.Limits = TableCoder.Limits(), blockBytes: Int = 512 << 10
    ) throws -> Outcome {
        var outcome = Outcome()
        var rows: [(file: UInt32, number: Int64, text: String)] = []
        var groups: [CodedRows] = []
        let coder = TableCoder(columns: columns, roles: roles, limits: limits) { group in
            groups.append(group)
            for row in 0..<group.rows {
                let cells = group.columns.map { text($0, row) }.joined(separator: "|")
                rows.append((group.files[row], group.rowNumbers[row], cells))
            }
        }
        for file in files {
            coder.beginFile(positions: file.positions)
            let scanner = RecordScanner(blockBytes: blockBytes)
            var blocks: [RecordBlock] = []
            try scanner.feed(Array(file.text.utf8)) { blocks.append($0) }
            try scanner.finish { blocks.append($0) }
            // One alone, then two together, then three.
            var size = 1
            while !blocks.isEmpty {
                try coder.code(Array(blocks.prefix(size)))
                blocks.removeFirst(min(size, blocks.count))
                size += 1
            }
            try coder.endFile()
            outcome.totals.append(coder.totals)
            outcome.badCells += coder.badCells
            outcome.badCellCount += coder.badCellCount
            outcome.roundedCells += coder.roundedCells
        }
        try coder.flush()
        outcome.groups = groups
        outcome.rows = rows.sorted { ($0.file, $0.number) < ($1.file, $1.number) }.map(\.text)
        return outcome
    }

    static func text(_ column: CodedColumn, _ row: Int) -> String {
        guard column.codes[row] != 0 else { return "" }
        let at = Int(column.codes[row]) - 1
        switch column.values {
        case .text(let list): return list[at]
        case .decimal(let list): return ExactDecimal(units: list[at])?.description ?? "?"
        case .integer(let list): return String(list[at])
        case .boolean(let list): return String(list[at])
        case .map: return "?"
        }
    }

    static let header = "day,at,cost,currency,n,ok,note\n"
    static let inOrder = Array(0..<7)

    @Test func cellsBecomeValues() throws {
        let text =
            Self.header
            + "2025-10-01,2025-10-01T13:00:00Z,1.50,USD,7,true,plain\r\n"
            + "10/2/2025,,-1e-3,EUR,-7,FALSE,\"quoted, \"\"twice\"\"\nand on\"\n"
            + ",,,,,,\"\"\n"
        let outcome = try Self.code([(text, Self.inOrder)])
        #expect(
            outcome.rows == [
                "20362|1759323600000000|1.500000000000000000|USD|7|true|plain",
                "20363||-0.001000000000000000|EUR|-7|false|quoted, \"twice\"\nand on", "||||||",
            ])
        #expect(outcome.totals[0].rows == 3)
        #expect(outcome.totals[0].costs["USD"]?.billed.description == "1.500000000000000000")
        #expect(outcome.totals[0].costs["EUR"]?.billed.description == "-0.001000000000000000")
        #expect(outcome.badCellCount == 0)
        // Each day's rows are a group of their own.
        #expect(outcome.groups.map(\.rows) == [1, 1, 1])
    }

    @Test func badCellsAreToldWithPlaceAndText() throws {
        let text =
            Self.header + "2025-10-01,,1,USD,1,true,\"two\nlines\"\n" + "2025-13-01,,x,USD,1.5,maybe,\n"
            + "2025-10-01,,x,USD,1,true,\n"
        let outcome = try Self.code([(text, Self.inOrder)])
        #expect(outcome.badCellCount == 5)
        let cells = outcome.badCells.sorted { ($0.row, $0.column) < ($1.row, $1.column) }
        #expect(cells.map(\.row) == [2, 2, 2, 2, 3])
        #expect(cells.map(\.line) == [4, 4, 4, 4, 5])
        #expect(cells.map(\.column) == [0, 2, 4, 5, 2])
        #expect(cells.map(\.text) == ["2025-13-01", "x", "1.5", "maybe", "x"])
        #expect(cells[1].reason == "is not a decimal number")
    }

    @Test func badCellsAreCountedBeyondTheLimit() throws {
        var limits = TableCoder.Limits()
        limits.badCells = 3
        let rows = (0..<5000).map { "2025-10-01,,x\($0 % 7),USD,1,true,\n" }.joined()
        let outcome = try Self.code([(Self.header + rows, Self.inOrder)], limits: limits, blockBytes: 4096)
        #expect(outcome.badCells.count == 3 && outcome.badCellCount == 5000)
    }

    @Test func roundedCellsAreCountedRowByRow() throws {
        let rows = "2025-10-01,,0.1234567890123456785,USD,,,\n"
        let outcome = try Self.code([(Self.header + rows + rows + rows, Self.inOrder)])
        #expect(outcome.roundedCells == 3)
        #expect(outcome.rows[0].contains("0.123456789012345678"))
    }

    @Test func filesMayHaveTheirColumnsInAnotherOrder() throws {
        let first = Self.header + "2025-10-01,,1,USD,1,true,a\n"
        let second = "note,ok,n,currency,cost,at,day\n" + "b,false,2,USD,2,,2025-10-01\n"
        let outcome = try Self.code([(first, Self.inOrder), (second, Self.inOrder.reversed())])
        #expect(
            outcome.rows == [
                "20362||1.000000000000000000|USD|1|true|a", "20362||2.000000000000000000|USD|2|false|b",
            ])
        #expect(outcome.totals.map(\.rows) == [1, 1])
        #expect(outcome.groups.count == 1)
    }

    @Test func rowsTellTheirPeriod() throws {
        let roles = TableCoder.Roles(usageStart: 0, period: 1, billed: [2], currency: 3)
        let text =
            Self.header + "2025-10-31,2025-10-01T00:00:00Z,1,USD,,,\n" + "2025-10-31,2025-11-01T00:00:00Z,2,USD,,,\n"
        let outcome = try Self.code([(text, Self.inOrder)], roles: roles)
        #expect(Set(outcome.groups.compactMap(\.period)) == [BillingPeriod("2025-10"), BillingPeriod("2025-11")])
        let missing = try Self.code([(Self.header + "2025-10-31,,1,USD,,,\n", Self.inOrder)], roles: roles)
        #expect(missing.badCells.map(\.reason) == ["does not tell the billing period"])
    }

    @Test func tooManyDaysShareACluster() throws {
        var limits = TableCoder.Limits()
        limits.clusters = 4
        let rows = (1...28).map { "2025-10-\($0 < 10 ? "0" : "")\($0),,1,USD,,,\n" }.joined()
        let outcome = try Self.code([(Self.header + rows, Self.inOrder)], limits: limits)
        #expect(outcome.groups.count == 5 && outcome.rows.count == 28)
    }

    @Test func sumsThatDoNotFitAreRefused() {
        let most = "99999999999999999999"
        let rows = "2025-10-01,,\(most),USD,,,\n2025-10-01,,\(most),USD,,,\n"
        #expect(throws: BillowError.self) { try Self.code([(Self.header + rows, Self.inOrder)]) }
    }
}

import BillingModel
import CodedColumns
import Randomness
import Testing

@testable import Parquet

/// What we write, others read as it was meant.
@Suite struct RoundTripTests {
    @Test(.enabled(if: Witness.canBeCalled, Witness.comment))
    func othersReadRandomTables() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededGenerator(seed: seed)
        let encoder = try ChunkEncoder()
        var files: [(name: String, bytes: [UInt8], expected: any Encodable)] = []
        for number in 0..<12 {
            var tables = RandomTable(seed: random.next())
            let table = tables.table()
            let (bytes, writer) = try table.file(encoder) { cells, type in
                switch Int.random(in: 0..<3, using: &random) {
                case 0: return CodedColumn(cells, type)
                case 1: return CodedColumn(countingUp: cells, type)
                default:
                    let spare = (0..<5).map { _ in tables.value(type) }
                    return CodedColumn(mixed: cells, type, spare: spare, using: &random)
                }
            }
            check(writer, table, bytes, "seed \(seed), table \(number)")
            files.append(("\(number)", bytes, table))
        }
        let differences = try Witness.differences(files)
        #expect(differences == [], "seed \(seed)")
    }

    /// Over the whole file.
    private func check(_ writer: ParquetWriter, _ table: Table, _ bytes: [UInt8], _ comment: Comment) {
        #expect(writer.sizeBytes == bytes.count, comment)
        #expect(writer.rows == table.cells(0).count, comment)
        let groupsWithRows = table.rowGroups.filter { !$0[0].isEmpty }
        for (index, known) in writer.statistics.enumerated() {
            let expected = Table.statistics(table.cells(index))
            #expect(known.nullCount == expected.nulls, comment)
            // A row group whose bounds are not known leaves the file's unknown.
            let isKnown = groupsWithRows.allSatisfy { group in
                group[index].allSatisfy { $0 == .null } || Table.statistics(group[index]).minimum != .null
            }
            #expect(known.minimum.map { $0.cell(0) } ?? .null == (isKnown ? expected.minimum : .null), comment)
            #expect(known.maximum.map { $0.cell(0) } ?? .null == (isKnown ? expected.maximum : .null), comment)
        }
    }

    @Test(.enabled(if: Witness.canBeCalled, Witness.comment))
    func othersReadManyPagesAndLargeCells() throws {
        let encoder = try ChunkEncoder()
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededGenerator(seed: seed)
        let rows = 70_000
        let decimals = (0..<rows).map { _ in Cell.decimal(Int128(Int64.random(in: -9...Int64.max, using: &random))) }
        let codes = (0..<rows).map { $0 % 7 == 0 ? Cell.null : .integer(Int64($0 * 7919 % 34_000)) }
        let tags = (0..<rows).map { row in
            row % 11 == 0
                ? Cell.null
                : .map((0..<(row % 4)).map { .init(key: "k\($0)", value: $0 == 2 ? nil : "v\(row)-xxxxxxxxxxxx") })
        }
        let wide = Table(
            columns: [Column("d", .decimal), Column("i", .integer), Column("m", .map)],
            rowGroups: [[decimals, codes, tags]])
        let large = String(repeating: "0123456789abcdef", count: 1 << 20)
        let middle = String(large.prefix(2 << 20))
        let cells: [Cell] = [
            .text("a"), .null, .text(large), .text(""), .text(middle), .null, .text("z"), .text(middle + "y"),
        ]
        let maps = cells.map { cell in
            if case .text(let text) = cell {
                Cell.map([.init(key: "k", value: String(text.prefix(2 << 20)))])
            } else {
                Cell.null
            }
        }
        let tall = Table(columns: [Column("t", .text), Column("m", .map)], rowGroups: [[cells, maps]])
        let files = [("wide", wide), ("tall", tall)]
        let written = try files.map { name, table in
            (
                name: name, bytes: try table.file(encoder, code: { CodedColumn($0, $1) }).bytes,
                expected: table as any Encodable
            )
        }
        let differences = try Witness.differences(written)
        #expect(differences == [], "seed \(seed)")
    }
}

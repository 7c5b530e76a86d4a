import BillingModel
import CodedColumns
import Parquet
import Testing

/// What we write, we read.
@Suite struct OwnFilesTests {
    @Test func cellsAndStatisticsComeBack() throws {
        let seed = UInt64.random(in: 0 ... .max)
        let encoder = try ChunkEncoder()
        var tables = RandomTable(seed: seed)
        for number in 0..<8 {
            let table = tables.table()
            let (bytes, writer) = try table.file(encoder) { cells, type in
                number % 2 == 0 ? CodedColumn(cells, type) : CodedColumn(countingUp: cells, type)
            }
            let reader = try ParquetReader(bytes)
            try check(reader, table, "seed \(seed), table \(number)")
            let all = Array(table.columns.indices)
            let copy = try reader.copy(all)
            #expect(copy.count == writer.sizeBytes, "seed \(seed), table \(number)")
            try check(try ParquetReader(copy), table, "copy, seed \(seed), table \(number)")
        }
    }

    private func check(_ reader: ParquetReader, _ table: Table, _ comment: Comment) throws {
        let groups = table.rowGroups.filter { !$0[0].isEmpty }
        #expect(reader.columns == table.columns, comment)
        let read = try reader.table
        #expect(read.rowGroups == groups, comment)
        for (group, cells) in zip(reader.rowGroups, groups) {
            for (part, cells) in zip(group.columns, cells) {
                guard let statistics = part.statistics else { continue }
                let expected = Table.statistics(cells)
                #expect(statistics.nullCount == expected.nulls, comment)
                #expect(statistics.minimum.map { $0.cell(0) } ?? .null == expected.minimum, comment)
                #expect(statistics.maximum.map { $0.cell(0) } ?? .null == expected.maximum, comment)
            }
        }
    }

    /// Equal maps are one value, as texts of a dictionary are.
    @Test func equalMapsAreOneValue() throws {
        let pairs: [Cell] = [.map([.init(key: "a", value: nil)]), .map([]), .map([.init(key: "a", value: "")]), .null]
        let cells = (0..<100).map { pairs[$0 % 4] }
        let table = Table(columns: [Column("m", .map)], rowGroups: [[cells]])
        let reader = try ParquetReader(try table.file(try ChunkEncoder()) { CodedColumn($0, $1) }.bytes)
        let column = try reader.read(column: 0, rowGroup: 0)
        #expect(column.values.count == 4 || column.values.count == 3)
        #expect(column.cells == cells)
    }
}

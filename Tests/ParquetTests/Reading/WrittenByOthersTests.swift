import BillingModel
import CodedColumns
import Foundation
import Parquet
import Testing

/// What other writers write, we read: all types, nulls, dictionaries big and small, both page versions, many pages and
/// row groups.
@Suite(.enabled(if: Witness.canBeCalled, Witness.comment)) struct WrittenByOthersTests {
    @Test func cellsAreThoseThatWereWritten() throws {
        let seed = UInt64.random(in: 0..<1 << 32)
        let table = try WrittenByOthers(seed: seed)
        #expect(table.files.count == 21)
        for file in table.files {
            try Self.compare(file, table, "seed \(seed), \(file.lastPathComponent)")
        }
    }

    /// Chunks go from file to file without being looked at, and everybody reads the new file.
    @Test func chunksAreCopied() throws {
        let seed = UInt64.random(in: 0..<1 << 32)
        let source = try WrittenByOthers(seed: seed)
        var copies: [(name: String, bytes: [UInt8], expected: any Encodable)] = []
        let names = ["duckdb-V1.", "duckdb-V2-raw", "arrow-coded-2", "arrow-mixed-1", "arrow-pages-1", "arrow-deltas"]
        for file in source.files where names.contains(where: { file.lastPathComponent.contains($0) }) {
            let reader = try ParquetReader(Array(try Data(contentsOf: file)))
            let copied = try reader.columns.indices.filter { column in
                guard let group = reader.rowGroups.indices.first else { return false }
                do {
                    _ = try reader.encoded(column: column, rowGroup: group)
                    return true
                } catch is UnsupportedParquet {
                    return false
                }
            }
            let name = file.deletingPathExtension().lastPathComponent
            // What others write is stored as ours, except where it never is null, or of another scale or unit.
            let kinds = Set(copied.map { reader.columns[$0].name.split(separator: "_")[0] })
            let asOurs: Set<Substring> = [
                "text", "money", "count", "rising", "instant", "local", "day", "flag", "tags",
            ]
            guard !copied.isEmpty else { continue }
            #expect(kinds.subtracting(["millis"]) == asOurs, "seed \(seed), \(name)")
            copies.append((name, try reader.copy(copied), Table.CellsOnly(table: try reader.table(copied))))
        }
        #expect(try Witness.differences(copies) == [], "seed \(seed)")
    }

    private static func compare(_ file: URL, _ table: WrittenByOthers, _ comment: Comment) throws {
        let reader = try ParquetReader(Array(try Data(contentsOf: file)))
        #expect(Set(reader.columns.map(\.name)) == Set(table.columns.keys), comment)
        for (index, column) in reader.columns.enumerated() {
            let expected = try #require(table.columns[column.name])
            #expect(column.type.rawValue == expected.type, "\(comment), \(column.name)")
            #expect(reader.rows == expected.cells.count, comment)
            let texts = try reader.texts(column: index)
            #expect(texts == expected.cells, "\(comment), \(column.name)")
            try compareStatistics(reader, index, "\(comment), \(column.name)")
        }
    }

    /// The footer's statistics are those of the cells, where there are any.
    private static func compareStatistics(_ reader: ParquetReader, _ column: Int, _ comment: Comment) throws {
        for (index, group) in reader.rowGroups.enumerated() {
            guard let statistics = group.columns[column].statistics else {
                #expect(reader.columns[column].type == .map || group.rows == 0, comment)
                continue
            }
            let cells = try reader.read(column: column, rowGroup: index)
            #expect(statistics.nullCount == cells.codes.count { $0 == 0 }, comment)
            for (extreme, isBefore) in [(statistics.minimum, { $0 < $1 }), (statistics.maximum, { $0 > $1 })]
                as [(ValueList?, (Int128, Int128) -> Bool)]
            {
                guard let extreme, case let used = Set(cells.codes).filter({ $0 > 0 }) else { continue }
                switch (extreme, cells.values) {
                case (.decimal(let extreme), .decimal(let values)):
                    #expect(used.map { values[Int($0) - 1] }.sorted(by: isBefore).first == extreme[0], comment)
                case (.integer(let extreme), .integer(let values)):
                    let first = used.map { Int128(values[Int($0) - 1]) }.sorted(by: isBefore).first
                    #expect(first == Int128(extreme[0]), comment)
                case (.text(let extreme), .text(let values)):
                    let texts = used.map { Array(values[Int($0) - 1].utf8) }.sorted { $0.lexicographicallyPrecedes($1) }
                    #expect([texts.first, texts.last].contains(Array(extreme[0].utf8)), comment)
                default: continue
                }
            }
        }
    }
}

import BillingModel
import CodedColumns
import Parquet
import Randomness
import Testing

/// Whatever the bytes are, reading ends with cells or one of two errors.
@Suite struct DamageTests {
    @Test func everyTruncationIsAnError() throws {
        var random = SeededGenerator(seed: 5)
        let bytes = try Self.file(&random)
        for count in stride(from: 0, to: bytes.count, by: 11) {
            #expect(throws: (any Error).self) { try ParquetReader(Array(bytes.prefix(count))) }
        }
    }

    @Test func anyDamageEndsWithCellsOrAnError() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<10 {
            let bytes = try Self.file(&random)
            for _ in 0..<60 {
                var damaged = bytes
                for _ in 0..<Int.random(in: 1...3, using: &random) { Self.damage(&damaged, &random) }
                do {
                    try Self.readAll(damaged)
                } catch let error as BillowError where error.code == .badData {
                    continue
                } catch is UnsupportedParquet {
                    continue
                } catch {
                    Issue.record("\(error), seed \(seed)")
                }
            }
        }
    }

    private static func file(_ random: inout SeededGenerator) throws -> [UInt8] {
        var tables = RandomTable(seed: random.next())
        let columns = ColumnType.allCases.map { Column($0.rawValue, $0) }
        let rows = Int.random(in: 1...40, using: &random)
        let table = Table(columns: columns, rowGroups: [columns.map { tables.cells($0.type, rows) }])
        return try table.file(try ChunkEncoder()) { CodedColumn($0, $1) }.bytes
    }

    /// The footer is a good part of a small file, so that it gets its share.
    private static func damage(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
        guard let place = bytes.indices.randomElement(using: &random) else { return }
        let end = min(place + Int.random(in: 1...8, using: &random), bytes.count)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1: bytes[place] = .random(in: 0 ... .max, using: &random)
        case 2: bytes.replaceSubrange(place..<end, with: repeatElement(0xff, count: end - place))
        case 3: bytes.removeSubrange(place..<end)
        default: bytes[place] &+= 1
        }
    }

    private static func readAll(_ bytes: [UInt8]) throws {
        let reader = try ParquetReader(bytes)
        for group in reader.rowGroups.indices {
            for column in reader.columns.indices {
                let cells = try reader.read(column: column, rowGroup: group)
                #expect(cells.codes.count == reader.rowGroups[group].rows)
                #expect(cells.codes.allSatisfy { Int($0) <= cells.values.count })
                _ = try reader.encoded(column: column, rowGroup: group)
            }
        }
    }
}

import BillingModel
import CodedColumns
import Testing

@testable import Parquet

@Suite struct ParquetWriterTests {
    private let integers = CodedColumn(codes: [1, 0, 2], values: .integer([-1, 5]))

    /// Nobody's compression is in it, so it is the same everywhere; pyarrow, DuckDB and Polars read it as 'a', null.
    @Test func aTinyFileIsAlwaysTheSame() throws {
        var bytes: [UInt8] = []
        var writer = ParquetWriter(columns: [Column("t", .text)])
        let column = CodedColumn(codes: [1, 0], values: .text(TextList(["a"])))
        try writer.append([ChunkEncoder().encode(column, type: .text)], rows: 2) { bytes += $0 }
        try writer.finish { bytes += $0 }
        let hex = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        let expected =
            "504152311500151615162c1504150015061506000002000000030101000000611502192c4806736368656d6115020015"
            + "0c250218017425004c1c0000001604191c191c26001c150c1925000619180174150016041638163826083c3602280161"
            + "1801611111000000163816042608163800281062696c6c6f772076657273696f6e2031191c1c00000069000000504152"
            + "31"
        #expect(hex == expected)
    }

    @Test func aRowGroupMustHaveTheFilesColumns() throws {
        let encoder = try ChunkEncoder()
        let encoded = try encoder.encode(integers, type: .integer)
        let dates = try encoder.encode(integers, type: .date)
        let disguised = EncodedColumn(
            type: .date, leaves: encoded.leaves, rows: encoded.rows, statistics: encoded.statistics)
        let wrong: [(ColumnType, [EncodedColumn], Int)] = [
            (.integer, [], 3), (.integer, [encoded, encoded], 3), (.integer, [encoded], 2), (.integer, [dates], 3),
            (.date, [disguised], 3), (.timestamp, [encoded], 3),
        ]
        for (type, rowGroup, rows) in wrong {
            var writer = ParquetWriter(columns: [Column("c", type)])
            #expect(throws: BillowError.self) { try writer.append(rowGroup, rows: rows) { _ in } }
            #expect(writer.sizeBytes == 0)
        }
    }

    @Test func chunksMayCarryAnotherNameThanWhereTheyComeFrom() throws {
        let encoded = try ChunkEncoder().encode(integers, type: .integer)
        var bytes: [UInt8] = []
        var writer = ParquetWriter(columns: [Column("one", .integer), Column("two", .integer)])
        for _ in 0..<2 { try writer.append([encoded, encoded], rows: 3) { bytes += $0 } }
        let footerStart = writer.sizeBytes
        try writer.finish { bytes += $0 }
        var reader = ThriftReader(bytes, at: footerStart)
        let footer: FileMetadata = try reader.structure()
        #expect(
            footer.rowGroups.map { $0.chunks.map { $0.metadata?.path } } == [[["one"], ["two"]], [["one"], ["two"]]])
        for chunk in footer.rowGroups.flatMap(\.chunks) {
            let metadata = try #require(chunk.metadata)
            let start = metadata.dictionaryPageOffset ?? metadata.dataPageOffset
            #expect(Array(bytes[start..<(start + metadata.compressedBytes)]) == encoded.leaves[0].bytes)
        }
        #expect(
            writer.statistics[0]
                == ColumnStatistics(nullCount: 2, minimum: .integer([-1]), maximum: .integer([5])))
    }

    @Test func whatASinkThrowsComesOut() {
        struct Full: Error {}
        var writer = ParquetWriter(columns: [])
        #expect(throws: Full.self) { try writer.finish { _ in throw Full() } }
    }
}

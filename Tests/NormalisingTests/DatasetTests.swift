import BillingModel
import BillingSources
import Columnar
import Foundation
import SQLEngine
import Sampling
import SourceAWS
import SourceAzure
import SourceOCI
import TestEngine
import Testing

@testable import Normalising

/// Every dataset whose rows are mapped one by one, or most of them, on sample exports with hostile cells strewn in.
@Suite(.needsDuckDB) struct DatasetTests {
    private static let datasets: [any Dataset] = AWSSource().datasets + AzureSource().datasets + OCISource().datasets

    @Test(arguments: [
        ("azure-actual", "azure/actual"), ("azure-amortised", "azure/amortised"), ("azure-focus", "azure/focus"),
        ("aws-focus", "aws/focus"), ("aws-cur", "aws/cur"), ("oci-focus", "oci"),
    ])
    func isWhatOneSelectGives(id: String, folder: String) async throws {
        let room = try await Workroom()
        let last = try #require(BillingPeriod(year: 2025, month: 10))
        let provider = try #require(folder.split(separator: "/").first.map(String.init))
        try await Sampler(session: room.session).write(
            SampleRequest(
                folder: room.folder + "/exports", seed: 7, months: 1, rows: 400, providers: [provider],
                lastMonth: last))
        let dataset = try #require(Self.datasets.first { $0.id == id })
        let files = try Self.dataFiles(room.folder + "/exports/" + folder)
        #expect(!files.isEmpty)
        let (raw, columns) = try await land(files.prefix(1).map(\.self), dataset, room)
        let mapping = try dataset.mapping(RawSchema(columns))
        let limits = [
            LiftLimits(), LiftLimits(portionRows: 100, cheapCombinations: 0), LiftLimits(smallRowBytes: 0),
        ]
        for (number, limits) in limits.enumerated() {
            let own = try await Workroom()
            try await expectSame(mapping, raw, columns, limits, own, "\(id), limits \(number)")
        }
    }

    private static func dataFiles(_ folder: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
            .filter { [".csv", ".csv.gz", ".parquet"].contains(where: $0.hasSuffix) }.map { "\(folder)/\($0)" }
    }

    /// Raw files as the lake has them, roughly; what does not fit a column's type becomes null.
    private func land(
        _ files: [String], _ dataset: any Dataset, _ room: Workroom
    ) async throws -> (files: [String], columns: [Column]) {
        let isParquet = files[0].hasSuffix(".parquet")
        let table: SQLText = isParquet ? "read_parquet(\(files))" : "read_csv(\(files), all_varchar=true, header=true)"
        let delivered = try await room.session.rows("DESCRIBE SELECT * FROM \(sql: table)")
        var columns: [Column] = []
        var list: [SQLText] = []
        for (number, row) in delivered.enumerated() {
            let header = row[0].description
            let column = dataset.column(forHeader: header, sqlType: isParquet ? row[1].description : nil)
            columns.append(column)
            list.append("\(sql: Self.hostile("\(name: header)", column.type, number)) AS \(name: column.name)")
        }
        let path = room.folder + "/raw.parquet"
        try await room.session.execute(
            """
            COPY (SELECT \(sql: .joined(list, separator: ", ")), 'e' AS x_export, 'r' AS x_run,
            1::BIGINT AS x_generation, 'f' AS x_file, x_row
            FROM (SELECT *, row_number() OVER () AS x_row FROM \(sql: table)))
            TO \(path) (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 2048)
            """)
        return ([path], columns + Normaliser.provenance)
    }

    private static func hostile(_ cell: SQLText, _ type: ColumnType, _ number: Int) -> SQLText {
        let plain: SQLText =
            switch type {
            case .map: "CAST(\(sql: cell) AS MAP(VARCHAR, VARCHAR))"
            case .date:
                "COALESCE(TRY_CAST(\(sql: cell) AS DATE), try_strptime(\(sql: cell)::TEXT, '%m/%d/%Y')::DATE)"
            default: "TRY_CAST(\(sql: cell) AS \(unsafe: type.sqlName))"
            }
        let choice: SQLText = "hash(x_row, \(number)) % 30"
        switch type {
        case .text:
            return """
                CASE \(sql: choice) WHEN 0 THEN '' WHEN 1 THEN NULL WHEN 2 THEN '{"Ä":"\\u0130","n":1.50}' \
                WHEN 3 THEN ' İ''/' WHEN 4 THEN '{"a"' ELSE \(sql: plain) END
                """
        case .decimal:
            return """
                CASE \(sql: choice) WHEN 0 THEN 0::DECIMAL(38,18) WHEN 1 THEN NULL WHEN 2 THEN -0.000000000000000001 \
                WHEN 3 THEN 1234567.123456789012345678 WHEN 4 THEN 123.5 ELSE \(sql: plain) END
                """
        default:
            return "CASE \(sql: choice) WHEN 0 THEN NULL ELSE \(sql: plain) END"
        }
    }
}

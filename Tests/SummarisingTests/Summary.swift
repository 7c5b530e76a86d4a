import BillingModel
import Foundation
import ObjectStorage
import Parquet
import SQLEngine

@testable import Summarising

/// `Summariser` over a relation with the columns of `focus`, which goes through Parquet files there and back.
struct Summary {
    var markup: ExactDecimal?
    var files = 1
    var rowsMax = 1 << 20
    var rowGroupRowsMax = 1 << 17

    /// Makes a table with all columns of `daily`.
    func create(_ table: SQLText, from relation: SQLText, in session: any SQLSession) async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let focus: SQLText = "SELECT * EXCLUDE (x_source, x_billing_period) FROM \(sql: relation)"
        var readers: [ParquetReader] = []
        for file in 0..<files {
            let rows: SQLText = "\(sql: focus) WHERE rowid % \(files) = \(file)"
            for written in try await session.writeParquet(rows, folder: "\(folder)/\(file)") {
                readers.append(try ParquetReader(FileBytes(written.path)))
            }
        }
        let summariser = Summariser(markup: markup, rowsMax: rowsMax, rowGroupRowsMax: rowGroupRowsMax)
        let written = try summariser.summarise(try FocusFiles(readers), into: folder)
        let list = DailySummary.columns.map { "\(name: $0.name)" as SQLText }
        try await session.execute(
            """
            CREATE TABLE \(sql: table) AS SELECT \(sql: .joined(list, separator: ", "))
            FROM (SELECT *, 'one' AS x_source, '2025-10' AS x_billing_period
              FROM read_parquet(\(written.map(\.path))))
            """)
    }
}

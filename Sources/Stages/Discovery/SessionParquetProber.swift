import BillingModel
import Columnar
import SQLEngine

/// Looks into Parquet files through an SQL session.
package struct SessionParquetProber: ParquetProber {
    private let session: any SQLSession

    package init(session: any SQLSession) {
        self.session = session
    }

    package func probe(path: String, scratchFolder: String) async throws -> ParquetBeginning {
        let relation: SQLText = "read_parquet(\([PathPattern.literal(path)]), hive_partitioning=false)"
        do {
            let header = try await session.rows("DESCRIBE SELECT * FROM \(sql: relation)").compactMap { $0[0].text }
            let cells = SQLText.joined(header.map { "CAST(\(name: $0) AS VARCHAR)" }, separator: ", ")
            let row = try await session.rows("SELECT \(sql: cells) FROM \(sql: relation) LIMIT 1").first
            return ParquetBeginning(header: header, firstRow: row.map { $0.map(\.text) })
        } catch let error as BillowError where ![.tryAgain, .unavailable].contains(error.code) {
            throw BillowError(.badData, "not a readable Parquet file", cause: error)
        }
    }
}

extension Value {
    fileprivate var text: String? {
        if case .text(let text) = self { text } else { nil }
    }
}

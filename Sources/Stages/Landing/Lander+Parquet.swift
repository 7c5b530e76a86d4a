import BillingModel
import BillingSources
import SQLEngine

extension Lander {
    /// Reads a private copy's columns and makes a SELECT that types them; nothing is written yet.
    func survey(_ file: LandingFile, _ number: Int, _ path: String, _ request: LandingRequest) async throws
        -> LandingPart
    {
        do {
            return try await surveyed(file, number, path, request)
        } catch let error as BillowError where error.source != file.name {
            throw BillowError(error.code, error.message, hint: error.hint, source: file.name, cause: error.cause)
        }
    }

    private func surveyed(
        _ file: LandingFile, _ number: Int, _ path: String, _ request: LandingRequest
    ) async throws -> LandingPart {
        let source: SQLText =
            "read_parquet(\([PathPattern.literal(path)]), hive_partitioning=false, file_row_number=true)"
        let header = try await parquetHeader(source, session)
        let columns = try DeliveredColumns.bind(header, dataset: request.dataset, table: request.tableColumns)
        let schema = RawSchema(columns)
        try request.dataset.validate(schema)
        var typed: [SQLText] = []
        var joins: [SQLText] = []
        var rounded = 0
        for (position, (column, cell)) in zip(columns, header).enumerated() {
            let reading = try await ParquetColumn(column, cell.name, cell.sqlType ?? "").reading(
                source, session, lookup: "odd_\(number)_\(position)")
            typed.append("\(sql: reading.sql) AS \(name: column.name)")
            reading.join.map { joins.append($0) }
            rounded += reading.roundedCells
        }
        if request.period == nil {
            guard let column = request.dataset.periodColumn(schema),
                let at = columns.firstIndex(where: { $0.name == column })
            else { throw BillowError(.badData, "no column tells the billing period", source: file.name) }
            typed.append("strftime(\(name: header[at].name), '%Y-%m') AS \(name: Provenance.period.name)")
        }
        typed.append("\(number) AS \(name: LandingPart.number)")
        typed.append("file_row_number + 1 AS \(name: LandingPart.row)")
        let select: SQLText =
            "SELECT \(sql: .joined(typed, separator: ", ")) FROM \(sql: source) \(sql: .joined(joins, separator: " "))"
        let totals = try await session.controlTotals(try request.dataset.control(schema), over: "(\(sql: select))")
        return LandingPart(columns: columns, totals: totals, roundedCells: rounded, relation: .select(select))
    }

    private func parquetHeader(
        _ source: SQLText, _ session: any SQLSession
    ) async throws -> [(name: String, sqlType: String?)] {
        let described = try await session.rows("DESCRIBE SELECT * EXCLUDE (file_row_number) FROM \(sql: source)")
        return described.compactMap { row in
            guard case .text(let name) = row[0], case .text(let type) = row[1] else { return nil }
            return (name: name, sqlType: type)
        }
    }
}

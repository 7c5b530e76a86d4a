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
        } catch let error as BillowError where error.source == nil {
            throw BillowError(error.code, error.message, hint: error.hint, source: file.name, cause: error.cause)
        } catch let error as BillowError where error.source != file.name {
            throw Self.unreadable(file, error, request)
        }
    }

    /// What the engine says of a Parquet file: the file is at fault unless time, memory or rights were short.
    private static func unreadable(_ file: LandingFile, _ error: BillowError, _ request: LandingRequest) -> BillowError
    {
        guard ![.tryAgain, .unavailable, .permission].contains(error.code) else { return error }
        let why = error.message.prefix { !$0.isNewline }.replacing(request.folder + "/", with: "")
        return BillowError(
            .badData, "not a readable Parquet file: \(why)", hint: "copy it again; it may have been cut off or damaged",
            source: file.name, cause: error)
    }

    /// Names the Parquet file whose damage only showed when all of it was read: writing is the first to look at text.
    func blame(_ error: BillowError, _ parts: [LandingPart], _ request: LandingRequest) async -> BillowError {
        for (part, file) in zip(parts, request.files) {
            guard case .select(let select) = part.relation else { continue }
            do {
                _ = try await session.rows("SELECT max(hash(COLUMNS(*))) FROM (\(sql: select))")
            } catch {
                return (error as? BillowError).map { Self.unreadable(file, $0, request) }
                    ?? BillowError(.bug, "\(error)")
            }
        }
        return error
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

import BillingModel
import BillingSources
import SQLEngine

/// What a Parquet file holds, and the SELECT that types its rows; nothing is written yet.
struct ParquetSurvey {
    /// A column that the SELECT adds: the row's number in the file, counted from 1.
    private static let row = "x_row"

    let columns: [Column]
    let totals: ControlTotals
    let roundedCells: Int
    /// Columns that were left out, as the file spells them.
    let discarded: [String]
    private let select: SQLText

    init(_ number: Int, of request: ParquetLandingRequest, session: any SQLSession) async throws {
        let file = request.files[number]
        let source: SQLText =
            "read_parquet(\([PathPattern.literal(file.path)]), hive_partitioning=false, file_row_number=true)"
        try await Self.checkRows(of: file, source, session)
        let dataset = request.dataset
        let header = try await ParquetField.all(source, opensRecords: dataset.opensRecords, session)
        try await Self.checkNames(
            try await ParquetField.all(source, opensRecords: false, session).map(\.name), of: file, session)
        let all = try DeliveredColumns.bind(
            header.map { ($0.name, $0.sqlType) }, dataset: dataset, table: request.tableColumns)
        let bound =
            request.discardsNew ? try ColumnContract.known(all, table: request.tableColumns, dataset: dataset) : all
        let kept = Set(bound.map(\.name))
        discarded = all.filter { !kept.contains($0.name) }.map { $0.sourceName ?? $0.name }
        let derived = dataset.derived(RawSchema(bound))
        columns = bound + derived.map(\.column)
        let schema = RawSchema(columns)
        try dataset.validate(schema)
        let fields = Dictionary(uniqueKeysWithValues: zip(all.map(\.name), header))
        var typed: [SQLText] = []
        var joins: [SQLText] = []
        var rounded = 0
        for (position, column) in columns.enumerated() {
            let made = derived.first { $0.column == column }
            guard let field = fields[made?.source ?? column.name] else { continue }
            let reading = try await ParquetColumn(column, field).derived(
                made?.reading ?? .typed, source, session, lookup: "odd_\(number)_\(position)")
            typed.append("\(sql: reading.sql) AS \(name: column.name)")
            reading.join.map { joins.append($0) }
            rounded += reading.roundedCells
        }
        typed.append("file_row_number + 1 AS \(name: Self.row)")
        let rows: SQLText =
            "SELECT \(sql: .joined(typed, separator: ", ")) FROM \(sql: source) \(sql: .joined(joins, separator: " "))"
        select = try Self.withPeriod(rows, try dataset.control(schema), request)
        roundedCells = rounded
        totals = try await session.controlTotals(try dataset.control(schema), over: "(\(sql: select))")
        try await Self.checkFooter(of: file, rows: totals.rows, session)
    }

    /// The file's rows with all of these columns and provenance, and the month where rows tell it.
    func rows(as all: [Column], _ file: ParquetLandingRequest.File, of request: ParquetLandingRequest) -> SQLText {
        let own = Set(columns.map(\.name))
        var list = all.map { column -> SQLText in
            own.contains(column.name)
                ? "CAST(\(name: column.name) AS \(unsafe: column.type.sqlName)) AS \(name: column.name)"
                : "NULL::\(unsafe: column.type.sqlName) AS \(name: column.name)"
        }
        list += [
            "\(request.export) AS \(name: Provenance.export.name)",
            "\(file.run) AS \(name: Provenance.run.name)",
            "\(request.generation)::BIGINT AS \(name: Provenance.generation.name)",
            "\(file.name) AS \(name: Provenance.file.name)",
            "\(name: Self.row)::BIGINT AS \(name: Provenance.row.name)",
        ]
        if request.period == nil { list.append("\(name: Provenance.period.name)") }
        return "SELECT \(sql: .joined(list, separator: ", ")) FROM (\(sql: select))"
    }

    /// With a column of the month where rows tell it.
    private static func withPeriod(
        _ rows: SQLText, _ control: ControlColumns, _ request: ParquetLandingRequest
    ) throws -> SQLText {
        guard request.period == nil else { return rows }
        guard let column = control.months.first else {
            throw BillowError(.badData, "no column tells the billing period")
        }
        return "SELECT *, strftime(\(name: column), '%Y-%m') AS \(name: Provenance.period.name) FROM (\(sql: rows))"
    }

    /// By what the file says of itself, which costs no look at its rows: a few bytes can stand for a billion.
    private static func checkRows(
        of file: ParquetLandingRequest.File, _ source: SQLText, _ session: any SQLSession
    ) async throws {
        guard let declared = file.declaredRows,
            case .integer(let rows) = try await session.rows("SELECT count(*)::BIGINT FROM \(sql: source)").first?[0]
        else { return }
        try Lander.checkRows(Int(rows), declared: declared, name: file.name)
    }

    /// The rows that the footer declares must be those that are there.
    private static func checkFooter(
        of file: ParquetLandingRequest.File, rows: Int, _ session: any SQLSession
    ) async throws {
        let counts = try await session.rows(
            "SELECT num_rows::BIGINT FROM parquet_file_metadata(\([PathPattern.literal(file.path)]))")
        guard counts.first?[0] == .integer(Int64(rows)) else {
            throw BillowError(
                .badData, "this Parquet file's footer does not declare the \(rows) rows that are there",
                hint: "copy it again; it may be damaged", source: file.name)
        }
    }

    /// Throws when two columns have one name: the engine calls the second `name_1`, and would take the first for both.
    private static func checkNames(
        _ header: [String], of file: ParquetLandingRequest.File, _ session: any SQLSession
    ) async throws {
        let elements = try await session.rows(
            "SELECT name, count(*)::BIGINT FROM parquet_schema(\([PathPattern.literal(file.path)])) GROUP BY 1")
        var counts: [String: Int64] = [:]
        for element in elements {
            if case .text(let name) = element[0], case .integer(let count) = element[1] { counts[name] = count }
        }
        for name in header where counts[name] == nil {
            let twice = name.replacing(/_[0-9]+$/, with: "")
            guard counts[twice, default: 0] < 2 else {
                throw BillowError(
                    .badData, "the column '\(twice)' appears twice in this Parquet file", source: file.name)
            }
        }
    }
}

import BillingModel
import BillingSources
import SQLEngine

/// Delivered files → verified, typed Parquet in a staging folder, ready to be committed to the source's raw table.
///
/// After `land` returns: every byte of every file was read and checked, every cell is typed without loss (amounts with
/// more than 18 decimals are rounded half to even and counted), row counts are those that the manifest declares, and
/// the billed cost of each currency, added up from the source's own text, equals that of the Parquet written. What
/// cannot be so throws `badData` naming file, line, column and text. Nothing outside the request's folder is touched.
package struct Lander: Sendable {
    let session: any SQLSession
    let parquet: any ParquetLander

    package init(session: any SQLSession, parquet: any ParquetLander) {
        self.session = session
        self.parquet = parquet
    }

    package func land(_ request: LandingRequest) async throws -> Landed {
        let parquetFiles = request.files.filter(\.isParquet)
        if parquetFiles.isEmpty { return try await landText(request) }
        if parquetFiles.count == request.files.count { return try await landParquet(parquetFiles, request) }
        let text = try await landText(request.with(files: request.files.filter { !$0.isParquet }))
        return try text.adding(
            try await landParquet(parquetFiles, request.with(tableColumns: request.tableColumns + text.columns)))
    }

    private func landParquet(_ files: [LandingFile], _ request: LandingRequest) async throws -> Landed {
        var copies: [ParquetLandingRequest.File] = []
        for file in files {
            guard case .parquet(let copy) = file.content else { continue }
            copies.append(
                .init(name: file.name, run: file.run, path: try await copy(), declaredRows: file.declaredRows))
        }
        return try await parquet.land(
            ParquetLandingRequest(
                dataset: request.dataset, export: request.export, period: request.period,
                generation: request.generation, files: copies, tableColumns: request.tableColumns,
                folder: request.folder, discardsNew: request.discardsNew))
    }

    static func checkRows(_ rows: Int, declared: Int?, name: String) throws {
        guard let declared, declared != rows else { return }
        throw BillowError(
            .badData, "\(rows) rows where the manifest declares \(declared)",
            hint: "the file is incomplete or belongs to another delivery", source: name)
    }

    /// Every column of any part, in order of appearance, in a type that holds them all.
    static func merged(_ lists: [[Column]]) -> [Column] {
        var order: [String] = []
        var byName: [String: Column] = [:]
        for column in lists.joined() {
            if let known = byName[column.name] {
                byName[column.name] = Column(
                    column.name, known.type.widened(with: column.type), sourceName: known.sourceName ?? known.name)
            } else {
                order.append(column.name)
                byName[column.name] = column
            }
        }
        return order.compactMap { byName[$0] }
    }
}

extension SQLSession {
    /// Rows and billed cost per currency of a relation with raw columns.
    package func controlTotals(_ control: ControlColumns, over relation: SQLText) async throws -> ControlTotals {
        let currency: SQLText = control.currency.map { "nullif(\(name: $0), '')" } ?? "NULL"
        let rows = try await rows(
            """
            SELECT coalesce(\(sql: currency)::VARCHAR, \(ControlTotals.noCurrency)) AS currency,
            sum((\(sql: control.billedSQL()))::DECIMAL(38,18))::VARCHAR AS billed,
            count(*)::BIGINT AS row_count FROM \(sql: relation) GROUP BY ALL
            """)
        var totals = ControlTotals.empty
        for row in rows {
            guard case .integer(let count) = row[2] else { continue }
            totals.rows += Int(count)
            guard case .text(let sum) = row[1], let billed = ExactDecimal.parse(sum).value else { continue }
            guard case .text(let currency) = row[0] else { continue }
            totals.costs[currency] = ControlTotals.Costs(billed: billed)
        }
        return totals
    }

    /// Adds the written files up again: what the source's text says must be what a reader of the lake gets.
    func compare(_ landed: Landed, _ dataset: any Dataset) async throws {
        let rows = landed.files.reduce(0) { $0 + $1.parquet.rows }
        guard rows == landed.totals.rows else {
            throw BillowError(.bug, "\(landed.totals.rows) rows were read but \(rows) written")
        }
        guard rows > 0 else { return }
        let control = try dataset.control(RawSchema(landed.columns))
        let paths = landed.files.map(\.parquet.path)
        let relation: SQLText =
            "read_parquet(\(paths.map(PathPattern.literal)), hive_partitioning=false, union_by_name=true)"
        let written = try await controlTotals(control, over: relation)
        let differences = landed.totals.billedDifferences(to: written)
        guard differences.isEmpty else {
            throw BillowError(
                .bug, "billed cost differs between source and lake: \(differences.joined(separator: "; "))")
        }
    }
}

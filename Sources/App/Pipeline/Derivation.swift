import BillingModel
import BillingSources
import Columnar
import Landing
import Normalising
import SQLEngine
import Summarising

/// `focus` and `daily` files for one month, made but not yet committed.
struct DerivedMonth: Sendable {
    let key: MonthKey
    let focusFiles: [ParquetFile]
    let focusColumns: [Column]
    let dailyFiles: [ParquetFile]
    /// Over the new `focus` files, by `x_run`.
    let totalsByRun: [String: ControlTotals]
    /// Over the new `focus` files.
    let totals: ControlTotals
    /// Over the new `focus` files, by `x_run`.
    let coverageByRun: [String: Coverage]
    let keepsRowCount: Bool
    /// The month's `focus` files so far stay beside these.
    let isAddition: Bool
    /// The month that tells the other half; nil where all rows count.
    var partner: MonthKey?
    /// What is odd about its values, for people.
    var remarks: [String] = []
}

extension DerivedMonth {
    /// A month of which `raw` holds nothing any more.
    static func empty(_ key: MonthKey) -> DerivedMonth {
        DerivedMonth(
            key: key, focusFiles: [], focusColumns: Normaliser.coreColumns, dailyFiles: [], totalsByRun: [:],
            totals: .empty, coverageByRun: [:], keepsRowCount: true, isAddition: false)
    }
}

/// Raw files → `focus` files → `daily` files, each hop added up again.
struct Derivation: Sendable {
    let session: any SQLSession
    let markup: ExactDecimal?
    /// Where the made files' hashes are begun.
    var hashes = StagedHashes()

    struct Request: Sendable {
        let key: MonthKey
        let dataset: any Dataset
        /// Parquet files with raw columns and provenance.
        let rawFiles: [String]
        /// All raw columns that the files may have.
        let rawColumns: [Column]
        /// `focus` files of the month that stay; nil when the new ones replace them all.
        let keptFocusFiles: [String]?
        /// The month that tells the other half; nil where all rows count.
        var partner: MonthKey?
        /// A new folder.
        let folder: String
        /// Of all raw files, where landing has just compared them with the source.
        var rawTotals: ControlTotals?
    }

    /// Throws `bug` when a hop does not agree; nothing may be committed then.
    func derive(_ request: Request) async throws -> DerivedMonth {
        guard !request.rawFiles.isEmpty else { return .empty(request.key) }
        let kept = request.keptFocusFiles ?? []
        let parquet = SQLText.parquet(request.rawFiles)
        let present = Set(try await session.columnNames(of: parquet))
        let schema = RawSchema(request.rawColumns.filter { present.contains($0.name) })
        try await checkKind(request.dataset, schema, parquet)
        let share = request.partner == nil ? nil : try (request.dataset as? any PairedDataset)?.share(schema)
        let mapping = try request.dataset.mapping(schema).taking(share)
        let focus = try await focusFiles(request, mapping, schema, parquet)
        let (paths, folder) = (focus.map(\.path), request.folder + "/daily")
        hashes.begin(paths)
        // The engine adds up what was written while the summary is made without it.
        async let summary = self.summary(of: paths + kept, folder: folder)
        let controls = try await session.controlsByRun(
            over: .parquet(paths), of: request.key.period, by: mapping.author)
        let totals = try controls.totals.values.reduce(ControlTotals.empty) { try $0.adding($1) }
        try compare(
            try await rawTotals(request, share, schema, parquet), totals,
            keepsRowCount: mapping.keepsRowCount || share != nil, request.key)
        var daily = try await summary ?? []
        if daily.isEmpty { daily = try await summaryOfCopies(of: paths + kept, folder: folder) }
        hashes.begin(daily.map(\.path))
        let month = focusRelation(paths + kept, request.key)
        let wanted =
            kept.isEmpty
            ? totals : try ControlTotals(rows: try await session.rows(DailySummary.totals(over: month, weight: .one)))
        let summed = try ControlTotals(
            rows: try await session.rows(DailySummary.totals(over: .parquet(daily.map(\.path)), weight: .rowCount)))
        guard wanted == summed else {
            throw BillowError(
                .bug,
                "focus and daily differ: \(wanted.rows) and \(summed.rows) rows; "
                    + wanted.billedDifferences(to: summed).joined(separator: "; "))
        }
        return DerivedMonth(
            key: request.key, focusFiles: focus, focusColumns: Normaliser.columns(of: mapping), dailyFiles: daily,
            totalsByRun: controls.totals, totals: totals,
            coverageByRun: controls.coverage, keepsRowCount: mapping.keepsRowCount,
            isAddition: request.keptFocusFiles != nil, partner: request.partner,
            remarks: mapping.author == .anyone ? try await session.unknownValues(over: .parquet(paths)) : [])
    }

    /// Of the rows that count.
    private func rawTotals(
        _ request: Request, _ share: SQLText?, _ schema: RawSchema, _ parquet: SQLText
    ) async throws -> ControlTotals {
        if share == nil, let known = request.rawTotals { return known }
        let counted: SQLText = share.map { "(SELECT * FROM \(sql: parquet) WHERE \(sql: $0))" } ?? parquet
        return try await session.controlTotals(try request.dataset.control(schema), over: counted)
    }

    private func focusFiles(
        _ request: Request, _ mapping: Mapping, _ schema: RawSchema, _ parquet: SQLText
    ) async throws -> [ParquetFile] {
        let folder = request.folder + "/focus"
        let lift = Lift(session: session, rawFiles: request.rawFiles, rawColumns: schema.columns, folder: folder)
        if let files = try await lift.files(mapping) { return files }
        let raw: SQLText = "(SELECT *, \(request.key.period.description) AS x_billing_period FROM \(sql: parquet))"
        let select = try Normaliser.select(mapping, from: raw, source: request.key.source)
        return try await session.writeParquet(
            "SELECT * EXCLUDE (x_source, x_billing_period) FROM (\(sql: select))", folder: folder)
    }

    /// Without a manifest, a name may have told what a delivery is.
    private func checkKind(_ dataset: any Dataset, _ schema: RawSchema, _ parquet: SQLText) async throws {
        guard let refusals = try (dataset as? any ExaminedDataset)?.refusals(schema, raw: parquet) else { return }
        guard case .text(let reason) = try await session.rows("\(sql: refusals) LIMIT 1").first?.first else { return }
        throw BillowError(
            .badData, reason, hint: "a manifest, another name, or its dataset in billow.yaml would tell what it is")
    }

    private func compare(_ raw: ControlTotals, _ focus: ControlTotals, keepsRowCount: Bool, _ key: MonthKey) throws {
        let differences = raw.billedDifferences(to: focus)
        guard differences.isEmpty else {
            throw BillowError(
                .bug, "billed cost differs between raw and focus: \(differences.joined(separator: "; "))",
                hint: "nothing was committed; please report this with the delivery's columns",
                source: "\(key.source) \(key.export) \(key.period)")
        }
        guard !keepsRowCount || raw.rows == focus.rows else {
            throw BillowError(
                .bug, "\(raw.rows) raw rows became \(focus.rows) focus rows",
                source: "\(key.source) \(key.export) \(key.period)")
        }
    }

    private func focusRelation(_ files: [String], _ key: MonthKey) -> SQLText {
        """
        (SELECT *, \(key.source) AS x_source, \(key.period.description) AS x_billing_period
        FROM \(sql: .parquet(files)))
        """
    }
}

extension SQLText {
    /// Files of ours as one relation: columns by name, nothing taken from folder names.
    package static func parquet(_ paths: [String]) -> SQLText {
        "read_parquet(\(paths.map(PathPattern.literal)), hive_partitioning=false, union_by_name=true)"
    }
}

extension SQLSession {
    func columnNames(of relation: SQLText) async throws -> [String] {
        try await rows("DESCRIBE SELECT * FROM \(sql: relation)").compactMap { row in
            if case .text(let name) = row.first { name } else { nil }
        }
    }

    /// Control totals of a `focus` relation for each of its runs.
    func totalsByRun(over relation: SQLText) async throws -> [String: ControlTotals] {
        let measures = ["BilledCost", "EffectiveCost", "ListCost", "ContractedCost"]
        let sums = measures.map { "CAST(sum(\(name: $0)) AS VARCHAR)" as SQLText }
        let rows = try await rows(
            """
            SELECT x_run, BillingCurrency, count(*)::BIGINT, \(sql: .joined(sums, separator: ", "))
            FROM \(sql: relation) GROUP BY x_run, BillingCurrency ORDER BY ALL
            """)
        var totals: [String: ControlTotals] = [:]
        for row in rows {
            guard case .text(let run) = row[0] else { throw BillowError(.bug, "a focus row does not say its run") }
            totals[run] = try (totals[run] ?? .empty).adding(ControlTotals(rows: [Array(row.dropFirst())]))
        }
        return totals
    }
}

import BillingModel
import Landing
import Normalising
import Planning
import SQLEngine
import Summarising
import TableLog

/// A unit's files for all three tables, checked against each other: what is left is to commit them.
struct PreparedUnit: Sendable {
    /// Where a raw table says how it maps to FOCUS.
    static let datasetSetting = "billow.dataset"

    let landed: LandedUnit
    /// Nil where the ingest reaches no further than the raw table.
    let months: [DerivedMonth]?
    /// One for each delivery and month that has rows, or whose delivery has none at all.
    let runs: [LandedRun]

    /// Throws `bug` when raw and `focus` disagree.
    init(landed: LandedUnit, months: [DerivedMonth]?) throws {
        self.landed = landed
        self.months = months
        if let months { try Self.compare(landed, months) }
        runs = Self.runs(landed, months ?? [])
    }

    private static func compare(_ landed: LandedUnit, _ months: [DerivedMonth]) throws {
        let ownRuns = Set(landed.deliveries.map(\.run))
        var focus = ControlTotals.empty
        for (run, totals) in months.flatMap(\.totalsByRun) where ownRuns.contains(run) {
            focus = try focus.adding(totals)
        }
        let differences = landed.landed.totals.billedDifferences(to: focus)
        guard differences.isEmpty else {
            throw BillowError(
                .bug, "billed cost differs between raw and focus: \(differences.joined(separator: "; "))",
                hint: "nothing was committed; please report this with the delivery's columns")
        }
        guard !months.allSatisfy(\.keepsRowCount) || focus.rows == landed.landed.totals.rows else {
            throw BillowError(.bug, "\(landed.landed.totals.rows) raw rows became \(focus.rows) focus rows")
        }
    }

    private static func runs(_ landed: LandedUnit, _ months: [DerivedMonth]) -> [LandedRun] {
        // A row that cannot be read may not tell its month: what a delivery is short by stands with its first one.
        var told = Set<String>()
        return landed.months.flatMap { month -> [LandedRun] in
            let derived = months.first { $0.key == month.key }
            return landed.deliveries.compactMap { delivery in
                let files = month.newFiles.filter { $0.run == delivery.run }
                guard !files.isEmpty else { return nil }
                return LandedRun(
                    export: delivery.export, period: month.key.period, run: delivery.run, order: delivery.order,
                    generation: landed.generation, listing: delivery.listingFingerprint,
                    content: landed.contents[delivery.run] ?? "", rows: files.reduce(0) { $0 + $1.parquet.rows },
                    roundedCells: landed.landed.roundedCells, costs: derived?.totalsByRun[delivery.run]?.costs ?? [:],
                    location: delivery.location, manifest: delivery.manifest,
                    hashes: delivery.files.compactMap { landed.hashes[$0.path] },
                    shortage: told.insert(delivery.run).inserted
                        ? landed.landed.shortages[delivery.run] ?? .none : .none)
            }
        }
    }

    /// New columns that the source's contract leaves out.
    var discarded: [String] { landed.landed.discarded }

    /// What is odd about it, for people.
    var remarks: [String] {
        (landed.remark.map { [$0] } ?? [])
            + (discarded.isEmpty ? [] : ["new columns are left out: \(discarded.joined(separator: ", "))"])
            + (months ?? []).flatMap(\.remarks)
    }

    /// Nil where the ingest reaches no further than the raw table.
    func coverage(_ key: MonthKey, run: String) -> Coverage? {
        months?.first { $0.key == key }.map { $0.coverageByRun[run] ?? Coverage() }
    }

    /// False where nothing would come and nothing go.
    var changesAnything: Bool {
        landed.months.contains { !$0.newFiles.isEmpty || !$0.replacedFiles.isEmpty }
    }

    /// What the guard compares with what a run of this unit would replace in a month.
    func facts(_ key: MonthKey, run: String) throws -> CoverageGuard.Facts {
        let mine = runs.filter { $0.period == key.period && $0.run == run }
        let coverages = mine.map { coverage(key, run: $0.run) }
        let isKnown = !coverages.contains { $0 == nil }
        return CoverageGuard.Facts(
            coverage: isKnown ? coverages.reduce(Coverage()) { $0.union($1 ?? Coverage()) } : nil,
            billed: try ControlTotals.billed(mine.map(\.costs)))
    }

    func rawChange(_ before: RawState) -> Publication.Change {
        let partition = Provenance.period.name
        var change = Publication.Change(
            columns: landed.landed.columns + Provenance.columns, partitionColumns: [partition],
            configuration: [Self.datasetSetting: landed.dataset])
        for month in landed.months {
            var told = Set<String>()
            for file in month.newFiles {
                guard let run = runs.first(where: { $0.run == file.run && $0.period == month.key.period }) else {
                    continue
                }
                var tags = run.tags
                if told.insert(run.run).inserted, let coverage = coverage(month.key, run: run.run) {
                    tags[LandedRun.coverageTag] = coverage.text
                }
                change.files.append((file.parquet, [partition: month.key.period.description], tags))
            }
            change.removes += month.replacesAll ? before.files(month.key) : month.replacedFiles
            change.transactions.append(
                (appID: "billow/\(month.key.export)/\(month.key.period)", version: landed.generation))
        }
        let first = landed.deliveries[0]
        change.transactions += before.liftings(
            export: first.export, period: first.period, runs: Set(landed.deliveries.map(\.run)))
        change.record = [
            "runs": .array(runs.map(\.json)),
            "files": .array(landed.deliveries.flatMap { delivery in delivery.files.map { record($0, of: delivery) } }),
            DeliveredSchema.name: DeliveredSchema.json(landed.landed.columns),
        ]
        if !discarded.isEmpty { change.record["discarded"] = .array(discarded.map(JSONValue.string)) }
        return change
    }

    private func record(_ file: Delivery.File, of delivery: Delivery) -> JSONValue {
        .object([
            "path": .string(file.path), "run": .string(delivery.run), "size": .integer(file.sizeBytes),
            "etag": .string(file.etag), "sha256": .string(landed.hashes[file.path] ?? ""),
            "rows": .integer(landed.landed.rowsByFile[file.path] ?? 0),
        ])
    }
}

/// What new months change in `focus` and `daily`.
enum DerivedChange {
    static func focus(
        _ months: [DerivedMonth], _ before: DerivedState, _ raw: [String: RawState]
    ) throws -> Publication.Change {
        var columns: [Column] = []
        for column in months.flatMap(\.focusColumns) where !columns.contains(where: { $0.name == column.name }) {
            columns.append(column)
        }
        var change = Publication.Change(columns: columns, partitionColumns: Normaliser.partitionColumns)
        for month in months {
            let existing = before.files[month.key, default: []]
            let kept = month.isAddition ? existing : []
            let old = kept.flatMap { DerivedTags.parents($0.tags) }
            let parents = (raw[month.key.source]?.parents(month.key) ?? []).subtracting(old)
            if !month.isAddition { change.removes += existing.map(\.path) }
            append(month.focusFiles, month, parents, raw, &change)
        }
        return change
    }

    static func daily(
        _ months: [DerivedMonth], _ before: DerivedState, _ raw: [String: RawState]
    ) -> Publication.Change {
        let partitions = Set(Normaliser.partitionColumns)
        var change = Publication.Change(
            columns: DailySummary.columns.filter { !partitions.contains($0.name) },
            partitionColumns: Normaliser.partitionColumns)
        for month in months {
            change.removes += before.files[month.key, default: []].map(\.path)
            append(month.dailyFiles, month, raw[month.key.source]?.parents(month.key) ?? [], raw, &change)
        }
        return change
    }

    private static func append(
        _ files: [ParquetFile], _ month: DerivedMonth, _ parents: Set<String>, _ raw: [String: RawState],
        _ change: inout Publication.Change
    ) {
        let key = month.key
        let partition = ["x_source": key.source, "x_billing_period": key.period.description]
        let tags = DerivedTags.tags(key, parents: parents, partner: month.partner)
        for file in files { change.files.append((file, partition, tags)) }
        change.transactions.append(
            (appID: "billow/\(key.source)/\(key.export)/\(key.period)", version: raw[key.source]?.generation(key) ?? 0))
    }
}

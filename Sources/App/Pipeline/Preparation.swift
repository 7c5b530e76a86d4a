import BillingModel
import BillingSources
import Fetching
import Landing
import ObjectStorage
import Planning
import SQLEngine

/// What a unit's deliveries became in the staging folder, before any table is touched.
struct LandedUnit: Sendable {
    struct Month: Sendable {
        let key: MonthKey
        let newFiles: [Landed.File]
        /// The new delivery takes the place of everything that the month held.
        let replacesAll: Bool
        /// Raw files, by path in the table, of runs that were delivered again.
        let replacedFiles: [String]
        /// Columns of the raw table with those of this delivery.
        let columns: [Column]
    }

    let source: String
    let dataset: String
    let landed: Landed
    let months: [Month]
    let generation: Int
    let deliveries: [Delivery]
    /// By run: a hash over its files' names and contents.
    let contents: [String: String]
    /// By file name: SHA-256 in hex.
    let hashes: [String: String]
    /// What is odd about it, for people.
    let remark: String?
}

/// Fetches, checks and lands the deliveries of one unit into a staging folder.
struct Preparation {
    let dataset: any Dataset
    let deliveries: [Delivery]
    let before: RawState
    let fetching: Fetcher
    let session: any SQLSession
    let parquet: any ParquetLander
    let folder: String
    let quarantines: Bool
    let contract: ColumnContract
    let hint: DeliveryHint
    /// Where the made files' hashes are begun.
    let hashes: StagedHashes

    func run() async throws -> LandedUnit {
        let first = deliveries[0]
        let receipts = Receipts(deliveries)
        let generation = nextGeneration()
        let landed = try await Lander(session: session, parquet: parquet).land(
            LandingRequest(
                dataset: dataset, export: first.export, period: first.period, run: first.run, generation: generation,
                files: try await landingFiles(receipts), tableColumns: before.columns, folder: folder,
                quarantines: quarantines, discardsNew: contract == .discard,
                dates: hint.dates, isPeriodDeclared: first.manifest != nil,
                onFile: { [hashes] in hashes.beginAnew($0) }))
        try contract.check(landed.columns, table: before.columns)
        try checkDeclaredRows(landed)
        let remark = try checkPeriod(landed)
        for delivery in deliveries { try await fetching.checkManifest(of: delivery) }
        return LandedUnit(
            source: before.source, dataset: dataset.id, landed: landed, months: months(landed), generation: generation,
            deliveries: deliveries, contents: receipts.contents(deliveries), hashes: receipts.hashes, remark: remark)
    }

    private func nextGeneration() -> Int {
        before.lastGeneration(export: deliveries[0].export, period: deliveries[0].period) + 1
    }

    private func landingFiles(_ receipts: Receipts) async throws -> [LandingFile] {
        var files: [LandingFile] = []
        for delivery in deliveries {
            for file in delivery.files {
                files.append(try await landingFile(file, run: delivery.run, receipts[file], number: files.count + 1))
            }
        }
        return files
    }

    private func landingFile(
        _ file: Delivery.File, run: String, _ receipt: FetchReceipt, number: Int
    ) async throws -> LandingFile {
        let format = try await fetching.format(of: file)
        let (fetching, folder) = (fetching, folder)
        let content: LandingFile.Content =
            switch format {
            case .parquet:
                .parquet {
                    let path = "\(folder)/\(number).parquet"
                    try await fetching.copy(file, to: path, receipt: receipt)
                    return path
                }
            case .csv, .csvGzip, .csvZip:
                .csv { try await fetching.open(file, as: format, receipt: receipt) }
            }
        return LandingFile(name: file.path, run: run, content: content, declaredRows: file.declaredRows)
    }

    private func checkDeclaredRows(_ landed: Landed) throws {
        for delivery in deliveries {
            guard let declared = delivery.declaredRows else { continue }
            let rows = delivery.files.reduce(0) { $0 + landed.rowsDelivered(in: $1.path) }
            guard rows == declared else {
                throw BillowError(
                    .badData, "\(rows) rows where the manifest declares \(declared)",
                    hint: "the delivery is incomplete", source: delivery.manifest)
            }
        }
    }

    /// Rows must belong to the month that they would replace, by one of the columns that tell. A manifest may declare a
    /// month for rows of its neighbours too; the first row of a file without one cannot.
    /// - Returns: what is to be said of such neighbours.
    private func checkPeriod(_ landed: Landed) throws -> String? {
        guard let period = deliveries[0].period, landed.totals.rows > 0 else { return nil }
        let isTimed = Set(landed.columns.filter { [.date, .timestamp].contains($0.type) }.map(\.name))
        var told: [(column: String, months: ClosedRange<String>)] = []
        for column in try dataset.control(RawSchema(landed.columns)).months where isTimed.contains(column) {
            let bounds = landed.files.flatMap { file -> [String] in
                let statistics = file.parquet.statistics[column]
                return [statistics?.minimum, statistics?.maximum].compactMap { $0.map { String($0.prefix(7)) } }
            }
            guard let first = bounds.min(), let last = bounds.max() else { continue }
            if first == last, first == period.description { return nil }
            told.append((column, first...last))
        }
        guard let best = told.first(where: { $0.months.contains(period.description) }) ?? told.first else { return nil }
        let isDeclared = deliveries[0].manifest != nil && best.months.contains(period.description)
        let months = "\(best.column) from \(best.months.lowerBound) to \(best.months.upperBound)"
        if isDeclared { return "rows of other months as well: \(months)" }
        throw BillowError(
            .badData, "rows of other months in a delivery for \(period): \(months)",
            hint: "export each month by itself",
            source: deliveries[0].files.count == 1 ? deliveries[0].files[0].path : deliveries[0].manifest)
    }

    private func months(_ landed: Landed) -> [LandedUnit.Month] {
        let export = deliveries[0].export
        let runs = Set(deliveries.map(\.run))
        let replacesAll = deliveries[0].period != nil
        // Runs that are delivered again may have had rows in months where they have none now.
        let touched = replacesAll ? [] : before.runs.filter { $0.value.export == export && runs.contains($0.value.run) }
        let periods = Set(landed.files.map(\.period)).union(touched.map(\.value.period))
        let columns =
            before.columns
            + landed.columns.filter { new in
                !before.columns.contains { $0.name.lowercased() == new.name.lowercased() }
            }
        return periods.sorted().map { period in
            LandedUnit.Month(
                key: MonthKey(source: before.source, export: export, period: period),
                newFiles: landed.files.filter { $0.period == period }, replacesAll: replacesAll,
                replacedFiles: touched.filter { $0.value.period == period }.map(\.key).sorted(),
                columns: columns + Provenance.columns.filter { !columns.contains($0) })
        }
    }
}

/// A receipt for each file of a unit.
private struct Receipts {
    private let receipts: [String: FetchReceipt]

    init(_ deliveries: [Delivery]) {
        receipts = Dictionary(deliveries.flatMap(\.files).map { ($0.path, FetchReceipt()) }) { first, _ in first }
    }

    subscript(file: Delivery.File) -> FetchReceipt { receipts[file.path] ?? FetchReceipt() }

    var hashes: [String: String] { receipts.compactMapValues(\.sha256) }

    func contents(_ deliveries: [Delivery]) -> [String: String] {
        var contents: [String: String] = [:]
        for delivery in deliveries {
            contents[delivery.run] = Fetcher.contentHash(
                delivery.files.map { (name: String($0.name), sha256: self[$0].sha256 ?? "") })
        }
        return contents
    }
}

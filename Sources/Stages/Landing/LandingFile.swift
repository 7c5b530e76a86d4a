import BillingModel
import BillingSources
import ObjectStorage

/// One file of a delivery, verified while it is read.
package struct LandingFile: Sendable {
    /// What goes to `x_file`: the object's key.
    package let name: String
    /// The delivery that it belongs to: `x_run`.
    package let run: String
    package let content: Content
    /// Rows that the manifest declares; nil is unknown.
    package let declaredRows: Int?

    package enum Content: Sendable {
        /// Opens the text, CSV or lines of JSON, inflated; the stream throws at its end when size or checksum are not
        /// as declared. May be opened twice.
        case csv(open: @Sendable () async throws -> any ByteStream)
        /// Makes a verified private copy and answers its path.
        case parquet(copy: @Sendable () async throws -> String)
    }

    var isParquet: Bool {
        if case .parquet = content { true } else { false }
    }

    package init(name: String, run: String, content: Content, declaredRows: Int?) {
        self.name = name
        self.run = run
        self.content = content
        self.declaredRows = declaredRows
    }
}

/// What is to be landed in one commit: one delivery that replaces a month, or new files that accumulate.
package struct LandingRequest: Sendable {
    package let dataset: any Dataset
    package let export: String
    /// The month of every row; nil when rows tell their own.
    package let period: BillingPeriod?
    /// The delivery that replaces the month, which may have no file; without a month each file tells its own.
    package let run: String
    package let generation: Int
    package let files: [LandingFile]
    /// The raw table's columns so far: names and types bind, new columns are added.
    package let tableColumns: [Column]
    /// An empty folder for work in progress; Parquet files are left below it.
    package let folder: String
    /// Whether rows that cannot be read are left out; otherwise they reject the delivery, whose sums would be short.
    package let quarantines: Bool
    /// Whether columns that the table does not have are left out.
    package let discardsNew: Bool
    /// How dates with slashes are meant; nil where only they can tell.
    package let dates: DateOrder?
    /// Whether something else than a row tells the month.
    package let isPeriodDeclared: Bool
    /// Told of each Parquet file, by its path, as soon as it is whole. Should the files be read once more in another
    /// way, a path can come again, with another file.
    package let onFile: @Sendable (String) -> Void

    package init(
        dataset: any Dataset, export: String, period: BillingPeriod?, run: String, generation: Int,
        files: [LandingFile], tableColumns: [Column], folder: String, quarantines: Bool = false,
        discardsNew: Bool = false, dates: DateOrder? = nil, isPeriodDeclared: Bool = true,
        onFile: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.dataset = dataset
        self.export = export
        self.period = period
        self.run = run
        self.generation = generation
        self.files = files
        self.tableColumns = tableColumns
        self.folder = folder
        self.quarantines = quarantines
        self.discardsNew = discardsNew
        self.dates = dates
        self.isPeriodDeclared = isPeriodDeclared
        self.onFile = onFile
    }

    func with(files: [LandingFile]? = nil, tableColumns: [Column]? = nil) -> LandingRequest {
        LandingRequest(
            dataset: dataset, export: export, period: period, run: run, generation: generation,
            files: files ?? self.files, tableColumns: tableColumns ?? self.tableColumns, folder: folder,
            quarantines: quarantines, discardsNew: discardsNew, dates: dates, isPeriodDeclared: isPeriodDeclared,
            onFile: onFile)
    }

    /// The table's columns without provenance.
    var deliveredTableColumns: [Column] {
        tableColumns.filter { !Provenance.columns.contains($0) }
    }
}

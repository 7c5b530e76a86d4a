import BillingModel
import BillingSources

/// Lands Parquet files that somebody else wrote, under the promises of ``Lander``: in this process, or apart from it,
/// so that a file which breaks what reads it breaks nothing else.
package protocol ParquetLander: Sendable {
    /// The files must belong to one unit and be at least one. An error's `source` is the name of the file that is at
    /// fault, or nil when it may be any of them.
    func land(_ request: ParquetLandingRequest) async throws -> Landed
}

/// Private copies of delivered files, and what their rows are to become; see ``LandingRequest``.
package struct ParquetLandingRequest: Sendable {
    package struct File: Hashable, Sendable {
        /// What goes to `x_file`, and what errors name.
        package let name: String
        package let run: String
        /// A verified copy inside the request's folder.
        package let path: String
        package let declaredRows: Int?

        package init(name: String, run: String, path: String, declaredRows: Int?) {
            self.name = name
            self.run = run
            self.path = path
            self.declaredRows = declaredRows
        }
    }

    package let dataset: any Dataset
    package let export: String
    package let period: BillingPeriod?
    package let generation: Int
    package let files: [File]
    package let tableColumns: [Column]
    /// Files are read and written below it alone; what is written goes to folders of its own there.
    package let folder: String
    package let discardsNew: Bool

    package init(
        dataset: any Dataset, export: String, period: BillingPeriod?, generation: Int, files: [File],
        tableColumns: [Column], folder: String, discardsNew: Bool = false
    ) {
        self.dataset = dataset
        self.export = export
        self.period = period
        self.generation = generation
        self.files = files
        self.tableColumns = tableColumns
        self.folder = folder
        self.discardsNew = discardsNew
    }

    /// Where the rows of the file at this place go: a folder that is not there yet.
    package func outputFolder(_ number: Int) -> String { "\(folder)/parquet-\(number + 1)" }
}

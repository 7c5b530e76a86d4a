import BillingModel
import SQLEngine

/// What a landing left in its folder.
package struct Landed: Sendable {
    package struct File: Sendable {
        package let parquet: ParquetFile
        package let run: String
        package let period: BillingPeriod

        package init(parquet: ParquetFile, run: String, period: BillingPeriod) {
            self.parquet = parquet
            self.run = run
            self.period = period
        }
    }

    package let files: [File]
    /// The delivered columns, without provenance.
    package let columns: [Column]
    /// Rows and billed cost per currency, added up from the source, without the rows in quarantine.
    package let totals: ControlTotals
    package let rowsByFile: [String: Int]
    /// Cells of the rows that were left out.
    package let quarantine: [Quarantine.Cell]
    /// By delivery.
    package let shortages: [String: Quarantine.Shortage]
    /// Cells with more than 18 decimals.
    package let roundedCells: Int
    /// New columns that were left out, as the source spells them.
    package let discarded: [String]

    package init(
        files: [File], columns: [Column], totals: ControlTotals, rowsByFile: [String: Int], roundedCells: Int,
        quarantine: [Quarantine.Cell] = [], shortages: [String: Quarantine.Shortage] = [:],
        discarded: [String] = []
    ) {
        self.files = files
        self.columns = columns
        self.totals = totals
        self.rowsByFile = rowsByFile
        self.roundedCells = roundedCells
        self.quarantine = quarantine
        self.shortages = shortages
        self.discarded = discarded
    }

    /// Landed or in quarantine.
    package func rowsDelivered(in file: String) -> Int {
        (rowsByFile[file] ?? 0) + Set(quarantine.lazy.filter { $0.file == file }.map(\.row)).count
    }

    /// No file, and no table whose columns would tell what an empty month looks like.
    static let nothing = Landed(files: [], columns: [], totals: .empty, rowsByFile: [:], roundedCells: 0)

    /// Both, as one unit; the columns of `other` were bound to a table that has these.
    func adding(_ other: Landed) throws -> Landed {
        Landed(
            files: files + other.files, columns: Lander.merged([columns, other.columns]),
            totals: try totals.adding(other.totals), rowsByFile: rowsByFile.merging(other.rowsByFile) { $0 + $1 },
            roundedCells: roundedCells + other.roundedCells, quarantine: quarantine + other.quarantine,
            shortages: try shortages.merging(other.shortages) { try $0.adding($1) },
            discarded: Set(discarded + other.discarded).sorted())
    }
}

import BillingModel
import CodedColumns
import LakeFiles
import Parquet
import SQLEngine

/// Computes ``DailySummary`` from `focus` files.
///
/// Rows are told apart by codes for their values, one range of days after another, so that memory is bounded by the
/// rows of a range; a single day of more rows takes more.
package struct Summariser: Sendable {
    private let markup: Markup?
    private let rowsMax: Int
    private let rowGroupRowsMax: Int
    private static let fileBytesMax = 256 << 20

    /// `markup` is a fraction (0.1 is 10 %) of billed cost; with d decimals it leaves 20 − d digits before the point.
    /// A pass holds at most `rowsMax` rows at once: a million take about 150 MiB, names of resources apart.
    package init(markup: ExactDecimal?, rowsMax: Int = 1 << 20, rowGroupRowsMax: Int = 1 << 17) {
        self.markup = markup.map(Markup.init)
        self.rowsMax = rowsMax
        self.rowGroupRowsMax = rowGroupRowsMax
    }

    /// Files with ``DailySummary/fileColumns`` and rows in the order of their days; at least one. `folder` is empty.
    ///
    /// A sum that needs more than 38 digits is an error, never a wrong number.
    package func summarise(_ files: FocusFiles, into folder: String) throws -> [ParquetFile] {
        var done: [ParquetFile] = []
        var output = try ParquetOutput(path: "\(folder)/1.parquet", columns: DailySummary.fileColumns)
        for pass in try Pass.plan(files, rowsMax: rowsMax) {
            let columns = try columns(of: pass, files)
            let encoded = try concurrently(columns.families) { try columns.encoded($0) }
            let byName = encoded.reduce(into: [:]) { $0.merge($1) { first, _ in first } }
            for (index, range) in columns.rowGroups.enumerated() {
                if output.sizeBytes > Self.fileBytesMax {
                    done.append(try output.finish())
                    let path = "\(folder)/\(done.count + 1).parquet"
                    output = try ParquetOutput(path: path, columns: DailySummary.fileColumns)
                }
                try output.append(
                    DailySummary.fileColumns.compactMap { byName[$0.name]?[index] }, rows: range.count)
            }
        }
        return done + [try output.finish()]
    }

    private func columns(of pass: Pass, _ files: FocusFiles) throws -> PassColumns {
        let parts = try pass.parts(of: files)
        let keys = try concurrently(DailySummary.fileKeys) { try KeyColumn($0, of: parts, in: files) }
        let groups = try Groups(days: keys[0], keys: Array(keys.dropFirst()))
        let count = (groups.count + rowGroupRowsMax - 1) / rowGroupRowsMax
        return PassColumns(
            files: files, parts: parts, keys: keys, groups: groups, markup: markup,
            rowGroups: (0..<count).map { groups.count * $0 / count..<groups.count * ($0 + 1) / count })
    }
}

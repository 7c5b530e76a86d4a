import BillingModel
import CodedColumns

/// Rows that belong together in a file: of one billing period where rows tell it, and of one usage day where there are
/// enough of them.
package struct CodedRows: Sendable {
    /// Nil where the delivery tells the period.
    package let period: BillingPeriod?
    package let rows: Int
    /// As the coder's columns.
    package let columns: [CodedColumn]
    /// For each row the file that it came from, counted from 1 in the order of ``TableCoder/beginFile(positions:)``.
    package let files: [UInt32]
    /// For each row its number in its file, counted from 1.
    package let rowNumbers: [Int64]
}

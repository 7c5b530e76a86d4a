import BillingModel
import SQLEngine

/// Which rows of `focus` a number is made of.
package struct CostQuestion: Sendable {
    let report: CostReport
    package let rowsMax: Int

    /// Filters and range mean what they mean in a ``CostReport``. Throws `usage`.
    package init(
        range: ReportRange = .all, filters: [(dimension: String, value: String)], rowsMax: Int = 10,
        attributes: [String] = []
    ) throws {
        report = try CostReport(range: range, filters: filters, attributes: attributes)
        self.rowsMax = rowsMax
        guard rowsMax >= 0 else {
            throw BillowError(.usage, "\(rowsMax) rows cannot be shown", hint: "give --rows 0 or more")
        }
        if report.filters.contains(where: { $0.dimension == .column("x_unit") }) {
            throw BillowError(
                .usage, "rows have no x_unit", hint: "units are made comparable in the daily summary alone")
        }
    }

    package var filters: [CostReport.Filter] { report.filters }
}

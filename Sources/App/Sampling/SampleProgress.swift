import BillingModel

/// Told after each month of each dataset.
package struct SampleProgress: Sendable {
    package let dataset: String
    package let period: BillingPeriod
    /// Rows of this month.
    package let rows: Int
}

/// In what form an export tells costs; of two that tell the same costs, the greater one is counted.
package enum CostForm: Int, Sendable {
    /// Purchases spread over the days that they pay for.
    case amortised
    /// As the cloud bills, in its own columns.
    case billed
    case focus
}

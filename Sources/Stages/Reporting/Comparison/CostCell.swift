import BillingModel

/// What one value of a dimension costs in one currency.
package struct CostCell: Hashable, Sendable {
    package var value: String?
    package var currency: String?
    /// Nil is unknown, which is not zero.
    package var billed: ExactDecimal?
    package var effective: ExactDecimal?
    package var rows: Int

    package init(value: String?, currency: String?, billed: ExactDecimal?, effective: ExactDecimal?, rows: Int) {
        self.value = value
        self.currency = currency
        self.billed = billed
        self.effective = effective
        self.rows = rows
    }
}

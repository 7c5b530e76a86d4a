import BillingModel

/// What came of one commitment discount in a time, in one currency. An amount is nil where a row that it needs does not
/// tell: unknown is not zero.
package struct CommitmentUse: Sendable {
    /// CommitmentDiscountId; nil in a sum over several.
    package let id: String?
    package let name: String?
    /// The provider's own word: Savings Plan, Reserved Instance.
    package let type: String?
    /// Spend or Usage.
    package let category: String?
    package let currency: String?
    package let amounts: Amounts

    package struct Amounts: Hashable, Sendable {
        /// Effective cost of what the commitment covered.
        package var used: ExactDecimal?
        /// Effective cost of what it could have covered, and nobody used.
        package var unused: ExactDecimal?
        /// Billed for buying it in this time; its fees are among the effective costs of the days that it covers.
        package var purchases: ExactDecimal?
        /// What was covered at list prices.
        package var list: ExactDecimal?
        /// The same at contracted prices, without the commitment.
        package var contracted: ExactDecimal?

        package static let none = Amounts(
            used: .zero, unused: .zero, purchases: .zero, list: .zero, contracted: .zero)
    }
}

extension CommitmentUse.Amounts {
    /// All that it cost.
    package var cost: ExactDecimal? { Self.sum(used, unused) }

    /// Of the cost, in tenths of a percent; nil where that is unknown or nothing.
    package var utilisation: Int? {
        guard let used, let cost, cost > .zero, used >= .zero, used <= cost else { return nil }
        return Ratio.steps(used.units, of: cost.units, steps: 1000)
    }

    /// List prices less what the commitment cost, what was unused included; less than zero where it did not pay.
    package var savedOffList: ExactDecimal? { Self.sum(list, cost?.negated()) }
    package var savedOffContracted: ExactDecimal? { Self.sum(contracted, cost?.negated()) }

    /// Unknown where either is.
    package func adding(_ other: Self) -> Self {
        Self(
            used: Self.sum(used, other.used), unused: Self.sum(unused, other.unused),
            purchases: Self.sum(purchases, other.purchases), list: Self.sum(list, other.list),
            contracted: Self.sum(contracted, other.contracted))
    }

    private static func sum(_ left: ExactDecimal?, _ right: ExactDecimal?) -> ExactDecimal? {
        guard let left, let right else { return nil }
        return left.adding(right)
    }
}

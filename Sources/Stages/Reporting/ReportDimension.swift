import BillingModel
import SQLEngine

/// Something that `daily` can be grouped and filtered by.
package enum ReportDimension: Hashable, Sendable {
    /// A column of `daily`, in its spelling.
    case column(String)
    /// A tag key, exactly as delivered.
    case tag(String)

    /// The columns of `daily` that are no measures, but for `Tags`, which goes by key.
    package static let columnNames = [
        "UsageDate", "x_source", "x_export", "x_billing_period", "ServiceProviderName", "BillingAccountId",
        "BillingAccountName", "SubAccountId", "SubAccountName", "RegionId", "RegionName", "ServiceCategory",
        "ServiceName", "x_instance_type", "ChargeCategory", "PricingCategory", "CommitmentDiscountId",
        "CommitmentDiscountName", "CommitmentDiscountType", "CommitmentDiscountStatus", "x_unit", "BillingCurrency",
    ]

    /// Short names. `account` is the sub account, which is what spends; `month` the billing period, so that a
    /// month's number is the bill's.
    package static let aliases = [
        "provider": "ServiceProviderName", "service": "ServiceName", "account": "SubAccountId", "region": "RegionId",
        "category": "ServiceCategory", "source": "x_source", "export": "x_export", "currency": "BillingCurrency",
        "day": "UsageDate", "month": "x_billing_period",
    ]

    /// `service`, `servicename`, `tag:env`, or one of the attributes that dimension tables add. All but tags go without
    /// regard to case. Throws `usage` naming the nearest known ones.
    package init(_ text: String, attributes: [String] = []) throws {
        let name = text.lowercased()
        if name.hasPrefix("tag:"), text.count > 4 {
            self = .tag(String(text.dropFirst(4)))
        } else if let column = Self.aliases[name]
            ?? (Self.columnNames + attributes).first(where: { $0.lowercased() == name })
        {
            self = .column(column)
        } else {
            let known = Self.aliases.keys.sorted() + attributes + Self.columnNames + ["tag:KEY"]
            let nearest = EditDistance.nearest(to: text, in: known).joined(separator: ", ")
            throw BillowError(
                .usage, "there is no dimension \"\(text)\"",
                hint: "nearest are \(nearest); a tag is tag:KEY, and every column of daily that is no cost will do")
        }
    }

    /// The column's name in answers: `ServiceName`, `tag:env`.
    package var name: String {
        switch self {
        case .column(let name): name
        case .tag(let key): "tag:\(key)"
        }
    }

    /// Nil for what is no tag.
    package var tagKey: String? { if case .tag(let key) = self { key } else { nil } }

    /// What people read where the value is null.
    package var missingLabel: String {
        switch self {
        case .column: "(none)"
        case .tag: "(untagged)"
        }
    }

    /// Text over `daily`; dates as `2025-10-31`.
    var sql: SQLText { sql { "Tags[\($0)]" } }

    /// The same where tags are found otherwise.
    func sql(tag: (String) -> SQLText) -> SQLText {
        switch self {
        case .column("UsageDate"): "CAST(UsageDate AS VARCHAR)"
        case .column(let name): "\(name: name)"
        case .tag(let key): tag(key)
        }
    }
}

import BillingModel

/// What to write: the same request always gives the same exports.
package struct SampleRequest: Sendable {
    /// `saas` is a vendor of software.
    package static let allProviders: Set<String> = ["aws", "azure", "gcp", "oci", "saas"]

    package var folder: String
    package var seed: UInt64
    /// Months in all, the last one included; at least 1.
    package var months: Int
    /// About so many rows for each dataset and month; at least 1.
    package var rows: Int
    /// Which of ``allProviders``.
    package var providers: Set<String>
    /// Every dataset of the providers, not only what most people have.
    package var isComplete: Bool
    /// The newest month; the only one without invoices.
    package var lastMonth: BillingPeriod
    /// Writes a later delivery of the last month into a folder that this request has filled before.
    package var regenerate: Bool

    package init(
        folder: String, seed: UInt64, months: Int = 3, rows: Int = 2000,
        providers: Set<String> = SampleRequest.allProviders, isComplete: Bool = false, lastMonth: BillingPeriod,
        regenerate: Bool = false
    ) {
        self.folder = folder
        self.seed = seed
        self.months = months
        self.rows = rows
        self.providers = providers
        self.isComplete = isComplete
        self.lastMonth = lastMonth
        self.regenerate = regenerate
    }

    func validate() throws {
        guard months >= 1, months <= 120 else {
            throw BillowError(.usage, "\(months) months cannot be sampled", hint: "ask for 1 to 120")
        }
        guard rows >= 1 else {
            throw BillowError(.usage, "\(rows) rows cannot be sampled", hint: "ask for 1 or more")
        }
        guard !providers.isEmpty, providers.isSubset(of: Self.allProviders) else {
            throw BillowError(
                .usage, "there are no samples of \(providers.sorted().joined(separator: ", "))",
                hint: "choose from \(Self.allProviders.sorted().joined(separator: ", "))")
        }
        guard isComplete || providers != ["saas"] else {
            throw BillowError(.usage, "only a sample of all datasets has one of saas", hint: "ask for all, too: --all")
        }
    }
}

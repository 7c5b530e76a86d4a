import BillingModel

/// What a source's raw table holds, as its log tells: the only record of what was landed.
package struct Ledger: Sendable {
    /// One landed delivery in one month.
    package struct Entry: Hashable, Sendable {
        package let export: String
        package let period: BillingPeriod
        package let run: String
        package let order: String
        package let generation: Int
        /// ``Delivery/listingFingerprint`` when it was landed.
        package let listing: String
        /// Hash over the names and contents of its files.
        package let content: String
        package let rows: Int

        package init(
            export: String, period: BillingPeriod, run: String, order: String, generation: Int, listing: String,
            content: String, rows: Int
        ) {
            self.export = export
            self.period = period
            self.run = run
            self.order = order
            self.generation = generation
            self.listing = listing
            self.content = content
            self.rows = rows
        }
    }

    package let entries: [Entry]

    package init(_ entries: [Entry]) {
        self.entries = entries
    }

    /// The delivery that a month shows now.
    package func live(export: String, period: BillingPeriod) -> Entry? {
        entries.filter { $0.export == export && $0.period == period }.max { $0.generation < $1.generation }
    }

    /// All months of one run of an accumulating export.
    package func entries(export: String, run: String) -> [Entry] {
        entries.filter { $0.export == export && $0.run == run }
    }

    package func generation(export: String, period: BillingPeriod) -> Int {
        live(export: export, period: period)?.generation ?? 0
    }
}

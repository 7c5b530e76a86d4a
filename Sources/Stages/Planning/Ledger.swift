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
    /// Runs that somebody took back, by ``refusalID(export:period:run:)``: the day since when.
    package let refusals: [String: String]
    private let months: [Month: [Entry]]
    private let runs: [Run: [Entry]]

    private struct Month: Hashable {
        let export: String
        let period: BillingPeriod
    }

    private struct Run: Hashable {
        let export: String
        let run: String
    }

    package init(_ entries: [Entry], refusals: [String: String] = [:]) {
        self.entries = entries
        self.refusals = refusals
        months = Dictionary(grouping: entries) { Month(export: $0.export, period: $0.period) }
        runs = Dictionary(grouping: entries) { Run(export: $0.export, run: $0.run) }
    }

    /// The delivery that a month shows now.
    package func live(export: String, period: BillingPeriod) -> Entry? {
        months[Month(export: export, period: period)]?.max { $0.generation < $1.generation }
    }

    /// All months of one run of an accumulating export.
    package func entries(export: String, run: String) -> [Entry] {
        runs[Run(export: export, run: run), default: []]
    }

    package func generation(export: String, period: BillingPeriod) -> Int {
        live(export: export, period: period)?.generation ?? 0
    }
}

// MARK: - Runs that were taken back

extension Ledger {
    package static let refusalPrefix = "billow/refused/"

    /// How the log names the refusal of a run in a month.
    package static func refusalID(export: String, period: BillingPeriod, run: String) -> String {
        "\(refusalPrefix)\(export)/\(period)/\(run)"
    }

    /// Refusals of a run: in this month or, where rows tell their own (`period` is nil), in any.
    package func refusalIDs(export: String, period: BillingPeriod?, run: String) -> [String] {
        if let period {
            let id = Self.refusalID(export: export, period: period, run: run)
            return refusals[id] == nil ? [] : [id]
        }
        let (before, after) = ("\(Self.refusalPrefix)\(export)/", "/\(run)")
        return refusals.keys.filter { id in
            id.hasPrefix(before) && id.hasSuffix(after)
                && BillingPeriod(id.dropFirst(before.count).dropLast(after.count)) != nil
        }
    }

    /// The day since when a delivery is refused; nil when it is not.
    func refusedSince(_ delivery: Delivery) -> String? {
        refusalIDs(export: delivery.export, period: delivery.period, run: delivery.run).compactMap { refusals[$0] }
            .max()
    }
}

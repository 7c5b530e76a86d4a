import BillingModel
import BillingSources
import Planning

/// Which months of which exports make up `focus` and `daily`, as all raw tables together decide.
struct CountedExports: Sendable {
    private let exclusions: [MonthKey: Counting.Exclusion]
    /// A bill's month and that of its amortised form, each by the other.
    private let partners: [MonthKey: MonthKey]

    private struct Kind {
        let cloud: String?
        let form: CostForm
        /// The dataset that bills what this one tells.
        let bill: String?
    }

    init(_ tables: some Sequence<RawState>, sources: [any BillingSource]) {
        let kinds = Self.kinds(sources)
        var groups: [BillingPeriod: [(key: MonthKey, candidate: Counting.Candidate)]] = [:]
        for table in tables {
            let kind = kinds[table.dataset ?? table.source] ?? Kind(cloud: table.source, form: .billed, bill: nil)
            for key in table.keys {
                let candidate = Counting.Candidate(
                    source: key.source, export: key.export, cloud: kind.cloud, form: kind.form,
                    rule: table.rule(key.export), coverage: table.coverage(key), pair: Self.pair(key, kind))
                groups[key.period, default: []].append((key, candidate))
            }
        }
        var exclusions: [MonthKey: Counting.Exclusion] = [:]
        var partners: [MonthKey: MonthKey] = [:]
        for rivals in groups.values {
            let candidates = rivals.map(\.candidate)
            let decided = Counting.exclusions(candidates)
            let pairs = Counting.pairs(candidates, decided)
            for (at, rival) in rivals.enumerated() where pairs[at] == nil { exclusions[rival.key] = decided[at] }
            for (amortised, bill) in pairs {
                partners[rivals[amortised].key] = rivals[bill].key
                partners[rivals[bill].key] = rivals[amortised].key
            }
        }
        self.exclusions = exclusions
        self.partners = partners
    }

    private static func kinds(_ sources: [any BillingSource]) -> [String: Kind] {
        var kinds: [String: Kind] = [:]
        for source in sources {
            for dataset in source.datasets {
                kinds[dataset.id] = Kind(
                    cloud: source.isOfAnyone ? nil : source.provider, form: dataset.form,
                    bill: (dataset as? any PairedDataset)?.bill)
            }
        }
        return kinds
    }

    /// Names of exports end with the scope that they are of: `daily@123`.
    private static func pair(_ key: MonthKey, _ kind: Kind) -> String? {
        guard let bill = kind.bill, let at = key.export.lastIndex(of: "@") else { return nil }
        return bill + key.export[at...].lowercased()
    }

    /// Nil when the month is counted.
    subscript(_ key: MonthKey) -> Counting.Exclusion? { exclusions[key] }

    /// The month that tells the other half: of both, the rows of their share are counted. Nil where a month is counted
    /// whole, or not.
    func partner(of key: MonthKey) -> MonthKey? { partners[key] }

    /// What is in no sum because this month is counted in its place: a sentence for each.
    func leftOut(for key: MonthKey) -> [String] {
        exclusions.filter { other, exclusion in
            exclusion.leavesOut && other.period == key.period
                && exclusion.rival.map { $0.source == key.source && $0.export == key.export } ?? false
        }
        .map { "\($0.key.source) \($0.key.export) is \($0.value)" }.sorted()
    }

    var excluded: Set<MonthKey> { Set(exclusions.keys) }
}

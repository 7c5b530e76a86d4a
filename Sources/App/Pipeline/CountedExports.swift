import BillingModel
import BillingSources
import Planning

/// Which months of which exports make up `focus` and `daily`, as all raw tables together decide.
struct CountedExports: Sendable {
    private let exclusions: [MonthKey: Counting.Exclusion]

    init(_ tables: some Sequence<RawState>, sources: [any BillingSource]) {
        let clouds = Dictionary(
            sources.flatMap { source in
                let cloud = source.isOfAnyone ? nil : source.provider
                return source.datasets.map { ($0.id, (cloud: cloud, form: $0.form)) }
            },
            uniquingKeysWith: { first, _ in first })
        var groups: [BillingPeriod: [(key: MonthKey, candidate: Counting.Candidate)]] = [:]
        for table in tables {
            let known = clouds[table.dataset ?? table.source] ?? (cloud: String?(table.source), form: .billed)
            for key in table.keys {
                let candidate = Counting.Candidate(
                    source: key.source, export: key.export, cloud: known.cloud, form: known.form,
                    rule: table.rule(key.export), coverage: table.coverage(key))
                groups[key.period, default: []].append((key, candidate))
            }
        }
        var exclusions: [MonthKey: Counting.Exclusion] = [:]
        for rivals in groups.values {
            for (rival, exclusion) in zip(rivals, Counting.exclusions(rivals.map(\.candidate))) {
                exclusions[rival.key] = exclusion
            }
        }
        self.exclusions = exclusions
    }

    /// Nil when the month is counted.
    subscript(_ key: MonthKey) -> Counting.Exclusion? { exclusions[key] }

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

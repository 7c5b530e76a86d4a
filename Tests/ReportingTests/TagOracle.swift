import Reporting

/// What tags become by rules, key by key, without SQL.
struct TagOracle {
    let rules: TagRules

    func ruled(_ row: DailyRow) -> DailyRow {
        var row = row
        row.tags = enabled(virtual(mapped(folded(row.tags ?? [:]), row.day), row))
        return row
    }

    private func holds(_ period: RulePeriod, _ day: String) -> Bool {
        (period.from.map { $0.description <= day } ?? true) && (period.to.map { day < $0.description } ?? true)
    }

    private func folded(_ tags: [String: String]) -> [String: String] {
        guard rules.foldsCase else { return tags }
        var folded: [String: String] = [:]
        for key in tags.keys.sorted() {
            let name = rules.namedKeys.first { $0.lowercased() == key.lowercased() } ?? key.lowercased()
            folded[name] = folded[name] ?? tags[key]
        }
        return folded
    }

    private func mapped(_ tags: [String: String], _ day: String) -> [String: String] {
        var result = tags
        let mappings = rules.mappings.filter { holds($0.period, day) }
        for mapping in mappings {
            for child in mapping.children {
                result[mapping.parent] = result[mapping.parent] ?? tags[child]
                result[child] = nil
            }
        }
        return result
    }

    private func virtual(_ tags: [String: String], _ row: DailyRow) -> [String: String] {
        var result = tags
        var seen = row
        seen.tags = tags
        for rule in rules.virtuals.reversed() where holds(rule.period, row.day) && applies(rule, seen) {
            result[rule.key] = rule.value
        }
        return result
    }

    private func applies(_ rule: TagRules.Virtual, _ row: DailyRow) -> Bool {
        func fits(_ filter: CostReport.Filter) -> Bool {
            let value = row.value(filter.dimension)
            guard filter.match == .contains, let wanted = filter.value else { return value == filter.value }
            // Every text has the empty one in it.
            return value.map { wanted.isEmpty || $0.lowercased().contains(wanted.lowercased()) } ?? false
        }
        let excluded = rule.conditions.filter { $0.role == .excluded }
        let wanted = Dictionary(grouping: rule.conditions.filter { $0.role == .alternative }, by: \.dimension)
        return !excluded.contains(where: fits) && wanted.values.allSatisfy { $0.contains(where: fits) }
    }

    private func enabled(_ tags: [String: String]) -> [String: String] {
        guard let enabled = rules.enabled else { return tags }
        let keys = Set(enabled + rules.mappings.map(\.parent) + rules.virtuals.map(\.key))
        return tags.filter { keys.contains($0.key) }
    }
}

import SQLEngine

extension TagRules {
    /// The rows of a relation that has `Tags` and `UsageDate`, in which the tags follow the rules: the same rows and
    /// the same columns.
    ///
    /// Tags are lists of entries until the end, since to make a map takes as long as all the rest. An engine that drops
    /// columns which nobody reads does nothing of this for a question that is not about tags.
    func applied(to relation: SQLText) -> SQLText {
        guard !isEmpty else { return relation }
        var rows: SQLText = """
            SELECT *, list_filter(coalesce(map_entries(Tags), []), lambda e: e.value IS NOT NULL) AS billow_entries
            FROM (\(sql: relation))
            """
        if foldsCase { rows = folded(rows) }
        if !mappings.isEmpty { rows = replaced(rows, keys: parents, without: children) }
        if !virtuals.isEmpty { rows = replaced(rows, keys: virtualKeys, without: []) }
        return """
            SELECT * EXCLUDE (billow_entries) REPLACE (
              CASE WHEN Tags IS NULL AND len(billow_entries) = 0 THEN NULL
                ELSE map_from_entries(\(sql: enabledEntries)) END AS Tags)
            FROM (\(sql: rows))
            """
    }

    private var enabledEntries: SQLText {
        guard let enabled else { return "billow_entries" }
        let keys = Set(enabled + mappings.map(\.parent) + virtuals.map(\.key)).sorted()
        return "list_filter(billow_entries, lambda e: list_contains(\(keys), e.key))"
    }

    // MARK: Case

    private func folded(_ rows: SQLText) -> SQLText {
        let spellings = namedKeys.sorted().map { " WHEN lower(\($0)) THEN \($0)" as SQLText }
        let key: SQLText =
            spellings.isEmpty
            ? "lower(e.key)" : "CASE lower(e.key)\(sql: .joined(spellings, separator: "")) ELSE lower(e.key) END"
        return """
            SELECT * EXCLUDE (billow_keys) REPLACE (list_filter(
              billow_entries, lambda e, i: list_position(billow_keys, e.key) = i) AS billow_entries)
            FROM (SELECT *, list_transform(billow_entries, lambda e: e.key) AS billow_keys
            FROM (SELECT * REPLACE (list_transform(
              list_sort(billow_entries), lambda e: {'key': \(sql: key), 'value': e.value}) AS billow_entries)
            FROM (\(sql: rows))))
            """
    }

    // MARK: Keys that get other values

    private struct Key {
        let name: String
        let value: SQLText
    }

    /// A key, and the condition under which it goes; nil is always.
    private struct Child {
        let name: String
        let condition: SQLText?
    }

    private func replaced(_ rows: SQLText, keys: [Key], without gone: [Child]) -> SQLText {
        let stays = ["NOT list_contains(\(keys.map(\.name)), e.key)" as SQLText] + gone.map(Self.stays)
        let added = keys.map { "{'key': \($0.name), 'value': \(sql: $0.value)}" as SQLText }
        return """
            SELECT * EXCLUDE (billow_keys, billow_values) REPLACE (list_concat(
              list_filter(billow_entries, lambda e: \(sql: .joined(stays, separator: " AND "))),
              list_filter([\(sql: .joined(added, separator: ", "))], lambda e: e.value IS NOT NULL)) AS billow_entries)
            FROM (SELECT *, list_transform(billow_entries, lambda e: e.key) AS billow_keys,
              list_transform(billow_entries, lambda e: e.value) AS billow_values
            FROM (\(sql: rows)))
            """
    }

    private static func stays(_ child: Child) -> SQLText {
        guard let condition = child.condition else { return "e.key <> \(child.name)" }
        return "NOT (e.key = \(child.name) AND \(sql: condition))"
    }

    private static func value(of key: String) -> SQLText { "billow_values[list_position(billow_keys, \(key))]" }

    private var parents: [Key] {
        Self.distinct(mappings.map(\.parent)).map { parent in
            let others = mappings.filter { $0.parent == parent }.map { mapping -> SQLText in
                let first: SQLText = "coalesce(\(sql: .joined(mapping.children.map(Self.value), separator: ", ")))"
                return mapping.period.condition.map { "CASE WHEN \(sql: $0) THEN \(sql: first) END" } ?? first
            }
            return Key(
                name: parent, value: "coalesce(\(sql: .joined([Self.value(of: parent)] + others, separator: ", ")))")
        }
    }

    private var children: [Child] {
        mappings.flatMap { mapping in
            mapping.children.map { Child(name: $0, condition: mapping.period.condition) }
        }
    }

    private var virtualKeys: [Key] {
        Self.distinct(virtuals.map(\.key)).map { key in
            let cases = virtuals.filter { $0.key == key }.map { rule -> SQLText in
                let conditions =
                    CostReport.Filter.conditions(rule.conditions, tag: Self.value)
                    + (rule.period.condition.map { [$0] } ?? [])
                let all: SQLText = conditions.isEmpty ? "true" : .joined(conditions, separator: " AND ")
                return "WHEN \(sql: all) THEN \(rule.value)"
            }
            return Key(
                name: key,
                value: "CASE \(sql: .joined(cases, separator: " ")) ELSE \(sql: Self.value(of: key)) END")
        }
    }

    private static func distinct(_ keys: [String]) -> [String] {
        var seen = Set<String>()
        return keys.filter { seen.insert($0).inserted }
    }
}

import BillingModel
import BillingSources
import SQLEngine

extension CURMapping {
    static func tags(_ terms: CURTerms) -> [Mapping.Entry] {
        [
            .focus(
                "Tags", terms.unlessResidual(terms.map("resource_tags").map(tags) ?? map(terms, key: tagKey)),
                note: "user:Key → Key, aws:key stays; empty values go; no tags is null"),
            .custom(
                "x_CostCategories", .map,
                terms.unlessResidual(terms.map("cost_category") ?? map(terms, key: costCategoryKey)),
                note: "costCategory/Name → Name"),
        ]
    }

    /// `{user_app: a, aws_created_by: b}` → `{app: a, aws:created_by: b}`; null where two keys fall together.
    private static func tags(_ map: SQLText) -> SQLText {
        """
        NULLIF(TRY(map_from_entries([{
            'k': regexp_replace(regexp_replace(e.key, '^user[_:]', ''), '^aws[_:]', 'aws:'), 'v': e.value}
            FOR e IN map_entries(\(sql: map)) IF e.value IS NOT NULL AND e.value <> ''])),
            MAP([]::VARCHAR[], []::VARCHAR[]))
        """
    }

    /// `resourceTags/user:App` → `App`; `resourceTags/aws:createdBy` → `aws:createdBy`. Of the Athena spelling only
    /// lower case is left: `resource_tags_user_app` → `app`.
    static func tagKey(_ column: Column) -> String? {
        if let key = suffix(of: column.sourceName, after: "resourceTags/") {
            return suffix(of: key, after: "user:") ?? key
        }
        guard column.sourceName?.contains("/") != true else { return nil }
        if let key = suffix(of: column.name, after: "resource_tags_user_") { return key }
        return suffix(of: column.name, after: "resource_tags_aws_").map { "aws:" + $0 }
    }

    static func costCategoryKey(_ column: Column) -> String? {
        if let key = suffix(of: column.sourceName, after: "costCategory/") { return key }
        guard column.sourceName?.contains("/") != true else { return nil }
        return suffix(of: column.name, after: "cost_category_")
    }

    /// What follows the prefix; nil when the text has another start or nothing follows.
    private static func suffix(of text: String?, after prefix: String) -> String? {
        guard let text, text.count > prefix.count, text.hasPrefix(prefix) else { return nil }
        return String(text.dropFirst(prefix.count))
    }

    /// A map of the columns that have a key. Columns with the same key are one entry: the first that is set.
    private static func map(_ terms: CURTerms, key: (Column) -> String?) -> SQLText {
        var keys: [String] = []
        var columns: [String: [SQLText]] = [:]
        for column in terms.schema.columns where column.type == .text {
            guard let key = key(column) else { continue }
            if columns[key] == nil { keys.append(key) }
            columns[key, default: []].append("NULLIF(\(name: column.name), '')")
        }
        guard !keys.isEmpty else { return "NULL::MAP(VARCHAR, VARCHAR)" }
        let entries = keys.map { key -> SQLText in
            let values = columns[key] ?? []
            return "{'k': \(key), 'v': COALESCE(\(sql: .joined(values, separator: ", ")))}"
        }
        return """
            NULLIF(map_from_entries([e FOR e IN [\(sql: .joined(entries, separator: ", "))] IF e.v IS NOT NULL]),
                MAP([]::VARCHAR[], []::VARCHAR[]))
            """
    }
}

import BillingModel
import BillingSources
import SQLEngine

extension CURMapping {
    static func tags(_ terms: CURTerms) -> [Mapping.Entry] {
        [
            .focus(
                "Tags",
                terms.unlessResidual(terms.map("resource_tags").map(tags) ?? TagColumns.map(terms.schema, key: tagKey)),
                note: "user:Key → Key, aws:key stays; empty values go; no tags is null"),
            .custom(
                "x_CostCategories", .map,
                terms.unlessResidual(terms.map("cost_category") ?? TagColumns.map(terms.schema, key: costCategoryKey)),
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
}

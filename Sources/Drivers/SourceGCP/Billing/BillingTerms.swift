import BillingModel
import BillingSources
import SQLEngine

/// What several columns of ``BillingMapping`` are said in. A record that was delivered as one JSON text
/// (`TO_JSON_STRING(service)`) is read where its fields are no columns.
struct BillingTerms {
    let schema: RawSchema

    func has(_ name: String) -> Bool { schema.first(name) != nil || record(of: name) != nil }

    func text(_ name: String) -> SQLText {
        if schema.first(name) != nil { return FOCUSLift.present(schema.reference(name)) }
        return record(of: name) ?? "NULL::VARCHAR"
    }

    func amount(_ name: String) -> SQLText {
        if schema.first(name) != nil { return schema.reference(name, type: .decimal) }
        return record(of: name).map { "CAST(\(sql: $0) AS DECIMAL(38,18))" } ?? "NULL::DECIMAL(38,18)"
    }

    func instant(_ name: String) -> SQLText { schema.reference(name, type: .timestamp) }

    private func record(of name: String) -> SQLText? {
        guard let dot = name.firstIndex(of: "."), let record = schema.first(String(name[..<dot])) else { return nil }
        let member = name[name.index(after: dot)...]
        return "NULLIF(json_extract_string(TRY_CAST(\(name: record.name) AS JSON), \("$.\(member)")), '')"
    }

    // MARK: Money

    /// Before credits.
    var cost: SQLText { "COALESCE(\(sql: amount("cost")), 0::DECIMAL(38,18))" }

    var net: SQLText {
        "(\(sql: cost) + COALESCE(\(sql: amount(BillingDataset.credits)), 0::DECIMAL(38,18)))"
    }

    // MARK: What a row is

    var costType: SQLText { "COALESCE(\(sql: text("cost_type")), 'regular')" }

    /// The fee of a commitment, by its SKU's words.
    var isFee: SQLText { "COALESCE(starts_with(lower(\(sql: text("sku.description"))), 'commitment'), false)" }

    var category: SQLText {
        """
        CASE \(sql: costType) WHEN 'regular' THEN CASE WHEN \(sql: isFee) THEN 'Purchase' ELSE 'Usage' END \
        WHEN 'tax' THEN 'Tax' WHEN 'credit' THEN 'Credit' ELSE 'Adjustment' END
        """
    }

    func ifRegular(_ value: SQLText) -> SQLText { "CASE WHEN \(sql: costType) = 'regular' THEN \(sql: value) END" }

    func ifUsage(_ value: SQLText) -> SQLText {
        "CASE WHEN \(sql: costType) = 'regular' AND NOT \(sql: isFee) THEN \(sql: value) END"
    }

    // MARK: Lists

    private static let creditMembers = ["id", "name", "full_name", "type"]

    /// The first credit of a commitment, as a struct; NULL where there is none. Most rows never reach the parser.
    private var commitment: SQLText? {
        guard let credits = schema.first("credits") else { return nil }
        let types: SQLText = """
            ('COMMITTED_USAGE_DISCOUNT', 'COMMITTED_USAGE_DISCOUNT_DOLLAR_BASE', 'FEE_UTILIZATION_OFFSET')
            """
        let text: SQLText = """
            CASE WHEN contains(\(name: credits.name), 'COMMITTED_USAGE') OR \
            contains(\(name: credits.name), 'FEE_UTILIZATION') THEN \(name: credits.name) END
            """
        return "[c FOR c IN \(sql: GCPLists.records(text, Self.creditMembers)) IF c.type IN \(sql: types)][1]"
    }

    var isCommitted: SQLText { commitment.map { "(\(sql: $0)) IS NOT NULL" } ?? "FALSE" }

    /// What the commitment's credit says.
    func committed(_ member: String) -> SQLText {
        commitment.map { "NULLIF((\(sql: $0)).\(name: member), '')" } ?? "NULL::VARCHAR"
    }

    var commitmentId: SQLText {
        "COALESCE(\(sql: text("subscription.instance_id")), \(sql: committed("id")))"
    }

    /// The value of a system label.
    func systemLabel(_ key: String) -> SQLText {
        guard let labels = schema.first("system_labels") else { return "NULL::VARCHAR" }
        let text: SQLText = "CASE WHEN contains(\(name: labels.name), \(key)) THEN \(name: labels.name) END"
        let found = GCPLists.records(text, ["key", "value"])
        return "NULLIF([l.value FOR l IN \(sql: found) IF l.key = \(key)][1], '')"
    }

    var tags: SQLText {
        let kinds: [(column: String, key: SQLText, members: [String])] = [
            ("labels", "r.key", ["key", "value"]),
            (
                "tags", "CASE WHEN r.namespace <> '' THEN r.namespace || '/' || r.key ELSE r.key END",
                ["key", "value", "namespace"]
            ),
            ("project.labels", "'project:' || r.key", ["key", "value"]),
            ("system_labels", "'system:' || r.key", ["key", "value"]),
        ]
        return GCPLists.tags(
            kinds.filter { has($0.column) }.map {
                GCPLists.entries(text($0.column), key: $0.key, value: "value", members: $0.members)
            })
    }
}

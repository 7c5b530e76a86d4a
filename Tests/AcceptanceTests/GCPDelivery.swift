import Foundation
import SQLEngine

/// Rows of a GCP billing export, in the forms that people get it in.
struct GCPDelivery {
    /// JSON, an object a line, as BigQuery writes it: null fields are left out.
    var lines: [String] = []

    /// - Parameter credits: JSON.
    mutating func add(
        _ cost: String, credits: String = "[]", invoice: String = "202510", day: String = "2025-10-05",
        exported: String? = nil, project: String? = "shop", type: String = "regular",
        labels: String = #"[{"key":"env","value":"prod"}]"#
    ) {
        let owner = project.map { #""project":{"id":"\#($0)","number":"1","name":"Shop","labels":[]},"# } ?? ""
        lines.append(
            """
            {"billing_account_id":"01-AB","service":{"id":"6F81","description":"Compute Engine"},\
            "sku":{"id":"S1","description":"N2 Instance Core"},"usage_start_time":"\(day) 10:00:00 UTC",\
            "usage_end_time":"\(day) 11:00:00 UTC",\(owner)"labels":\(labels),"system_labels":[],"tags":[],\
            "location":{"location":"us-central1","country":"US","region":"us-central1"},\
            "export_time":"\(exported ?? day) 14:05:32.199 UTC","cost":\(cost),"currency":"USD",\
            "currency_conversion_rate":1.0,\
            "usage":{"amount":3600.0,"unit":"seconds","amount_in_pricing_units":1.0,"pricing_unit":"hour"},\
            "credits":\(credits),"invoice":{"month":"\(invoice)","publisher_type":"GOOGLE"},"cost_type":"\(type)"}
            """)
    }

    /// Two credits, an amount in E notation, a tax without project, usage of November that October's invoice has, and
    /// a row of November's invoice: 12.68 USD for October, 2 USD for November.
    static var twoInvoices: GCPDelivery {
        let last = "2025-11-01"
        var delivery = GCPDelivery()
        delivery.add("10.5", credits: #"[{"name":"a","amount":-0.5},{"name":"b","amount":-1.25}]"#, exported: last)
        delivery.add("5e-06", credits: #"[{"name":"it's","amount":-5e-06,"type":"PROMOTION"}]"#, exported: last)
        delivery.add("1.73", day: "2025-10-01", exported: last, project: nil, type: "tax", labels: "[]")
        delivery.add("0.1", day: "2025-11-01", exported: last)
        let commitment = #"[{"name":"c","amount":-0.9,"id":"cud","type":"COMMITTED_USAGE_DISCOUNT"}]"#
        delivery.add("3", credits: commitment, exported: last)
        delivery.add("2", invoice: "202511", day: "2025-11-01", exported: last)
        return delivery
    }

    var text: String { lines.map { $0 + "\n" }.joined() }

    /// The same rows as nested Parquet, as `EXPORT DATA` types them, or flat as a CSV dump with Python's lists.
    static func select(_ path: String, isFlat: Bool) -> SQLText {
        let types: SQLText = """
            {billing_account_id: 'VARCHAR', service: 'STRUCT(id VARCHAR, description VARCHAR)', \
            sku: 'STRUCT(id VARCHAR, description VARCHAR)', usage_start_time: 'TIMESTAMPTZ', \
            usage_end_time: 'TIMESTAMPTZ', project: 'STRUCT(id VARCHAR, "number" VARCHAR, "name" VARCHAR, \
            labels STRUCT("key" VARCHAR, "value" VARCHAR)[])', labels: 'STRUCT("key" VARCHAR, "value" VARCHAR)[]', \
            system_labels: 'STRUCT("key" VARCHAR, "value" VARCHAR)[]', \
            tags: 'STRUCT("key" VARCHAR, "value" VARCHAR)[]', \
            location: 'STRUCT("location" VARCHAR, country VARCHAR, region VARCHAR)', export_time: 'TIMESTAMPTZ', \
            cost: 'DOUBLE', currency: 'VARCHAR', currency_conversion_rate: 'DOUBLE', \
            usage: 'STRUCT(amount DOUBLE, unit VARCHAR, amount_in_pricing_units DOUBLE, pricing_unit VARCHAR)', \
            credits: 'STRUCT("name" VARCHAR, amount DOUBLE, id VARCHAR, "type" VARCHAR)[]', \
            invoice: 'STRUCT("month" VARCHAR, publisher_type VARCHAR)', cost_type: 'VARCHAR'}
            """
        let rows: SQLText = "read_json(\(path), format='newline_delimited', columns=\(sql: types))"
        guard isFlat else { return "SELECT * FROM \(sql: rows)" }
        return """
            SELECT billing_account_id, service.id AS "service.id", service.description AS "service.description", \
            sku.id AS "sku.id", sku.description AS "sku.description", usage_start_time, usage_end_time, \
            project.id AS "project.id", project."number" AS "project.number", project."name" AS "project.name", \
            to_json(project.labels) AS "project.labels", to_json(labels) AS labels, '[]' AS system_labels, \
            '[]' AS tags, location.location AS "location.location", location.country AS "location.country", \
            location.region AS "location.region", export_time, cost, currency, currency_conversion_rate, \
            usage.amount AS "usage.amount", usage.unit AS "usage.unit", \
            usage.amount_in_pricing_units AS "usage.amount_in_pricing_units", \
            usage.pricing_unit AS "usage.pricing_unit", '[' || array_to_string([printf('{''name'': "%s", \
            ''amount'': %s, ''id'': %s, ''type'': %s}', c."name", c.amount::VARCHAR, coalesce('''' || c.id || '''', \
            'None'), coalesce('''' || c."type" || '''', 'None')) FOR c IN credits], ', ') || ']' AS credits, \
            invoice.month AS "invoice.month", invoice.publisher_type AS "invoice.publisher_type", cost_type \
            FROM \(sql: rows)
            """
    }
}

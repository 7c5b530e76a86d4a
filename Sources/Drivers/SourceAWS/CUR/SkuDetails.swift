import BillingModel
import BillingSources
import SQLEngine

/// `product/*` as the JSON object that FOCUS calls SkuPriceDetails: its own keys where it has them, `x_` otherwise.
enum SkuDetails {
    /// What other FOCUS columns tell already, or what is prose.
    private static let elsewhere: Set<String> = [
        "product_product_name", "product_sku", "product_region", "product_region_code", "product_location",
        "product_location_type", "product_servicecode", "product_servicename", "product_usagetype",
        "product_operation", "product_description", "product_group_description", "product_fee_description",
    ]
    private static let texts = [
        "product_instance_type": "InstanceType", "product_operating_system": "OperatingSystem",
        "product_storage_class": "StorageClass", "product_instance_family": "InstanceSeries",
    ]
    private static let numbers = ["product_vcpu": "CoreCount", "product_gpu": "GpuCount"]

    /// Null when the row has none.
    static func json(_ terms: CURTerms) -> SQLText {
        var members: [(key: String, sql: SQLText)] = []
        for column in terms.schema.columns {
            let name = AthenaName.of(column.name)
            guard name.hasPrefix("product_"), column.type == .text, !elsewhere.contains(name) else { continue }
            let value: SQLText = "NULLIF(\(name: column.name), '')"
            if let key = texts[name] {
                members.append((key, "CAST(to_json(\(sql: value)) AS VARCHAR)"))
            } else if let key = numbers[name] {
                members.append((key, number(value)))
            } else if name == "product_memory" {
                members.append(("MemorySize", number(gibibytes(value))))
            } else {
                members.append(("x_" + key(of: name), "CAST(to_json(\(sql: value)) AS VARCHAR)"))
            }
        }
        let map = terms.map("product")
        if map != nil { members += inMap(terms) }
        var seen: Set<String> = []
        let unique = members.filter { seen.insert($0.key).inserted }.sorted { $0.key < $1.key }
        var texts = unique.map { "\("\"\($0.key)\":") || \(sql: $0.sql)" as SQLText }
        if let map { texts.append(others(map)) }
        guard !texts.isEmpty else { return "NULL::VARCHAR" }
        return "NULLIF('{' || concat_ws(',', \(sql: .joined(texts, separator: ", "))) || '}', '{}')"
    }

    /// What FOCUS has keys for, out of the second version's map.
    private static func inMap(_ terms: CURTerms) -> [(key: String, sql: SQLText)] {
        func value(_ name: String) -> SQLText { terms.text(name) }
        let plain = texts.map { ($0.value, "CAST(to_json(\(sql: value($0.key))) AS VARCHAR)" as SQLText) }
        let counts = numbers.map { ($0.value, number(value($0.key))) }
        return plain + counts + [("MemorySize", number(gibibytes(value("product_memory"))))]
    }

    /// What else the map holds: `"x_Tenancy":"Shared",…`, null where there is nothing.
    private static func others(_ map: SQLText) -> SQLText {
        let known = elsewhere.union(texts.keys).union(numbers.keys).union(["product_memory"]).sorted()
        let keys = known.map { "\(String($0.dropFirst("product_".count)))" as SQLText }
        let word: SQLText = "upper(w[1]) || w[2:]"
        let name: SQLText = "array_to_string([\(sql: word) FOR w IN string_split(e.key, '_')], '')"
        return """
            NULLIF(array_to_string([to_json('x_' || \(sql: name))::VARCHAR || ':' || to_json(e.value)::VARCHAR
                FOR e IN map_entries(\(sql: map))
                IF e.value <> '' AND e.key NOT IN (\(sql: .joined(keys, separator: ", ")))], ','), '')
            """
    }

    /// `product_instance_family` → `InstanceFamily`.
    private static func key(of name: String) -> String {
        name.split(separator: "_").dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    /// Only what JSON takes for a number.
    private static func number(_ sql: SQLText) -> SQLText {
        "CASE WHEN regexp_full_match(\(sql: sql), '(0|[1-9][0-9]*)(\\.[0-9]+)?') THEN \(sql: sql) END"
    }

    /// `1,952 GiB` → `1952`.
    private static func gibibytes(_ sql: SQLText) -> SQLText {
        "replace(regexp_extract(\(sql: sql), '^([0-9.,]+) ?GiB', 1), ',', '')"
    }
}

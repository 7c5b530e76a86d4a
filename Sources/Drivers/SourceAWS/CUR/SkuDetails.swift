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
        var seen: Set<String> = []
        let unique = members.filter { seen.insert($0.key).inserted }.sorted { $0.key < $1.key }
        guard !unique.isEmpty else { return "NULL::VARCHAR" }
        let texts = unique.map { "\("\"\($0.key)\":") || \(sql: $0.sql)" as SQLText }
        return "NULLIF('{' || concat_ws(',', \(sql: .joined(texts, separator: ", "))) || '}', '{}')"
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

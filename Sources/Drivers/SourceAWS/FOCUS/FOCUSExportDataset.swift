import BillingModel
import BillingSources
import SQLEngine

/// Data Exports' FOCUS tables: 1.0 preview, 1.0 and 1.2, each with AWS's own `x_` columns.
struct FOCUSExportDataset: Dataset {
    static let name = "aws-focus"

    let id = FOCUSExportDataset.name
    let title = "AWS FOCUS export (Data Exports)"
    let delivery = DeliveryMode.replacesPeriod
    var form: CostForm { .focus }

    func column(forHeader header: String, sqlType: String?) -> Column {
        FOCUSLift.column(forHeader: header, sqlType: sqlType)
    }

    func validate(_ schema: RawSchema) throws {
        try FOCUSLift.validate(schema)
    }

    func control(_ schema: RawSchema) throws -> ControlColumns {
        try validate(schema)
        return FOCUSLift.control(schema)
    }

    func mapping(_ schema: RawSchema) throws -> Mapping {
        try FOCUSLift.mapping(schema, options: FOCUSLift.Options(provider: "AWS", extras: Self.own(schema)))
    }

    /// AWS's own columns; an export has those of its version.
    private static func own(_ schema: RawSchema) -> [Mapping.Entry] {
        var entries = ["x_Operation", "x_UsageType", "x_ServiceCode"].compactMap { name in
            schema.first(name).map { Mapping.Entry.custom(name, .text, "NULLIF(\(sql: text($0)), '')") }
        }
        for name in ["x_CostCategories", "x_Discounts"] {
            guard let column = schema.first(name) else { continue }
            let map: SQLText = column.type == .map ? "\(name: column.name)" : FOCUSLift.tagsMap(text(column))
            entries.append(.custom(name, .map, map))
        }
        if let instance = instanceType(schema) { entries.append(instance) }
        return entries
    }

    /// The usage type names what runs: `USE1-BoxUsage:t3.large`, `InstanceUsage:db.r6g.large`.
    private static func instanceType(_ schema: RawSchema) -> Mapping.Entry? {
        let details = schema.first("SkuPriceDetails").map { FOCUSLift.member("InstanceType", of: $0) }
        let meter = schema.first("x_UsageType", "SkuMeter").map { column -> SQLText in
            let name: SQLText = "'Usage:((?:[a-z]+\\.)?[a-z][a-z0-9-]*\\.[a-z0-9-]+)$'"
            return "NULLIF(regexp_extract(\(sql: text(column)), \(sql: name), 1), '')"
        }
        let found = [details, meter].compactMap { $0 }
        guard !found.isEmpty else { return nil }
        return .custom(
            "x_instance_type", .text, "COALESCE(\(sql: .joined(found, separator: ", ")))",
            note: "InstanceType of SkuPriceDetails, else what the usage type ends in")
    }

    private static func text(_ column: Column) -> SQLText {
        column.type == .text ? "\(name: column.name)" : "CAST(\(name: column.name) AS VARCHAR)"
    }
}

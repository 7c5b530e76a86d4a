import BillingModel
import BillingSources
import SQLEngine

/// The standard and the detailed billing export: a row for each resource, SKU and hour, its credits beside its cost.
/// What BigQuery nests is a column with a dotted name here, in whatever form the file is.
struct BillingDataset: NestedDataset, ExaminedDataset {
    static let id = "gcp-billing"

    var id: String { Self.id }
    var title: String { "GCP billing export (standard and detailed)" }
    var delivery: DeliveryMode { .accumulates }

    private static let amounts: Set<String> = [
        "cost", "cost_at_list", "cost_at_effective_price_default", "cost_at_list_consumption_model",
        "currency_conversion_rate", "usage.amount", "usage.amount_in_pricing_units", "price.effective_price",
        "price.tier_start_amount", "price.pricing_unit_quantity", "price.list_price", "price.effective_price_default",
        "price.list_price_consumption_model",
    ]
    private static let instants: Set<String> = ["usage_start_time", "usage_end_time", "export_time"]

    /// Of the month's first day, by which rows are told apart.
    static let month = "x_invoice_month"
    /// What all credits of a row add up to.
    static let credits = "x_credits_amount"

    func column(forHeader header: String, sqlType: String?) -> Column {
        let name = FOCUSLift.lakeName(header)
        let type: ColumnType =
            if Self.amounts.contains(name.lowercased()) {
                .decimal
            } else if Self.instants.contains(name.lowercased()) {
                .timestamp
            } else if name.lowercased() == "partition_date" {
                .date
            } else {
                .text
            }
        return Column(name, type, sourceName: header)
    }

    func made(of schema: RawSchema) -> [DerivedColumn] {
        let month = schema.first("invoice.month", "invoice").map {
            DerivedColumn(Column(Self.month, .date), from: $0.name, by: .month(member: "month"))
        }
        let credits = schema.first("credits").map {
            DerivedColumn(Column(Self.credits, .decimal), from: $0.name, by: .sum(member: "amount"))
        }
        return [month, credits].compactMap(\.self)
    }

    func validate(_ schema: RawSchema) throws {
        let needed = ["billing_account_id", "cost", "currency", "usage_start_time"]
        var missing = needed.filter { schema.first($0) == nil }
        if schema.first("invoice.month", "invoice", Self.month) == nil { missing.append("invoice.month") }
        guard missing.isEmpty else {
            throw BillowError(
                .badData, "this GCP billing export has no column \(missing.joined(separator: ", "))",
                hint: "export all columns of the table, nested as they are or with dotted names")
        }
    }

    func control(_ schema: RawSchema) throws -> ControlColumns {
        ControlColumns(
            billed: ["cost"].compactMap { schema.first($0)?.name },
            added: [Self.credits].compactMap { schema.first($0)?.name }, currency: schema.first("currency")?.name,
            usageStart: schema.first("usage_start_time")?.name,
            months: [Self.month].compactMap { schema.first($0)?.name })
    }

    func refusals(_ schema: RawSchema, raw: SQLText) throws -> SQLText? {
        PartitionDays.refusals(schema, exported: "export_time", raw: raw)
    }

    func mapping(_ schema: RawSchema) throws -> Mapping {
        try validate(schema)
        return Mapping(entries: BillingMapping(schema).entries)
    }
}

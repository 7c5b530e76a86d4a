import BillingModel
import BillingSources
import SQLEngine

/// Cost and Usage Report: one row per line item.
///
/// The first version has some 100 to 1,000 columns that come and go. The second has those that somebody chose, and maps
/// (`product`, `resource_tags`, `cost_category`, `discount`) in place of those that came and went.
struct CURDataset: Dataset {
    static let name = "aws-cur"
    static let second = CURDataset(id: "aws-cur2", title: "AWS Cost and Usage Report (CUR 2.0)")

    let id: String
    let title: String
    let delivery = DeliveryMode.replacesPeriod

    init() { self.init(id: Self.name, title: "AWS Cost and Usage Report (CUR v1)") }

    private init(id: String, title: String) {
        self.id = id
        self.title = title
    }

    func column(forHeader header: String, sqlType: String?) -> Column {
        let name = AthenaName.of(header)
        return Column(name, Self.type(of: name, sqlType: sqlType), sourceName: header)
    }

    /// What the column is known to hold, otherwise what a Parquet file says, otherwise text.
    private static func type(of name: String, sqlType: String?) -> ColumnType {
        if CURColumnTypes.decimals.contains(name) { return .decimal }
        if CURColumnTypes.timestamps.contains(name) { return .timestamp }
        return FOCUSLift.type(ofParquet: sqlType)
    }

    func validate(_ schema: RawSchema) throws {
        let needed = [
            ["line_item_line_item_type"],
            CURTerms.costNames,
            ["line_item_usage_start_date", "identity_time_interval"],
            ["bill_billing_period_start_date"],
        ]
        let missing = needed.filter { schema.first($0) == nil }.map { $0.joined(separator: " or ") }
        guard missing.isEmpty else {
            throw BillowError(
                .badData, "this is no AWS Cost and Usage Report: it lacks \(missing.joined(separator: ", "))",
                hint: "include these columns in the report")
        }
    }

    /// The cost as invoiced: net of negotiated discounts where the row has it.
    func control(_ schema: RawSchema) throws -> ControlColumns {
        try validate(schema)
        let billed = CURTerms.costNames.compactMap { schema.first($0) }.filter { $0.type == .decimal }.map(\.name)
        guard !billed.isEmpty else {
            throw BillowError(.badData, "the cost column of an AWS Cost and Usage Report must be decimal")
        }
        return ControlColumns(
            billed: billed, currency: schema.first("line_item_currency_code")?.name,
            usageStart: schema.first("line_item_usage_start_date")?.name,
            months: schema.first("bill_billing_period_start_date").map { [$0.name] } ?? [])
    }

    func mapping(_ schema: RawSchema) throws -> Mapping {
        try validate(schema)
        let terms = CURTerms(schema)
        let entries = CURMapping.entries(terms)
        guard !terms.rewrites.isEmpty || !terms.objects.isEmpty else { return Mapping(entries: entries) }
        var mapping = Mapping(entries: entries, relation: CURRelation.sql(terms))
        var lines = terms
        lines.areLines = true
        mapping.lines = CURRelation.lines(terms, entries: Mapping(entries: CURMapping.entries(lines)).entries)
        return mapping
    }
}

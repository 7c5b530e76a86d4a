import BillingModel
import BillingSources

/// Actual cost and usage exports as CSV or Parquet, of every agreement: EA, MCA, MPA and pay-as-you-go.
package struct AzureActualDataset: Dataset {
    static let id = "azure-actual"

    package init() {}

    package var id: String { Self.id }
    package var title: String { "Azure actual cost export" }
    package var delivery: DeliveryMode { .replacesPeriod }

    package func column(forHeader header: String, sqlType: String?) -> Column {
        let english = AzureHeader.english(header)
        if let known = AzureColumns.byName[english.lowercased()] {
            return Column(known.name, known.type, sourceName: header)
        }
        let type = FOCUSLift.type(ofParquet: sqlType)
        return Column(FOCUSLift.lakeName(english), type == .map ? .text : type, sourceName: header)
    }

    package func validate(_ schema: RawSchema) throws {
        let names = AzureColumns(schema)
        if names.day == nil, schema.first("UsageDateTime", "UsageDate") != nil { throw Self.legacySchema(source: nil) }
        let missing = [
            names.day == nil ? "Date" : nil, names.cost == nil ? "CostInBillingCurrency" : nil,
            names.currency == nil ? "BillingCurrency" : nil,
        ].compactMap { $0 }
        guard missing.isEmpty else {
            throw BillowError(
                .badData, "this Azure cost export has no column \(missing.joined(separator: ", "))",
                hint: "recreate the export with all columns, then let it run again")
        }
    }

    package func control(_ schema: RawSchema) throws -> ControlColumns {
        let names = AzureColumns(schema)
        return ControlColumns(
            billed: names.cost.map { [$0.name] } ?? [], currency: names.currency?.name, usageStart: names.day?.name,
            // Billing cycles of pay-as-you-go begin in mid-month; its exports are cut by day.
            months: [schema.first("BillingPeriodStartDate"), names.day].compactMap { $0?.name })
    }

    package func mapping(_ schema: RawSchema) throws -> Mapping {
        try validate(schema)
        return Mapping(entries: AzureActualMapping(AzureColumns(schema)).entries())
    }

    /// The old pay-as-you-go schema says neither account nor kind of charge: what it holds cannot be told apart from
    /// newer exports of the same month, so it is rejected.
    static func legacySchema(source: String?) -> BillowError {
        BillowError(
            .badData, "legacy UsageDateTime schema: this Azure export has the old pay-as-you-go columns",
            hint: "recreate the export in Cost Management with the newest dataset version, which has a Date column",
            source: source)
    }
}

import BillingModel
import BillingSources
import SQLEngine

/// Actual cost and usage exports as CSV or Parquet, of every agreement: EA, MCA, MPA and pay-as-you-go,
/// which has had columns of its own (UsageDateTime, PreTaxCost).
package struct AzureActualDataset: PairedDataset {
    static let id = "azure-actual"

    package init() {}

    package var id: String { Self.id }
    package var title: String { "Azure actual cost export" }
    package var delivery: DeliveryMode { .replacesPeriod }
    package var bill: String { Self.id }

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
            months: [schema.first("BillingPeriodStartDate"), names.day].compactMap { $0?.name },
            boundaries: AzureColumns.boundaries.compactMap { schema.first($0)?.name })
    }

    package func mapping(_ schema: RawSchema) throws -> Mapping {
        try validate(schema)
        return Mapping(entries: AzureActualMapping(AzureColumns(schema)).entries())
    }

    /// All but covered usage that costs nothing here: the amortised export tells it. What is billed stays.
    package func share(_ schema: RawSchema) throws -> SQLText {
        AzureActualMapping(AzureColumns(schema)).isNotCovered
    }

    package func foreign(_ schema: RawSchema) throws -> SQLText {
        AzureActualMapping(AzureColumns(schema)).isUnused
    }
}

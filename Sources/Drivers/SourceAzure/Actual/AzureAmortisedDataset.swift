import BillingModel
import BillingSources
import SQLEngine

/// Amortised cost exports: the columns of actual ones, with the price of reservations and savings plans spread over the
/// usage that they cover, and over what they leave unused.
package struct AzureAmortisedDataset: PairedDataset {
    static let id = "azure-amortised"
    private let actual = AzureActualDataset()

    package init() {}

    package var id: String { Self.id }
    package var title: String { "Azure amortised cost export" }
    package var delivery: DeliveryMode { .replacesPeriod }
    package var form: CostForm { .amortised }
    package var bill: String { AzureActualDataset.id }

    package func column(forHeader header: String, sqlType: String?) -> Column {
        actual.column(forHeader: header, sqlType: sqlType)
    }

    package func validate(_ schema: RawSchema) throws { try actual.validate(schema) }

    package func control(_ schema: RawSchema) throws -> ControlColumns {
        let control = try actual.control(schema)
        return ControlColumns(
            billed: control.billed, currency: control.currency, usageStart: control.usageStart, months: control.months,
            boundaries: control.boundaries,
            unbilled: AzureActualMapping.sharesOfCommitments.compactMap { rows in
                schema.first(rows.column).map { .init(column: $0.name, values: rows.values) }
            })
    }

    package func mapping(_ schema: RawSchema) throws -> Mapping {
        try validate(schema)
        return Mapping(entries: AzureActualMapping(AzureColumns(schema), isAmortised: true).entries())
    }

    /// What commitments cover and leave unused: all else is in the actual export.
    package func share(_ schema: RawSchema) throws -> SQLText {
        AzureActualMapping(AzureColumns(schema), isAmortised: true).isShareOfCommitment
    }

    package func foreign(_ schema: RawSchema) throws -> SQLText {
        AzureActualMapping(AzureColumns(schema), isAmortised: true).isCommitmentPurchase
    }
}

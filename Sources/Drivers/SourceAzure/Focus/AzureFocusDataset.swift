import BillingModel
import BillingSources

/// FOCUS cost exports, 1.0-preview to 1.2: Parquet or CSV, a month per run.
package struct AzureFocusDataset: Dataset {
    static let id = "azure-focus"

    package init() {}

    package var id: String { Self.id }
    package var title: String { "Azure FOCUS cost export" }
    package var delivery: DeliveryMode { .replacesPeriod }
    package var form: CostForm { .focus }

    /// The provider's own columns that are no text, for CSV files, which name no types.
    private static let types: [String: ColumnType] = [
        "x_billedcostinusd": .decimal, "x_billedunitprice": .decimal, "x_billingexchangerate": .decimal,
        "x_contractedcostinusd": .decimal, "x_effectivecostinusd": .decimal, "x_effectiveunitprice": .decimal,
        "x_listcostinusd": .decimal, "x_ondemandcost": .decimal, "x_ondemandcostinusd": .decimal,
        "x_ondemandunitprice": .decimal, "x_pricingblocksize": .decimal, "x_billingexchangeratedate": .timestamp,
        "x_serviceperiodstart": .timestamp, "x_serviceperiodend": .timestamp, "x_skuiscrediteligible": .boolean,
    ]

    package func column(forHeader header: String, sqlType: String?) -> Column {
        let column = FOCUSLift.column(forHeader: header, sqlType: sqlType)
        guard let type = Self.types[column.name.lowercased()] else { return column }
        return Column(column.name, type, sourceName: column.sourceName)
    }

    package func validate(_ schema: RawSchema) throws { try FOCUSLift.validate(schema) }

    package func control(_ schema: RawSchema) throws -> ControlColumns { FOCUSLift.control(schema) }

    package func mapping(_ schema: RawSchema) throws -> Mapping {
        let own: [(from: String, to: String)] = [
            ("x_InvoiceId", "InvoiceId"), ("x_PricingCurrency", "PricingCurrency"), ("x_SkuMeterName", "SkuMeter"),
        ]
        let extras = [
            kept("x_PricingUnitDescription", .text, schema), kept("x_PricingBlockSize", .decimal, schema),
        ].compactMap { $0 }
        return try FOCUSLift.mapping(
            schema, options: FOCUSLift.Options(provider: "Microsoft", renames: own, extras: extras))
    }

    private func kept(_ name: String, _ type: ColumnType, _ schema: RawSchema) -> Mapping.Entry? {
        schema.first(name).map { _ in .custom(name, type, schema.reference(name, type: type), note: "as delivered") }
    }
}

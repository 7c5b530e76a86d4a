import BillingModel
import BillingSources
import SQLEngine

/// FOCUS reports: a file holds the rows that came up since the last one, each row once, corrections as new rows. Files
/// are named by when they were made, hold several days, and may cross months.
package struct OCIFocusDataset: Dataset {
    static let id = "oci-focus"

    package init() {}

    package var id: String { Self.id }
    package var title: String { "OCI FOCUS report" }
    package var delivery: DeliveryMode { .accumulates }
    package var form: CostForm { .focus }

    /// The provider's own columns that are amounts; the others are text.
    private static let amounts: Set<String> = [
        "oci_unitpriceoverage", "oci_billedquantityoverage", "oci_costoverage", "oci_attributedusage",
        "oci_attributedcost",
    ]

    package func column(forHeader header: String, sqlType: String?) -> Column {
        let column = FOCUSLift.column(forHeader: header, sqlType: sqlType)
        guard Self.amounts.contains(Self.bare(column.name).lowercased()) else { return column }
        return Column(column.name, .decimal, sourceName: column.sourceName)
    }

    package func validate(_ schema: RawSchema) throws { try FOCUSLift.validate(schema) }

    package func control(_ schema: RawSchema) throws -> ControlColumns { FOCUSLift.control(schema) }

    package func mapping(_ schema: RawSchema) throws -> Mapping {
        let own = schema.columns.filter { Self.bare($0.name).lowercased().hasPrefix("oci_") }.map { column in
            Mapping.Entry.custom(
                "x_\(Self.bare(column.name))", column.type, "\(name: column.name)", note: "delivered as \(column.name)")
        }
        let extras = [effectiveCost(schema), periodEnd(schema), issuer(schema)].compactMap { $0 } + own
        return try FOCUSLift.mapping(schema, options: FOCUSLift.Options(provider: "Oracle", extras: extras))
    }

    /// `x_oci_CostOverage` → `oci_CostOverage`.
    private static func bare(_ name: String) -> String {
        name.lowercased().hasPrefix("x_oci_") ? String(name.dropFirst(2)) : name
    }

    private func effectiveCost(_ schema: RawSchema) -> Mapping.Entry? {
        guard schema.first("EffectiveCost") != nil, schema.first("BilledCost") != nil else { return nil }
        let effective = schema.reference("EffectiveCost", type: .decimal)
        let billed = schema.reference("BilledCost", type: .decimal)
        let commitment = FOCUSLift.present(schema.reference("CommitmentDiscountId"))
        return .focus(
            "EffectiveCost",
            """
            CASE WHEN COALESCE(\(sql: effective), 0) = 0 AND \(sql: commitment) IS NULL THEN \(sql: billed) \
            ELSE COALESCE(\(sql: effective), \(sql: billed)) END
            """,
            note: "BilledCost where it is 0 or null and no commitment is named: the report leaves it unfilled",
            changes: [
                SourceChange(
                    "FromBilledCost",
                    when: """
                        \(sql: effective) IS NULL \
                        OR (\(sql: effective) = 0 AND \(sql: billed) <> 0 AND \(sql: commitment) IS NULL)
                        """)
            ])
    }

    private func periodEnd(_ schema: RawSchema) -> Mapping.Entry? {
        guard schema.first("BillingPeriodEnd") != nil else { return nil }
        let end = schema.reference("BillingPeriodEnd", type: .timestamp)
        return .focus(
            "BillingPeriodEnd",
            """
            CASE WHEN epoch_us(\(sql: end)) % 86400000000 >= 86399000000 \
            THEN make_timestamptz((epoch_us(\(sql: end)) // 1000000 + 1) * 1000000) ELSE \(sql: end) END
            """,
            note: "a period that ends with its last millisecond ends with the month",
            changes: [SourceChange("Rounded", when: "epoch_us(\(sql: end)) % 86400000000 >= 86399000000")])
    }

    private func issuer(_ schema: RawSchema) -> Mapping.Entry? {
        let delivered = FOCUSLift.present(schema.reference("InvoiceIssuerName", "InvoiceIssuer"))
        return .focus(
            "InvoiceIssuerName", "COALESCE(\(sql: delivered), 'Oracle')", note: "Oracle where empty",
            changes: [SourceChange("Assumed", when: "\(sql: delivered) IS NULL")])
    }
}

import BillingModel
import BillingSources
import TestEngine
import Testing

@testable import SourceGCP

@Suite("GCP's FOCUS export") struct FocusMappingTests {
    private func map(_ row: [String: String]) async throws -> [String: String] {
        let dataset = FocusDataset()
        let schema = RawSchema(row.keys.sorted().map { dataset.column(forHeader: $0, sqlType: nil) })
        let found = try await MappedRows.map(try dataset.mapping(schema), columns: schema.columns, rows: [row])
        return try #require(found.first)
    }

    @Test(.needsDuckDB) func `values are mended, tags gathered`() async throws {
        let found = try await map([
            "BilledCost": "1.5", "EffectiveCost": "1.5", "BillingCurrency": "USD", "BillingAccountId": "01-AB",
            "BillingPeriodStart": "2025-10-01 07:00:00+00", "BillingPeriodEnd": "2025-10-31 00:00:00+00",
            "ChargePeriodStart": "2025-10-05 00:00:00+00", "ChargeCategory": "usage", "ChargeClass": "correction",
            "PricingCategory": "committed", "ServiceName": "BigQuery", "SubAccountId": "01-AB", "x_Project.Id": "shop",
            "x_Project.Name": "Shop", "x_Labels": #"[{"Key":"env","Value":"prod"}]"#,
            "x_Tags": #"[{"Key":"cc","Value":"7","x_Inherited":true,"x_Namespace":"o"}]"#,
            "x_ProjectLabels": #"[{"Key":"team","Value":"web"}]"#, "x_SystemLabels": "[]",
            "x_Credits": #"[{"Name":"n","Amount":-1}]"#, "x_CostType": "regular",
            "x_ExportTime": "2025-10-06 00:00:00+00",
        ])
        let expected = [
            "BilledCost": "1.500000000000000000", "ChargeCategory": "Usage", "ChargeClass": "Correction",
            "PricingCategory": "Committed", "BillingPeriodStart": "2025-10-01 00:00:00+00",
            "BillingPeriodEnd": "2025-11-01 00:00:00+00", "ServiceCategory": "Databases", "SubAccountId": "shop",
            "SubAccountName": "Shop", "InvoiceIssuerName": "Google Cloud", "ProviderName": "Google Cloud",
            "Tags": "{env=prod, o/cc=7, 'project:team'=web}", "x_CostType": "regular",
            "x_ExportTime": "2025-10-06 00:00:00+00",
        ]
        for (name, value) in expected { #expect(found[name] == value, "\(name): \(found[name] ?? "null")") }
    }

    @Test(.needsDuckDB) func `the view of 2024 has one list of tags`() async throws {
        let found = try await map([
            "BilledCost": "1", "BillingCurrency": "USD", "ChargePeriodStart": "2025-10-05 00:00:00+00",
            "Tags": #"[{"key":"a","value":"1","x_type":"label"},{"key":"a","value":"2","x_type":"project_label"}]"#,
            "ChargeCategory": "tax",
        ])
        #expect(found["Tags"] == "{a=1, 'project:a'=2}" && found["ChargeCategory"] == "Tax")
    }
}

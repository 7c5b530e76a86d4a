import BillingModel
import BillingSources
import Testing

@testable import SourceAWS

@Suite struct FOCUSExportTests {
    private let header = [
        "BilledCost", "EffectiveCost", "ListCost", "ContractedCost", "BillingCurrency", "BillingPeriodStart",
        "BillingPeriodEnd", "ChargePeriodStart", "ChargePeriodEnd", "ChargeCategory", "ProviderName", "ServiceName",
        "Tags", "x_CostCategories", "x_UsageType", "x_ServiceCode",
    ]

    private func line(_ changes: [String: String]) -> [String: String] {
        [
            "BilledCost": "1.5", "EffectiveCost": "1.25", "ListCost": "2", "ContractedCost": "1.75",
            "BillingCurrency": "USD", "BillingPeriodStart": "2025-09-01 00:00:00+00",
            "BillingPeriodEnd": "2025-10-01 00:00:00+00", "ChargePeriodStart": "2025-09-02 00:00:00+00",
            "ChargePeriodEnd": "2025-09-03 00:00:00+00", "ChargeCategory": "Usage", "ServiceName": "EC2",
        ].merging(changes) { _, new in new }
    }

    @Test func `an export of FOCUS 1.0 as CSV`() async throws {
        let lines = [
            line([
                "ProviderName": "AWS", "Tags": #"{"user_team":"a"}"#, "x_CostCategories": #"{"env":"prod"}"#,
                "x_UsageType": "USE1-BoxUsage:t3.large", "x_ServiceCode": "AmazonEC2",
            ]),
            line(["x_UsageType": "Multi-AZUsage:db.r6g.xlarge", "BilledCost": "4.0E-7"]),
            line(["x_UsageType": "TimedStorage-ByteHrs"]),
        ]
        let found = try await FOCUSRows(FOCUSExportDataset(), header: header, lines: lines)
        let rows = found.rows
        try #require(rows.count == 3)
        #expect(found.billed == "3.000000400000000000" && found.rawBilled == found.billed)
        #expect(rows.map(costs) == ["1.5 / 1.25 / 2 / 1.75", "0.0000004 / 1.25 / 2 / 1.75", "1.5 / 1.25 / 2 / 1.75"])
        #expect(rows.map { $0["x_instance_type"] } == ["t3.large", "db.r6g.xlarge", nil])
        #expect(rows.map { $0["ProviderName"] } == ["AWS", "AWS", "AWS"])
        #expect(rows[0]["Tags"] == "{user_team=a}" && rows[0]["x_CostCategories"] == "{env=prod}")
        #expect(rows[0]["x_ServiceCode"] == "AmazonEC2" && rows[1]["x_CostCategories"] == nil)
    }

    @Test func `columns have FOCUS's types, as CSV and as Parquet`() throws {
        let dataset = FOCUSExportDataset()
        #expect(dataset.column(forHeader: "BilledCost", sqlType: "DOUBLE").type == .decimal)
        #expect(dataset.column(forHeader: "Tags", sqlType: "MAP(VARCHAR, VARCHAR)").type == .map)
        #expect(dataset.column(forHeader: "Tags", sqlType: nil).type == .text)
        #expect(throws: BillowError.self) {
            try dataset.control(RawSchema([dataset.column(forHeader: "ListCost", sqlType: nil)]))
        }
    }
}

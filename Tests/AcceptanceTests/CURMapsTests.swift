import Foundation
import Pipeline
import SQLEngine
import Testing

/// CUR 2.0 as Data Exports deliver it, and the first version as Parquet.
@Suite("Cost and usage reports with maps") struct CURMapsTests {
    /// Each line-item type that changes what a row costs: 21.5 billed, 8.625 effective.
    private static let rows: SQLText = """
        (VALUES ('Usage', 2.5, NULL, NULL, NULL, NULL, NULL), ('Tax', 1, NULL, NULL, NULL, NULL, NULL),
        ('SavingsPlanCoveredUsage', 4, 2.25, NULL, NULL, NULL, NULL),
        ('SavingsPlanNegation', -4, NULL, NULL, NULL, NULL, NULL),
        ('SavingsPlanRecurringFee', 3, NULL, 3, 2.25, NULL, NULL),
        ('DiscountedUsage', 0, NULL, NULL, NULL, 1.5, NULL), ('RIFee', 5, NULL, NULL, NULL, NULL, 0.625),
        ('Fee', 10, NULL, NULL, NULL, NULL, NULL)) t(kind, cost, covered, total, used, reserved, unused)
        """

    private static func select(_ map: SQLText, product: SQLText) -> SQLText {
        """
        SELECT kind AS line_item_line_item_type, cost::DOUBLE AS line_item_unblended_cost,
        'USD' AS line_item_currency_code, '000000000042' AS line_item_usage_account_id,
        '001234567890' AS bill_payer_account_id, TIMESTAMP '2025-09-01' AS bill_billing_period_start_date,
        TIMESTAMP '2025-10-01' AS bill_billing_period_end_date,
        TIMESTAMP '2025-09-02 03:00:00' AS line_item_usage_start_date,
        TIMESTAMP '2025-09-02 04:00:00' AS line_item_usage_end_date,
        covered::DOUBLE AS savings_plan_savings_plan_effective_cost,
        total::DOUBLE AS savings_plan_total_commitment_to_date, used::DOUBLE AS savings_plan_used_commitment,
        CASE WHEN kind LIKE 'Savings%' THEN 'arn:sp' END AS savings_plan_savings_plan_a_r_n,
        CASE WHEN kind IN ('Fee', 'RIFee', 'DiscountedUsage') THEN 'arn:ri' END AS reservation_reservation_a_r_n,
        reserved::DOUBLE AS reservation_effective_cost, unused::DOUBLE AS reservation_unused_recurring_fee,
        'AmazonEC2' AS line_item_product_code, \(sql: product), \(sql: map) FROM \(sql: rows)
        """
    }

    private static let maps = select(
        "MAP {'user_team': 'a'} AS resource_tags", product: "MAP {'product_name': 'Compute', 'sku': 'S'} AS product")

    private static let manifest = """
        {"exportName": "daily", "executionId": "run-1",
         "exportArn": "arn:aws:bcm-data-exports:us-east-1:001234567890:export/daily-1",
         "columns": [{"name": "line_item_line_item_type"}, {"name": "product"}],
         "dataFiles": ["s3://b/daily/data/BILLING_PERIOD=2025-09/daily-00001.FORMAT"]}
        """

    private func expect(_ scratch: Scratch, source: String, run: String) async throws {
        #expect(try await scratch.ingest().lines == ["landed 2025-09 \(run) #1"])
        try await scratch.expectLake(try Oracle.folder(scratch.exports))
        let found = try await scratch.query(
            """
            SELECT x_source, sum(BilledCost), sum(EffectiveCost), any_value(ServiceName), any_value(Tags['team'])
            FROM focus GROUP BY 1
            """)
        #expect(found == [[source, "21.500000000000000000", "8.625000000000000000", "Compute", "a"]])
    }

    @Test(.enabled(if: Python.canBeCalled, Python.comment))
    func `maps in Parquet`() async throws {
        let scratch = try Scratch()
        let folder = "daily/data/BILLING_PERIOD=2025-09"
        try await scratch.writeParquet(Self.maps, to: "\(folder)/daily-00001.snappy.parquet")
        try scratch.write(
            Self.manifest.replacing("FORMAT", with: "snappy.parquet"),
            to: "daily/metadata/BILLING_PERIOD=2025-09/daily-Manifest.json")
        try await expect(scratch, source: "aws-cur2", run: "run-1")
    }

    @Test(.enabled(if: Python.canBeCalled, Python.comment))
    func `maps as JSON in CSV`() async throws {
        let scratch = try Scratch()
        let path = "daily/data/BILLING_PERIOD=2025-09/daily-00001.csv.gz"
        try await scratch.writeParquet(Self.maps, to: "maps.parquet")
        let file = scratch.exports.appendingPathComponent("daily.csv").path
        let parquet = scratch.exports.appendingPathComponent("maps.parquet").path
        try await scratch.workbench.session().execute(
            """
            COPY (SELECT * REPLACE (to_json(product) AS product, to_json(resource_tags) AS resource_tags)
            FROM read_parquet(\(parquet))) TO \(file) (FORMAT csv, HEADER)
            """)
        try scratch.write(try gzip(try scratch.bytes("daily.csv")), to: path)
        for name in ["daily.csv", "maps.parquet"] { try scratch.remove(name) }
        try scratch.write(
            Self.manifest.replacing("FORMAT", with: "csv.gz"),
            to: "daily/metadata/BILLING_PERIOD=2025-09/daily-Manifest.json")
        try await expect(scratch, source: "aws-cur2", run: "run-1")
    }

    @Test("the first version as Parquet, in folders of years and months", .enabled(if: Python.canBeCalled))
    func firstVersion() async throws {
        let scratch = try Scratch()
        let select = Self.select(
            "'a' AS resource_tags_user_team", product: "'Compute' AS product_product_name, 'S' AS product_sku")
        let path = "p/daily/daily/year=2025/month=9/daily-00001.snappy.parquet"
        try await scratch.writeParquet(select, to: path)
        try scratch.write(
            """
            {"assemblyId": "run-1", "account": "001234567890", "reportName": "daily", "compression": "Parquet",
             "contentType": "Parquet", "reportKeys": ["\(path)"],
             "billingPeriod": {"start": "20250901T000000.000Z", "end": "20251001T000000.000Z"}}
            """, to: "p/daily/20250901-20251001/daily-Manifest.json")
        try await expect(scratch, source: "aws-cur", run: "run-1")
    }

    @Test func `files without a manifest are told by their columns`() async throws {
        let scratch = try Scratch()
        try await scratch.writeParquet(Self.maps, to: "one/daily-00001.snappy.parquet")
        let runs = try await scratch.ingest().runs
        #expect(runs.map(\.source) == ["aws-cur2"] && runs.map(\.export) == ["daily@001234567890"])
    }
}

import BillingModel
import BillingSources
import ObjectStorage
import Testing

@testable import SourceAWS

@Suite struct RecognitionTests {
    private let source = AWSSource()

    @Test(
        .enabled(if: Samples.areThere, "needs ../shared/samples beside the package"),
        arguments: [
            ("test_cur.csv", "test_cur@6838635603105", "2018-06"),
            ("2023-06-01.csv", "2023-06-01@0099999999999", "2023-06"),
            ("2023-06-01-not-final.csv", "2023-06-01-not-final@9999999999999", "2023-06"),
            ("2022-07-01-alt-columns.csv", "2022-07-01-alt-columns@999999", "2022-07"),
            ("empty_frame.csv", "empty_frame", ""),
        ])
    func samples(_ path: String, _ export: String, _ period: String) throws {
        let probe = try Samples.probe(path)
        let found = try #require(try source.recognise(probe))
        #expect(found.dataset == "aws-cur" && found.export == export)
        #expect(found.period?.description ?? "" == period)
        #expect(found.group == nil)
        let dataset = try #require(source.datasets.first { $0.id == found.dataset })
        let schema = RawSchema(probe.header.map { dataset.column(forHeader: $0, sqlType: nil) })
        try dataset.validate(schema)
        #expect(try dataset.control(schema).billed == ["line_item_unblended_cost"])
        #expect(try dataset.control(schema).currency == "line_item_currency_code")
    }

    @Test(arguments: [
        ("x/daily-00001.csv.gz", "daily", true), ("x/daily-2.csv", "daily", true), ("x/daily.csv", "daily", false),
        ("x/daily-11112222-3333-4444-5555-666677778888-1.csv.gz", "daily", true),
        ("x/11112222-3333-4444-5555-666677778888.csv", "x", false), ("x/2023-06-01.csv", "2023-06-01", false),
        ("x/focus-1-0-preview-export-00001.snappy.parquet", "focus-1-0-preview-export", true),
    ])
    func stems(_ path: String, _ export: String, _ isPart: Bool) throws {
        let stem = FileStem(try ObjectKey(path))
        #expect(stem.export == export && stem.isPart == isPart)
    }

    private func focus(_ path: String, header: [String], row: [String?]?) throws -> Recognition? {
        try source.recognise(FileProbe(object: summary(path), format: .parquet, header: header, firstRow: row))
    }

    @Test func `numbered FOCUS files of a folder are one delivery`() throws {
        let header = ["BilledCost", "BillingAccountId", "BillingPeriodStart", "ChargePeriodStart", "ProviderName"]
        let row = ["1", "001234567890", "2024-06-01 00:00:00", "2024-06-02 00:00:00", "AWS"]
        func part(_ month: String, _ number: Int) throws -> Recognition {
            let path = "aws/BILLING_PERIOD=\(month)/focus-1-0-preview-export-0000\(number).snappy.parquet"
            return try #require(try focus(path, header: header, row: row))
        }
        let first = try part("2024-06", 1)
        #expect(first.dataset == "aws-focus" && first.export == "focus-1-0-preview-export@001234567890")
        #expect(first.period == BillingPeriod("2024-06"))
        let second = try part("2024-06", 2)
        #expect(first.group != nil && first.group == second.group)
        #expect(try part("2024-07", 1).group != first.group)
    }

    @Test func `FOCUS of others is left to them`() throws {
        let header = [
            "BilledCost", "BillingPeriodStart", "ChargePeriodStart", "ProviderName", "x_ServiceCode", "x_UsageType",
        ]
        let others = ["1", "2024-06-01", "2024-06-02", "Microsoft", "a", "b"]
        #expect(try focus("a.parquet", header: header, row: others)?.dataset == nil)
        let unnamed = ["1", "2024-06-01", "2024-06-02", nil, "a", "b"]
        #expect(try focus("a.parquet", header: header, row: unnamed)?.period == BillingPeriod("2024-06"))
        #expect(try focus("a.parquet", header: header, row: nil)?.period == nil)
        #expect(try focus("a.parquet", header: Array(header.prefix(3)), row: nil)?.dataset == nil)
        #expect(try focus("a.parquet", header: ["id", "cost"], row: ["1", "2"])?.dataset == nil)
    }
}

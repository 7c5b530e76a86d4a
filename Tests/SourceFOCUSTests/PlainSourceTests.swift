import BillingModel
import BillingSources
import ObjectStorage
import Testing

@testable import SourceFOCUS

@Suite struct PlainSourceTests {
    private static let header = [
        "BilledCost", "BillingAccountId", "BillingCurrency", "BillingPeriodStart", "ChargePeriodStart", "ProviderName",
    ]
    private static let row = [
        "BillingAccountId": "acme", "BillingPeriodStart": "2025-10-01T00:00:00Z",
        "ChargePeriodStart": "2025-09-30T00:00:00Z", "ProviderName": "Data & Dogs, Inc.",
    ]

    private func recognise(
        _ header: [String] = header, _ row: [String: String]? = row, path: String = "costs.csv"
    ) throws -> Recognition? {
        let object = ObjectSummary(key: try ObjectKey(path), sizeBytes: 1, modifiedMicros: 0, etag: "")
        let cells = row.map { row in header.map { row[$0] } }
        return try PlainSource().recognise(FileProbe(object: object, format: .csv, header: header, firstRow: cells))
    }

    @Test func filesAreRecognisedByTheirHeader() throws {
        let found = try #require(try recognise())
        #expect(found.dataset == "plain-focus" && found.export == "data-dogs-inc-costs@acme" && found.group == nil)
        #expect(found.period == BillingPeriod(year: 2025, month: 10))
        let named = try recognise(path: "exports/data-dogs-inc/data-dogs-inc-2025-10.csv")
        #expect(named?.export == "data-dogs-inc@acme", "a provider is named once")
        #expect(try recognise(Self.header.map { $0.lowercased() }, nil)?.period == nil)
        for missing in ["BilledCost", "BillingCurrency", "ChargePeriodStart"] {
            #expect(try recognise(Self.header.filter { $0 != missing }) == nil, "without \(missing)")
        }
        #expect(try recognise(Self.header + ["x_run", "x_generation", "x_row"]) == nil, "rows of a lake")
    }

    @Test func theMonthIsThatOfTheBillElseOfTheCharge() throws {
        let without = Self.header.filter { $0 != "BillingPeriodStart" }
        #expect(try recognise(without)?.period == BillingPeriod(year: 2025, month: 9))
        let american = Self.row.merging(["BillingPeriodStart": "10/1/2025"]) { $1 }
        #expect(try recognise(Self.header, american)?.period == BillingPeriod(year: 2025, month: 10))
        #expect(try recognise(Self.header, ["BillingPeriodStart": "October"])?.period == nil)
    }

    @Test(
        arguments: [
            ("costs.csv", "costs", nil), ("a/costs-2025-10.csv.gz", "costs", nil), ("costs_20251001.csv", "costs", nil),
            ("costs-2025-10-01.csv", "costs", nil), ("a/costs-00002.csv", "costs", "a|costs"),
            ("costs-2025-10-00002.csv.gz", "costs", "|costs-2025-10"), ("costs_part3.csv", "costs", "|costs"),
            ("costs.part-3.csv", "costs", "|costs"),
            ("dog/BILLING_PERIOD=2025-10/000000000002.parquet", "dog", "dog/BILLING_PERIOD=2025-10|"),
            ("dog/2025-10/3.csv", "dog", "dog/2025-10|"), ("dog/202510.csv", "dog", nil),
            ("202510010000.csv", "focus", nil),
            ("dog/part-00002.snappy.parquet", "dog", "dog|"),
            (
                "dog/part-00002-16e57707-f9e3-49be-8be6-b84e684b5194-c000.csv", "dog",
                "dog|16e57707-f9e3-49be-8be6-b84e684b5194-c000"
            ),
            ("costs-16e57707-f9e3-49be-8be6-b84e684b5194.csv", "costs", nil),
        ] as [(String, String, String?)])
    func names(path: String, stem: String, group: String?) throws {
        let name = DeliveredName(try ObjectKey(path))
        #expect(name.stem == stem)
        #expect(name.group == group)
    }

    @Test func everyVersionIsTold() throws {
        let dataset = PlainDataset()
        func version(_ names: String...) throws -> String? {
            let columns = (Self.header + names).map { dataset.column(forHeader: $0, sqlType: nil) }
            return try dataset.mapping(RawSchema(columns)).entries.first { $0.column.name == "x_focus_version" }
                .map { "\($0.sql)" }
        }
        #expect(try version("ChargeSubcategory")?.contains("1.0-preview") == true)
        #expect(try version("SkuMeter")?.contains("1.1") == true)
        #expect(try version("InvoiceId")?.contains("1.2") == true)
        #expect(try version("ServiceProviderName", "ContractApplied")?.contains("1.3") == true)
    }
}

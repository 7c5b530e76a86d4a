import BillingModel
import BillingSources
import Foundation
import ObjectStorage
import Testing

@testable import SourceAzure

@Suite struct RecogniseTests {
    private func probe(_ path: String, _ header: [String], _ row: [String?]?, format: FileFormat = .csv) throws
        -> FileProbe
    {
        let object = ObjectSummary(key: try ObjectKey(path), sizeBytes: 1, modifiedMicros: 0, etag: "")
        return FileProbe(object: object, format: format, header: header, firstRow: row)
    }

    private let actual = [
        "BillingAccountId", "BillingPeriodStartDate", "Date", "MeterCategory", "CostInBillingCurrency",
        "SubscriptionId",
    ]

    @Test func actualCostWithoutManifest() throws {
        let path = "cost/daily/20231001-20231031/costreport_a243c6f2-199f-4074-9a2c-40e671cf1584.csv"
        let found = try AzureSource().recognise(probe(path, actual, ["77", "10/01/2023", "9/30/2023", "x", "1", "s"]))
        #expect(found?.dataset == "azure-actual" && found?.export == "costreport@77" && found?.group == nil)
        #expect(found?.period == BillingPeriod(year: 2023, month: 10))
    }

    @Test(arguments: ["part_0_0001.csv", "part_1_0001.csv.gz", "000001.csv"])
    func partsFormAGroup(name: String) throws {
        let folder = "cost/daily/20231001-20231031/202310020500/73746dc5-5dcc-4b83-b340-bb1bd2b1ca30"
        let found = try AzureSource().recognise(
            probe("\(folder)/\(name)", actual, [nil, nil, "9/2/2023", "x", "1", "S1"]))
        #expect(found?.export == "daily@S1" && found?.group?.hasPrefix(folder) == true)
        #expect(found?.period == BillingPeriod(year: 2023, month: 9))
    }

    @Test func localisedHeadersAreRead() throws {
        let header = [
            "Abonnement-GUID (SubscriptionGuid)", "Datum (Date)", "Kategorie (MeterCategory)", "Kosten (PreTaxCost)",
            "Currency",
        ]
        let found = try AzureSource().recognise(
            probe("a.csv", header, ["2639DE71-CA37-4A17-A104-17665A50E7FC", "2021-02-02", "x", "1", "EUR"]))
        #expect(found?.export == "a@2639de71-ca37-4a17-a104-17665a50e7fc")
        #expect(
            AzureActualDataset().column(forHeader: "Kosten (PreTaxCost)", sqlType: nil)
                == Column("PreTaxCost", .decimal, sourceName: "Kosten (PreTaxCost)"))
        #expect(AzureHeader.english("Preis (in €)") == "Preis (in €)")
    }

    @Test func focusWithoutManifest() throws {
        let header = [
            "BilledCost", "BillingCurrency", "ChargePeriodStart", "BillingPeriodStart", "BillingAccountId",
            "x_SkuMeterId",
        ]
        let row = [
            "1", "USD", "2025-02-03T00:00Z", "2025-02-01T00:00Z",
            "/providers/Microsoft.Billing/billingAccounts/8611537", "m",
        ]
        let found = try AzureSource().recognise(
            probe("focus/part_0_0001.snappy.parquet", header, row, format: .parquet))
        #expect(found?.dataset == "azure-focus" && found?.export == "focus@8611537" && found?.group != nil)
        #expect(found?.period == BillingPeriod(year: 2025, month: 2))
        #expect(
            try AzureSource().recognise(probe("a.csv", Array(header.dropLast()), row.dropLast())) == nil,
            "another cloud's")
    }

    @Test(arguments: [
        ["lineItem/UsageStartDate", "lineItem/UnblendedCost"], ["Date", "Cost"], [],
        ["lineItem/referenceNo", "cost/myCost"],
    ])
    func othersAreNotAzures(header: [String]) throws {
        #expect(try AzureSource().recognise(probe("a.csv", header, nil)) == nil)
    }

    /// Every header that was collected; the samples lie beside the repository, or nowhere.
    @Test(.enabled(if: Samples.folder != nil, "no sample exports beside the repository"))
    func everySampleHeader() throws {
        let folder = try #require(Samples.folder)
        var kinds: [String: Int] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder)
        where path.hasSuffix(".csv") && !path.contains("open-data") {
            let (header, row) = try Samples.read("\(folder)/\(path)")
            let found = try AzureSource().recognise(try probe(path, header, row))
            let wanted = path.contains("Amortized") ? "azure-amortised" : "azure-actual"
            #expect(found?.dataset == wanted, "\(path)")
            #expect(row == nil || found?.period != nil, "\(path)")
            kinds[wanted, default: 0] += 1
        }
        #expect(kinds["azure-actual", default: 0] >= 14 && kinds["azure-amortised"] == 1)
    }
}

private enum Samples {
    static let folder: String? = {
        var place = URL(fileURLWithPath: #filePath)
        while place.path != "/" {
            place.deleteLastPathComponent()
            let samples = place.appendingPathComponent("shared/samples/azure").path
            if FileManager.default.fileExists(atPath: samples) { return samples }
        }
        return nil
    }()

    /// Header and first row of a CSV whose first two records have no line break inside.
    static func read(_ path: String) throws -> ([String], [String?]?) {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let lines = text.split(whereSeparator: \.isNewline).map(String.init)
        let header = cells(lines.first ?? "").map { $0.hasPrefix("\u{FEFF}") ? String($0.dropFirst()) : $0 }
        return (header, lines.count > 1 ? cells(lines[1]).map { $0.isEmpty ? nil : $0 } : nil)
    }

    private static func cells(_ line: String) -> [String] {
        var cells = [""]
        var isQuoted = false
        for character in line {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: cells.append("")
            default: cells[cells.count - 1].append(character)
            }
        }
        return cells
    }
}

import BillingModel
import Foundation
import Testing

@testable import Sampling

@Suite struct OCISampleTests {
    @Test func filesAreADaysRowsAndWhatCameLate() async throws {
        let sample = SampleOnDisk()
        try await sample.write(sample.request(providers: ["oci"], isComplete: false))
        let paths = try sample.paths()
        #expect(paths.count == 30 + 31 + 1)
        #expect(paths.allSatisfy { $0.wholeMatch(of: /oci\/\d{16}-00001\.csv\.gz/) != nil })
        let tables = try paths.map(sample.table)
        let months = tables.map { Set($0.rows.compactMap { $0["BillingPeriodStart"]?.prefix(7) }).sorted() }
        #expect(months.filter { $0 == ["2025-09", "2025-10"] }.count == 1, "one file lies across the month's end")
        #expect(months.first == ["2025-09"])
        #expect(months.last == ["2025-10"])
        for path in paths {
            let text = try sample.text(path)
            #expect(text.utf8.filter { $0 == 10 }.count == text.utf8.filter { $0 == 13 }.count)
        }
    }

    @Test func rowsComeOnceAndCorrectionsPointBack() async throws {
        let sample = SampleOnDisk()
        try await sample.write(sample.request(providers: ["oci"], isComplete: false))
        try await sample.write(sample.request(providers: ["oci"], isComplete: false, regenerate: true))
        let rows = try sample.tables { _ in true }.flatMap(\.rows)
        let references = rows.compactMap { $0["oci_ReferenceNumber"] }
        #expect(Set(references).count == rows.count)
        let corrections = rows.filter { $0["oci_BackReferenceNumber"] != "" }
        #expect(!corrections.isEmpty)
        let known = Set(references)
        for correction in corrections {
            #expect(try known.contains(correction["oci_BackReferenceNumber"].orThrow()))
            #expect(try correction.decimal("BilledCost") <= .zero)
        }
        for row in rows {
            #expect(row["ChargePeriodStart"]?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:00Z/) != nil)
            #expect(row["BillingPeriodStart"]?.hasSuffix("T00:00:00.000Z") == true)
            #expect(try row["ChargePeriodStart"].orThrow().prefix(7) == row["BillingPeriodStart"].orThrow().prefix(7))
            #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data((row["Tags"] ?? "").utf8)) }
        }
    }

    @Test func costReportsMarkCorrectionsByTheirFlagAlone() async throws {
        let sample = SampleOnDisk()
        try await sample.write(sample.request(providers: ["oci"]))
        let paths = try sample.paths { $0.hasPrefix("oci-cost/") }
        #expect(paths.count == 30 + 31 + 1)
        #expect(paths.allSatisfy { $0.wholeMatch(of: /oci-cost\/reports_cost-csv_\d{16}\.csv\.gz/) != nil })
        let rows = try paths.flatMap { try sample.table($0).rows }
        let references = Set(rows.compactMap { $0["lineItem/referenceNo"] })
        #expect(references.count == rows.count)
        for row in rows {
            #expect(row["lineItem/intervalUsageStart"]?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:00Z/) != nil)
            #expect(row["lineItem/intervalUsageEnd"]?.hasSuffix(":00:00Z") == true)
            let isCorrection = row["lineItem/isCorrection"] == "true"
            #expect(try references.contains(row["lineItem/backreferenceNo"].orThrow()) == isCorrection)
            #expect(try !isCorrection || row.decimal("cost/myCost") <= .zero)
        }
        #expect(Set(rows.compactMap { $0["lineItem/isCorrection"] }) == ["true", "false"])
    }
}

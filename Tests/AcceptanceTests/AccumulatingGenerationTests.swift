import Foundation
import Pipeline
import Testing
import Wiring

@Suite("Generations of an export that accumulates")
struct AccumulatingGenerationTests {
    private let period = "2025-10"

    private func write(_ file: Int, months: [String] = ["2025-10"], to scratch: Scratch) throws {
        let header = [
            "BilledCost", "BillingCurrency", "ChargePeriodStart", "BillingPeriodStart", "SubAccountId",
            "oci_ReferenceNumber",
        ]
        let rows = months.map { month in
            ["\(file)", "EUR", "\(month)-02T00:00Z", "\(month)-01T00:00Z", "ocid1.tenancy", "\(file)"]
        }
        try scratch.write(CSVText.make([header] + rows), to: "000\(file)-00001.csv")
    }

    private func ingest(_ scratch: Scratch) async throws -> Ingest {
        let workbench = try scratch.workbench
        return Ingest(
            lake: try workbench.lake(create: false), sources: Workbench.sources, session: try await workbench.session(),
            parquet: workbench.parquet(), nowMillis: Scratch.clock(daysAgo: 0))
    }

    @discardableResult
    private func show(_ number: Int?, _ scratch: Scratch) async throws -> ShownChange {
        let generations = GenerationSwitch(try await ingest(scratch))
        let filter = MonthFilter(export: "focus", period: .init(period))
        defer { scratch.forgetReader() }
        guard let number else { return try await generations.forget(filter, isDryRun: false) }
        return try await generations.rollback(filter, to: number, isDryRun: false)
    }

    @Test("a generation is all that the month held after a landing; later files add to what is shown")
    func timeline() async throws {
        let scratch = try Scratch()
        try write(1, months: ["2025-09", "2025-10"], to: scratch)
        try write(2, to: scratch)
        try await scratch.ingest()
        try write(3, months: ["2025-09", "2025-10"], to: scratch)
        try await scratch.ingest()
        try write(4, to: scratch)
        try await scratch.ingest()
        let history = LakeHistory(lake: try scratch.workbench.lake(create: false))
        let months = try await history.months()
        #expect(months.map { $0.generations.map(\.number) } == [[1, 2, 3], [1, 2]])
        #expect(months[0].generations.map(\.newRuns.count) == [2, 1, 1])
        #expect(try months[0].generations.map { try $0.totals().rows } == [2, 3, 4])

        // Back to after the first landing: the third and the fourth file are held, in October only.
        #expect(try await show(1, scratch).refused == ["0003-00001.csv", "0004-00001.csv"])
        try await scratch.expectBilled(["oci-focus 2025-10 EUR": "3", "oci-focus 2025-09 EUR": "4"])
        let held = try await scratch.ingest()
        #expect(held.runs(.held).map(\.run) == ["0003-00001.csv", "0004-00001.csv"])
        #expect(held.repaired == 0)

        // A new file adds to what is shown, and its generation has a number that was never used.
        try write(5, to: scratch)
        let added = try await scratch.ingest()
        #expect(added.runs(.landed).map(\.generation) == [4])
        try await scratch.expectBilled(["oci-focus 2025-10 EUR": "8", "oci-focus 2025-09 EUR": "4"])

        // Accepted, both land again; September's rows of the third file are not counted twice.
        let accepted = try await scratch.ingest(accepts: true)
        #expect(Set(accepted.runs(.landed).map(\.run)) == ["0003-00001.csv", "0004-00001.csv"])
        try await scratch.expectBilled(["oci-focus 2025-10 EUR": "15", "oci-focus 2025-09 EUR": "4"])
        #expect(try await scratch.ingest().runs(.held).isEmpty)

        try await show(nil, scratch)
        try await scratch.expectBilled(["oci-focus 2025-09 EUR": "4"])
        try await show(5, scratch)
        try await scratch.expectBilled(["oci-focus 2025-10 EUR": "15", "oci-focus 2025-09 EUR": "4"])
        #expect(try await scratch.ingest().repaired == 0)
    }

    @Test("a file that is delivered again with less is held, the others land; --accept takes it")
    func less() async throws {
        let scratch = try Scratch()
        try write(1, months: ["2025-10", "2025-09"], to: scratch)
        try await scratch.ingest()
        try write(1, months: ["2025-10"], to: scratch)
        try write(2, to: scratch)
        let result = try await scratch.ingest()
        #expect(result.runs(.held).map(\.run) == ["0001-00001.csv"], "\(result.lines)")
        #expect(result.runs(.held).first?.reason?.contains("more than half of 1.00 EUR") ?? false)
        #expect(result.runs(.landed).map(\.run) == ["0002-00001.csv"])
        try await scratch.expectBilled(["oci-focus 2025-10 EUR": "3", "oci-focus 2025-09 EUR": "1"])
        let accepted = try await scratch.ingest(accepts: true)
        #expect(accepted.runs(.landed).map(\.run) == ["0001-00001.csv"], "\(accepted.lines)")
        try await scratch.expectBilled(["oci-focus 2025-10 EUR": "3"])
    }
}

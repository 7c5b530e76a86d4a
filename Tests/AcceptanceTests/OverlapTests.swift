import Foundation
import Pipeline
import SQLEngine
import Testing

@Suite("Exports that tell of the same money: all land, one is counted")
struct OverlapTests {
    private static let account = "11111111-1111-1111-1111-111111111111"

    /// Three rows of one euro each, on the 5th, as FOCUS tells them.
    private func focus(_ scratch: Scratch, run: Int, cost: SQLText = "1::DECIMAL(38,18)") async throws {
        let select: SQLText = """
            SELECT * REPLACE ('2025-10-05 00:00:00'::TIMESTAMP AS ChargePeriodStart,
            '2025-10-06 00:00:00'::TIMESTAMP AS ChargePeriodEnd),
            \("/subscriptions/\(Self.account.uppercased())") AS SubAccountId
            FROM (\(sql: FocusParquet.select(cost: cost)))
            """
        try await scratch.writeParquet(select, to: "focus.parquet")
        try FocusParquet.deliver(
            try scratch.bytes("focus.parquet"), month: "2025-10", run: run, rows: 3, to: scratch)
        try scratch.remove("focus.parquet")
    }

    private func actual(_ scratch: Scratch, export: String = "actual", run: Int, days: [Int] = [5]) throws {
        var delivery = AzureDelivery(run: run, folder: "\(export)/20251001-20251031/202601020300/run\(run)")
        delivery.export = export
        delivery.run = "run\(run)"
        delivery.add(rows: days.map { delivery.row(cost: "3", day: $0) })
        try delivery.write(to: scratch)
    }

    @Test("FOCUS is counted instead of actual cost, whichever came first", arguments: [false, true])
    func focusWins(isFocusFirst: Bool) async throws {
        let scratch = try Scratch()
        if isFocusFirst { try await focus(scratch, run: 7) } else { try actual(scratch, run: 1) }
        try await scratch.ingest()
        if isFocusFirst { try actual(scratch, run: 1) } else { try await focus(scratch, run: 7) }
        let result = try await scratch.ingest()
        #expect(result.runs(.landed).count == 1, "\(result.lines)")
        try await scratch.expectBilled(["azure-focus 2025-10 EUR": "3"])
        #expect(try await scratch.rawRows() == ["azure-actual 2025-10": 1, "azure-focus 2025-10": 3])
        let told = try await scratch.query("SELECT source, counted::VARCHAR, reason FROM runs ORDER BY source")
        #expect(told.map { $0[1] } == ["false", "true"])
        #expect(told[0][2]?.hasPrefix("not counted: azure-focus daily@8611537 tells of the same") ?? false, "\(told)")
        let again = try await scratch.ingest()
        #expect(again.runs(.landed).isEmpty && again.repaired == 0, "\(again.lines)")
    }

    @Test("a full month is counted instead of a part of it; without the full month the part is")
    func partial() async throws {
        let scratch = try Scratch()
        try actual(scratch, export: "range", run: 1, days: [5])
        try await scratch.ingest()
        try await scratch.expectBilled(["azure-actual 2025-10 EUR": "3"])
        try actual(scratch, export: "full", run: 2, days: [5, 6, 7])
        try await scratch.ingest()
        try await scratch.expectBilled(["azure-actual 2025-10 EUR": "9"])
    }

    @Test("an account that changes its payer on a day has charges with both, and all are counted")
    func movedAccount() async throws {
        let scratch = try Scratch()
        for payer in ["8611537", "9999999"] {
            var delivery = AzureDelivery(folder: "\(payer)/20251001-20251031/202601020300/run")
            delivery.export = "payer-\(payer)"
            delivery.run = "run-\(payer)"
            delivery.add(rows: [delivery.row(cost: "3")].map { $0[0...1] + [payer] + $0[3...] })
            try delivery.write(to: scratch)
        }
        let result = try await scratch.ingest()
        #expect(result.runs.allSatisfy { $0.isCounted && !$0.leavesOut }, "\(result.runs)")
        try await scratch.expectBilled(["azure-actual 2025-10 EUR": "6"])
    }

    @Test(
        "what is in no sum because the other is counted is told, and the exit code says so", arguments: [false, true])
    func leftOut(isFocusFirst: Bool) async throws {
        let scratch = try Scratch()
        if isFocusFirst { try await focus(scratch, run: 7) } else { try actual(scratch, run: 1, days: [5, 6]) }
        try await scratch.ingest()
        if isFocusFirst { try actual(scratch, run: 1, days: [5, 6]) } else { try await focus(scratch, run: 7) }
        let finished = try Binary.run(scratch, ["ingest", scratch.exports.path, "--output", "json"])
        let output = String(decoding: finished.output, as: UTF8.self)
        #expect(finished.exitCode == 65, "\(output) \(finished.errors)")
        #expect(output.contains("1 days of accounts are in this export alone"), "\(output)")
        try await scratch.expectBilled(["azure-focus 2025-10 EUR": "3"])
    }

    @Test("exports of different subscriptions add up")
    func apart() async throws {
        let scratch = try Scratch()
        try actual(scratch, export: "one", run: 1)
        var second = AzureDelivery(run: 2, folder: "two/20251001-20251031/202601020300/run2")
        second.export = "two"
        second.run = "run2"
        second.add(rows: [second.row(cost: "4", subscription: "22222222-2222-2222-2222-222222222222")])
        try second.write(to: scratch)
        try await scratch.ingest()
        try await scratch.expectBilled(["azure-actual 2025-10 EUR": "7"])
    }

    @Test("what somebody decides holds for all who read and ingest, until it is undone")
    func rules() async throws {
        let scratch = try Scratch()
        try actual(scratch, run: 1)
        try await focus(scratch, run: 7)
        try await scratch.ingest()
        func count(_ arguments: String...) throws -> [String: Bool] {
            let finished = try Binary.run(scratch, ["count"] + arguments + ["--output", "json"])
            #expect(finished.exitCode == 0, "\(finished.errors)")
            let exports = try #require(try finished.json["exports"] as? [[String: Any]])
            return Dictionary(
                uniqueKeysWithValues: exports.map { ($0["source"] as? String ?? "", $0["counted"] as? Bool ?? false) })
        }
        #expect(try count() == ["azure-actual": false, "azure-focus": true])
        #expect(try count("never", "--source", "azure-focus") == ["azure-focus": false])
        scratch.forgetReader()
        try await scratch.expectBilled(["azure-actual 2025-10 EUR": "3"])
        #expect(try await scratch.ingest().repaired == 0)
        #expect(try count("always", "--source", "azure-focus") == ["azure-focus": true])
        scratch.forgetReader()
        try await scratch.expectBilled(["azure-actual 2025-10 EUR": "3", "azure-focus 2025-10 EUR": "3"])
        #expect(try count("auto", "--source", "azure-focus") == ["azure-focus": true])
        scratch.forgetReader()
        try await scratch.expectBilled(["azure-focus 2025-10 EUR": "3"])
    }
}

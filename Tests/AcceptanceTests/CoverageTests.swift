import Foundation
import Pipeline
import Testing

@Suite("Deliveries that have less than what they would replace are held")
struct CoverageTests {
    private static let other = "22222222-2222-2222-2222-222222222222"

    /// Days 5 and 6, two subscriptions.
    private func full(_ delivery: AzureDelivery) -> [[String]] {
        [
            delivery.row(cost: "3"), delivery.row(cost: "4", day: 6),
            delivery.row(cost: "5", day: 6, subscription: Self.other),
        ]
    }

    private func land(_ run: Int, in scratch: Scratch, rows: (AzureDelivery) -> [[String]]) throws -> AzureDelivery {
        var delivery = AzureDelivery(run: run, day: run)
        delivery.add(rows: rows(delivery))
        try delivery.write(to: scratch)
        return delivery
    }

    @Test("a missing day, a missing account, far less cost", arguments: ["day", "account", "cost"])
    func held(lack: String) async throws {
        let scratch = try Scratch()
        _ = try land(1, in: scratch, rows: full)
        try await scratch.ingest()
        let before = try scratch.lakeFiles()
        let less = try land(2, in: scratch) { delivery in
            switch lack {
            case "day": full(delivery).dropFirst() + [delivery.row(cost: "0", day: 5)]
            case "account": [delivery.row(cost: "8"), delivery.row(cost: "4", day: 6)]
            default: full(delivery) + [delivery.row(cost: "-7")]
            }
        }
        let expected = [
            "day": "the days 2025-10-05", "account": "the account \(Self.other)",
            "cost": "more than half of 12.00 EUR billed (it has 5.00)",
        ]
        let held = try await scratch.ingest()
        #expect(held.runs(.held).map(\.run) == [less.run], "\(held.lines)")
        let reason = try #require(held.runs(.held).first?.reason)
        #expect(reason.contains(try #require(expected[lack])) && reason.contains("--accept"), "\(reason)")
        #expect(try scratch.lakeFiles() == before)
        try await scratch.expectBilled(["azure-actual 2025-10 EUR": "12"])

        let accepted = try await scratch.ingest(accepts: true)
        #expect(accepted.lines.contains("landed 2025-10 \(less.run) #2"), "\(accepted.lines)")
        #expect(try await scratch.ingest().runs(.held).isEmpty)
    }

    @Test("a later run with everything lands over what is held")
    func heldThenWhole() async throws {
        let scratch = try Scratch()
        _ = try land(1, in: scratch, rows: full)
        try await scratch.ingest()
        _ = try land(2, in: scratch) { [$0.row(cost: "3")] }
        #expect(try await scratch.ingest().runs(.held).count == 1)
        let whole = try land(3, in: scratch) { full($0) + [$0.row(cost: "1", day: 7)] }
        let result = try await scratch.ingest()
        #expect(result.lines.contains("landed 2025-10 \(whole.run) #2"), "\(result.lines)")
        try await scratch.expectBilled(["azure-actual 2025-10 EUR": "13"])
    }

    @Test("rows of another month never replace this one", arguments: [true, false])
    func otherMonth(hasManifest: Bool) async throws {
        let scratch = try Scratch()
        var delivery = AzureDelivery()
        let later = ["2025-11-01", "2025-11-01"] + delivery.row(cost: "2").dropFirst(2)
        delivery.add(rows: hasManifest ? [later] : [delivery.row(cost: "1"), later])
        try delivery.write(to: scratch)
        if !hasManifest { try scratch.remove(delivery.manifestPath) }
        let result = try await scratch.ingest()
        #expect(result.runs.map(\.state) == [.rejected], "\(result.lines)")
        #expect(result.runs.first?.reason?.contains("rows of other months in a delivery for 2025-10") ?? false)
        #expect(try scratch.lakeFiles().isEmpty)
    }
}

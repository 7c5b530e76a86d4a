import BillingModel
import Foundation
import Pipeline
import SQLEngine
import Sampling
import Testing

/// From sample exports of every cloud to sums that two other programs agree with.
@Suite("Sample to sums", .enabled(if: Python.canBeCalled, Python.comment))
struct SampleTests {
    private func sample(_ scratch: Scratch, regenerate: Bool = false) async throws {
        let last = try #require(BillingPeriod(year: 2025, month: 10))
        let request = SampleRequest(
            folder: scratch.exports.path, seed: 11, months: 2, rows: 80, isComplete: true, lastMonth: last,
            regenerate: regenerate)
        try await Sampler(session: try await scratch.workbench.session()).write(request)
    }

    @Test(
        "deliveries land as the oracle adds them up; again nothing; later ones replace their month; others read it all")
    func wholeLife() async throws {
        let scratch = try Scratch()
        try await sample(scratch)
        let first = try await scratch.ingest()
        #expect(first.runs.allSatisfy { $0.state == .landed }, "\(first.lines)")
        #expect(first.others.map(\.path) == [".billow-sample.json"] || first.others.isEmpty)
        let expected = try Oracle.folder(scratch.exports)
        #expect(expected.count == 22)
        try await scratch.expectLake(expected)
        // Files that add up have no month of their own and come last.
        let accumulating: Set = ["gcp-billing", "gcp-focus", "oci-focus", "oci-cost"]
        let periods = first.runs.filter { !accumulating.contains($0.source) }.compactMap(\.period)
        #expect(periods == periods.sorted(by: >))

        let files = try scratch.lakeFiles()
        let again = try await scratch.ingest()
        #expect(again.runs.allSatisfy { $0.state == .skipped }, "\(again.lines)")
        #expect(try scratch.lakeFiles() == files)

        try await sample(scratch, regenerate: true)
        try await expectLaterDelivery(try await scratch.ingest(), scratch, known: first)
        try await expectOtherReaders(scratch)
    }

    private func expectLaterDelivery(_ result: Ingest.Result, _ scratch: Scratch, known: Ingest.Result) async throws {
        #expect(result.runs(.rejected).isEmpty)
        for source in [
            "aws-cur", "aws-cur2", "aws-focus", "azure-actual", "azure-amortised", "azure-focus", "plain-focus",
        ] {
            let landed = result.runs(.landed).filter { $0.source == source }
            #expect(landed.map(\.period?.description) == ["2025-10"], "\(source)")
            #expect(landed.map(\.generation) == [2], "\(source)")
        }
        // Clouds that give each run a folder leave the older one there.
        let superseded = Set(result.runs(.superseded).map(\.source))
        #expect(superseded.isSuperset(of: ["aws-cur", "aws-cur2", "azure-actual", "azure-amortised"]))
        // Days that were exported again replace themselves.
        for source in ["gcp-billing", "gcp-focus"] {
            let days = Set(result.runs(.landed).filter { $0.source == source }.map(\.run))
            #expect(days.subtracting(["2025-11-01"]) == Set((27...31).map { "2025-10-\($0)" }), "\(source)")
        }
        for source in ["oci-focus", "oci-cost"] {
            let older = Set(known.runs.filter { $0.source == source }.map(\.run))
            let newer = Set(result.runs(.landed).filter { $0.source == source }.map(\.run))
            #expect(!newer.isEmpty && newer.isDisjoint(with: older), "\(source)")
        }
        try await scratch.expectLake(try Oracle.folder(scratch.exports))
    }

    private struct Seen: Decodable {
        let rows: Int
        let sums: [String: String?]
    }

    /// delta-rs and polars read every table with the same rows and sums.
    private func expectOtherReaders(_ scratch: Scratch) async throws {
        let sources = try FileManager.default.contentsOfDirectory(
            atPath: scratch.lake.appendingPathComponent("raw").path)
        #expect(sources.count == 11)
        let costs = [
            "aws-cur": "line_item_unblended_cost", "aws-cur2": "line_item_unblended_cost",
            "azure-actual": "CostInBillingCurrency", "azure-amortised": "CostInBillingCurrency", "gcp-billing": "cost",
            "oci-cost": "cost/myCost",
        ]
        for table in ["focus", "daily"] + sources.map({ "raw/\($0)" }) {
            let output = try Python.witness("delta_witness.py", [scratch.lake.appendingPathComponent(table).path])
            let seen = try JSONDecoder().decode([String: Seen].self, from: output)
            let source = table.hasPrefix("raw/") ? String(table.dropFirst(4)) : nil
            let cost = source.flatMap { costs[$0] } ?? "BilledCost"
            let own = try await ownTotals(scratch, table, source, cost)
            for reader in ["deltalake", "polars"] {
                let theirs = try #require(seen[reader])
                #expect(theirs.rows == own.rows, "\(reader) \(table)")
                let sum = try #require(theirs.sums[cost] ?? nil, "\(reader) \(table)")
                #expect(ExactDecimal.parse(sum) == ExactDecimal.parse(own.billed), "\(reader) \(table)")
            }
        }
    }

    private func ownTotals(
        _ scratch: Scratch, _ table: String, _ source: String?, _ cost: String
    ) async throws -> (rows: Int, billed: String) {
        let relation: SQLText = source.map { "raw.\(name: $0)" } ?? "\(name: table)"
        let row = try await scratch.query("SELECT count(*), sum(\(name: cost)) FROM \(sql: relation)")
        return try (#require(Int(row[0][0] ?? "")), #require(row[0][1]))
    }
}

import Foundation
import Pipeline
import Testing

@Suite("Which run of a month counts")
struct RunOrderTests {
    @Test("months land newest first, whatever the order of their folders")
    func newestFirst() async throws {
        let scratch = try Scratch()
        for (index, month) in ["2025-03", "2024-12", "2025-10", "2025-01"].enumerated() {
            try AzureDelivery(month: month, run: index, costs: ["1"]).write(to: scratch)
        }
        let result = try await scratch.ingest()
        #expect(result.runs.map(\.period?.description) == ["2025-10", "2025-03", "2025-01", "2024-12"])
        #expect(result.runs.allSatisfy { $0.state == .landed })
        let table = try scratch.workbench.lake(create: false).raw("azure-actual")
        let history = try await table.history()
        #expect(history.map(\.version) == [3, 2, 1, 0])
    }

    @Test(
        "of several runs the newest complete one lands, the older ones are superseded, a broken newer one is rejected")
    func newestComplete() async throws {
        let scratch = try Scratch()
        let runs = (1...3).map { AzureDelivery(run: $0, day: $0, costs: ["\($0)"]) }
        for run in runs { try run.write(to: scratch) }
        var broken = AzureDelivery(run: 4, day: 4, costs: ["4"])
        broken.add(rows: [broken.row(cost: "40")])
        try broken.write(to: scratch)
        try scratch.remove(broken.path(1))
        let result = try await scratch.ingest()
        let expected = [
            "landed 2025-10 \(runs[2].run) #1", "rejected 2025-10 \(broken.run)", "superseded 2025-10 \(runs[0].run)",
            "superseded 2025-10 \(runs[1].run)",
        ]
        #expect(result.lines.sorted() == expected)
        try await scratch.expectBilled(["azure-actual 2025-10 EUR": "3"])
    }

    @Test("an older run that arrives later is superseded")
    func lateOlderRun() async throws {
        let scratch = try Scratch()
        let newer = AzureDelivery(run: 7, day: 9, costs: ["2"])
        try newer.write(to: scratch)
        try await scratch.ingest()
        try FileManager.default.removeItem(at: scratch.exports)
        let older = AzureDelivery(run: 8, day: 4, costs: ["1"])
        try older.write(to: scratch)
        let result = try await scratch.ingest()
        #expect(result.lines == ["superseded 2025-10 \(older.run)"])
        #expect(result.runs.first?.reason == "the lake holds a newer run, \(newer.run)")
        try await scratch.expectBilled(["azure-actual 2025-10 EUR": "2"])
    }

    @Test("a newer run replaces all rows of the month and of no other")
    func replaced() async throws {
        let scratch = try Scratch()
        try AzureDelivery(run: 1, costs: ["1", "2", "3"]).write(to: scratch)
        try AzureDelivery(month: "2025-09", run: 2, costs: ["9"]).write(to: scratch)
        var other = AzureDelivery(run: 3, folder: "cost/other/20251001-20251031/202601020300/x")
        other.export = "other"
        other.add(rows: [other.row(cost: "100", subscription: "22222222-2222-2222-2222-222222222222")])
        try other.write(to: scratch)
        try await scratch.ingest()
        let newer = AzureDelivery(run: 4, day: 8, costs: ["-0.5"])
        try newer.write(to: scratch)
        let result = try await scratch.ingest(accepts: true)
        #expect(result.runs(.landed).map(\.run) == [newer.run])
        #expect(result.runs(.landed).first?.generation == 2)
        try await scratch.expectBilled(["azure-actual 2025-10 EUR": "99.5", "azure-actual 2025-09 EUR": "9"])
        let history = try await scratch.query(
            "SELECT state, generation FROM runs WHERE period = '2025-10' AND export LIKE 'daily%' ORDER BY generation")
        #expect(history == [["superseded", "1"], ["landed", "2"]])
    }

    @Test("the same run with other content is a new generation; with the same content it is skipped")
    func rewritten() async throws {
        let scratch = try Scratch()
        try AzureDelivery(costs: ["1"]).write(to: scratch)
        try await scratch.ingest()
        try AzureDelivery(costs: ["1", "1"]).write(to: scratch)
        let result = try await scratch.ingest()
        #expect(result.runs.map(\.state) == [.landed])
        #expect(result.runs.first?.generation == 2)
        try await scratch.expectBilled(["azure-actual 2025-10 EUR": "2"])
        #expect(try await scratch.ingest().runs.map(\.state) == [.skipped])
    }

    @Test("the same run with other content of the same size, without a manifest")
    func rewrittenSameSize() async throws {
        let scratch = try Scratch()
        let first = AzureDelivery(costs: ["1"])
        try scratch.write(first.parts[0].bytes, to: "october.csv", age: 5000)
        try await scratch.ingest()
        try scratch.write(first.parts[0].bytes, to: "october.csv", age: 4000)
        let same = try await scratch.ingest()
        #expect(same.runs.map(\.state) == [.skipped], "\(same.runs.map(\.reason))")
        try scratch.write(AzureDelivery(costs: ["2"]).parts[0].bytes, to: "october.csv", age: 3000)
        #expect(try await scratch.ingest().runs.map(\.state) == [.landed])
        try await scratch.expectBilled(["azure-actual 2025-10 EUR": "2"])
    }

    @Test("a run with an id of its own and files of the same names and sizes is taken for the same")
    func sameSizesWithManifest() async throws {
        let scratch = try Scratch()
        try AzureDelivery(costs: ["1"]).write(to: scratch)
        try await scratch.ingest()
        try AzureDelivery(costs: ["2"]).write(to: scratch)
        #expect(try await scratch.ingest().runs.map(\.state) == [.skipped])
        try await scratch.expectBilled(["azure-actual 2025-10 EUR": "1"])
    }
}

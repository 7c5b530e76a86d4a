import Foundation
import Pipeline
import Testing

@Suite("What could not land is told until it is mended, and nothing depends on it")
struct UnlandedTests {
    private func told(_ scratch: Scratch) async throws -> [RunReport] {
        try await UnlandedNotes(lake: try scratch.workbench.lake(create: false)).reports()
    }

    private func notes(_ scratch: Scratch) -> [String] {
        let folder = scratch.lake.appendingPathComponent("unlanded").path
        return (try? FileManager.default.subpathsOfDirectory(atPath: folder))?.filter { $0.hasSuffix(".json") } ?? []
    }

    private func deliver(_ scratch: Scratch, _ cost: String, month: String = "2025-10") throws -> AzureDelivery {
        let delivery = AzureDelivery(month: month, costs: ["1", cost])
        try delivery.write(to: scratch)
        return delivery
    }

    @Test("a rejected delivery is told with place, reason and time, once")
    func rejected() async throws {
        let scratch = try Scratch()
        let delivery = try deliver(scratch, "1,5")
        try await scratch.ingest(daysAgo: 3)
        let first = try await told(scratch)
        #expect(first.map(\.state) == [.rejected] && first.map(\.run) == [delivery.run])
        let report = try #require(first.first)
        #expect(report.reason?.contains("'1,5'") == true && report.place?.hasSuffix(".csv:3") == true)
        #expect(report.location == scratch.exports.path && report.period?.description == "2025-10")
        let written = notes(scratch)
        #expect(written.count == 1)
        // The same again is no news: since when it is so stays.
        try await scratch.ingest()
        #expect(try await told(scratch) == first)
        #expect(notes(scratch) == written)
        let lines = try await LandedRuns(
            lake: try scratch.workbench.lake(create: false), sources: []
        ).everyReport()
        #expect(lines == first)
    }

    @Test("a delivery that was mended is told no more; one that is held is")
    func mended() async throws {
        let scratch = try Scratch()
        _ = try deliver(scratch, "1,5")
        _ = try deliver(scratch, "7", month: "2025-09")
        try await scratch.ingest()
        let notes = UnlandedNotes(lake: try scratch.workbench.lake(create: false))
        let before = try await notes.version()
        #expect(before == 1)
        _ = try deliver(scratch, "1.5")
        #expect(try await scratch.ingest().runs(.landed).count == 1)
        #expect(try await told(scratch).isEmpty)
        #expect(try await notes.version() == 2)
        let less = AzureDelivery(month: "2025-09", run: 5, day: 9, costs: ["0.25"])
        try less.write(to: scratch)
        #expect(try await scratch.ingest().runs(.held).count == 1)
        #expect(try await told(scratch).map(\.state) == [.held])
        #expect(try await told(scratch).map(\.run) == [less.run])
        #expect(self.notes(scratch).count == 1)
        try await scratch.ingest(accepts: true)
        #expect(try await told(scratch).isEmpty)
    }

    @Test("where nothing was ever refused there is no note")
    func clean() async throws {
        let scratch = try Scratch()
        _ = try deliver(scratch, "2")
        try await scratch.ingest()
        try await scratch.ingest()
        #expect(notes(scratch).isEmpty)
        #expect(try await UnlandedNotes(lake: try scratch.workbench.lake(create: false)).version() == 0)
    }

    @Test("what a crash left of a note is passed over, and one that is damaged is told, then written again")
    func damaged() async throws {
        let scratch = try Scratch()
        _ = try deliver(scratch, "1,5")
        try await scratch.ingest()
        let first = try await told(scratch)
        let note = try #require(notes(scratch).first)
        let folder = scratch.lake.appendingPathComponent("unlanded")
        let older = folder.appendingPathComponent(note.replacing("0001.json", with: "0000.json"))
        try Data("{".utf8).write(to: older)
        #expect(try await told(scratch) == first)
        try Data("{".utf8).write(to: folder.appendingPathComponent(note))
        await #expect(throws: (any Error).self) { try await told(scratch) }
        try await scratch.ingest()
        #expect(try await told(scratch).map(\.run) == first.map(\.run))
    }
}

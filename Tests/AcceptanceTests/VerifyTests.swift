import BillingModel
import Foundation
import Pipeline
import Sampling
import Testing
import Wiring

/// What is wrong with a lake is found; what is not wrong is not reported.
@Suite("Verify", .enabled(if: Binary.canBeCalled, Binary.comment))
struct VerifyTests {
    private func verify(_ scratch: Scratch, _ arguments: String..., exitCode: Int32 = 0) throws -> [String: Any] {
        let finished = try Binary.run(scratch, ["verify", "--output", "json"] + arguments)
        let text = String(decoding: finished.errors + finished.output, as: UTF8.self)
        #expect(finished.exitCode == exitCode, "\(text.prefix(4000))")
        return try finished.json
    }

    private func differences(_ json: [String: Any]) throws -> [String] {
        try #require(json["differences"] as? [[String: Any]]).map { difference in
            let periods = difference["periods"] as? [String] ?? []
            return [
                periods.joined(separator: "+"), difference["table"] as? String ?? "-",
                difference["what"] as? String ?? "-", difference["expected"] as? String ?? "-",
                difference["found"] as? String ?? "-",
            ].joined(separator: "|")
        }
    }

    @Test("exports of all clouds, landed, replaced and rolled back: all agrees, with the sources too")
    func wholeLake() async throws {
        let scratch = try Scratch()
        let last = try #require(BillingPeriod(year: 2025, month: 10))
        for regenerate in [false, true] {
            let request = SampleRequest(
                folder: scratch.exports.path, seed: 5, months: 2, rows: 60, lastMonth: last, regenerate: regenerate)
            try await Sampler(session: try await scratch.workbench.session()).write(request)
            try await scratch.ingest()
        }
        let json = try verify(scratch, "--all", "--deep")
        #expect(json["agrees"] as? Bool == true)
        let checked = try #require(json["checked"] as? [String: Int])
        #expect(checked["hashed"] == checked["files"] && checked["sealed"] == checked["commits"])
        #expect(checked["files"] ?? 0 > 20)
        let months = try #require(json["months"] as? [[String: Any]])
        #expect(months.count == 14 && months.allSatisfy { $0["agrees"] as? Bool == true })
        let states = try #require(json["sources"] as? [[String: Any]]).map { $0["state"] as? String ?? "-" }
        // Clouds that overwrite a month's files leave nothing of the first delivery, which is not shown any more.
        #expect(Set(states) == ["agrees"])
        #expect(try Binary.run(scratch, "rollback", "--period", "2025-10", "--source", "aws-cur").exitCode == 0)
        let after = try verify(scratch, "--source", "aws-cur")
        #expect((after["months"] as? [[String: Any]])?.count == 2)
    }

    @Test("a source that is gone or was written anew is told, and is no error")
    func sources() async throws {
        let scratch = try Scratch()
        var delivery = AzureDelivery()
        delivery.add(rows: [delivery.row(cost: "1"), delivery.row(cost: "x")])
        delivery.add(rows: [delivery.row(cost: "2")], isGzip: true)
        try delivery.write(to: scratch)
        try AzureDelivery(month: "2025-09", run: 2, costs: ["4"]).write(to: scratch)
        try await scratch.ingest(quarantines: true)
        func states() throws -> [String] {
            let json = try verify(scratch, "--deep")
            return try #require(json["sources"] as? [[String: Any]]).map { $0["state"] as? String ?? "-" }.sorted()
        }
        #expect(try states() == ["agrees", "agrees", "agrees"])
        try scratch.remove(delivery.path(1))
        #expect(try states() == ["agrees", "agrees", "gone"])
        try scratch.corrupt(delivery.path(0)) { $0[$0.count - 3] ^= 1 }
        #expect(try states() == ["agrees", "changed", "gone"])
    }

    /// As if the lake had been written by somebody who counts wrongly: the seal is gone with the text, and the figures
    /// tell by themselves what is wrong.
    @Test(
        "figures of the log that are not those of the files",
        arguments: [
            ("raw/azure-actual", #""billow.rows":"2""#, #""billow.rows":"3""#, "rows of"),
            ("raw/azure-actual", #"billed=3."#, "billed=4.", "billed EUR of"),
            ("raw/azure-actual", #"\"numRecords\":2"#, #"\"numRecords\":4"#, "rows"),
            ("raw/azure-actual", "rows=1 unknown=1", "rows=2 unknown=1", "rows of"),
            ("focus", #"#1""#, #"#7""#, "the deliveries that it is made from"),
            ("daily", #"\"numRecords\":"#, #"\"numRecords\":7"#, "rows"),
        ])
    func wrongFigures(table: String, from: String, to: String, what: String) async throws {
        let scratch = try Scratch()
        var delivery = AzureDelivery()
        delivery.add(rows: [delivery.row(cost: "1"), delivery.row(cost: "2"), delivery.row(cost: "x")])
        try delivery.write(to: scratch)
        try await scratch.ingest(quarantines: true)
        let commit = scratch.lake.appendingPathComponent("\(table)/_delta_log/00000000000000000000.json")
        let text = try String(contentsOf: commit, encoding: .utf8)
        #expect(text.contains(from), "\(text)")
        try text.replacingOccurrences(of: from, with: to).write(to: commit, atomically: true, encoding: .utf8)
        let found = try differences(try verify(scratch, exitCode: 65))
        #expect(found.contains { $0.contains("the commit is not as it was written") }, "\(found)")
        #expect(found.contains { $0.hasPrefix("2025-10|") && $0.contains("|\(what)") }, "\(found)")
    }

    @Test("a file that is missing or cut, and a lake without hashes")
    func files() async throws {
        let scratch = try Scratch()
        try AzureDelivery(costs: ["1", "2"]).write(to: scratch)
        try await scratch.ingest()
        let daily = try #require(try scratch.lakeFiles().keys.first { $0.hasPrefix("daily/x_") })
        let file = scratch.lake.appendingPathComponent(daily)
        let bytes = try Data(contentsOf: file)
        try bytes.dropLast().write(to: file)
        #expect(try differences(try verify(scratch, exitCode: 65)).map { $0.split(separator: "|")[2] } == ["bytes"])
        try FileManager.default.removeItem(at: file)
        #expect(try differences(try verify(scratch, exitCode: 65)).map { $0.split(separator: "|")[2] } == ["file"])
        try bytes.write(to: file)
        // As a Billow wrote it that recorded neither.
        let log = scratch.lake.appendingPathComponent("daily/_delta_log/00000000000000000000.json")
        let sealed = try String(contentsOf: log, encoding: .utf8)
        let old = sealed.replacing(#/"contentSha256":"[0-9a-f]*",/#, with: "")
            .replacing(#/"billow.fileSha256":"[0-9a-f]*"(,?)/#) { _ in "" }
            .replacing(",}", with: "}")
        try old.write(to: log, atomically: true, encoding: .utf8)
        let checked = try #require(try verify(scratch)["checked"] as? [String: Int])
        #expect(checked["hashed"] == (checked["files"] ?? 0) - 1)
        #expect(checked["sealed"] == (checked["commits"] ?? 0) - 1)
    }
}

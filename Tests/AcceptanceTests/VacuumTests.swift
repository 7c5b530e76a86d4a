import Foundation
import Pipeline
import SQLEngine
import TableLog
import Tables
import Testing
import Wiring

@Suite("Vacuum", .enabled(if: Binary.canBeCalled, Binary.comment))
struct VacuumTests {
    @Test("deletes what it says, which is what no kept generation needs; sums stay")
    func retention() async throws {
        let three = try await ThreeGenerations(seed: UInt64.random(in: 0...UInt64.max))
        let orphans = try ["old": 25.0, "young": 23].map { name, hours in
            let path = "focus/x_source=azure-actual/x_billing_period=2025-10/\(name).parquet"
            let file = three.scratch.lake.appendingPathComponent(path)
            try Data("?".utf8).write(to: file)
            let moment = Date(timeIntervalSinceNow: -hours * 3600)
            try FileManager.default.setAttributes([.modificationDate: moment], ofItemAtPath: file.path)
            return path
        }
        let sums = try await three.scratch.sums(of: "daily")
        let before = try three.scratch.lakeFiles()
        #expect(try paths(three.json("vacuum", "--dry-run")) == orphans.filter { $0.contains("old") })
        let first = Set(three.states[0].flatMap { table, files in files.map { "\(table)/\($0.path)" } })
        let dry = try three.json("vacuum", "--keep", "1", "--dry-run")
        #expect(try three.scratch.lakeFiles() == before)
        #expect(Set(try paths(dry)) == first.union(orphans.filter { $0.contains("old") }))
        #expect((dry["generations"] as? [[String: Any]])?.map { $0["generation"] as? Int } == [1])

        let done = try three.json("vacuum", "--keep", "1")
        #expect(try paths(done) == (try paths(dry)))
        let after = try three.scratch.lakeFiles()
        #expect(Set(before.keys).subtracting(after.keys) == Set(try paths(dry)))
        #expect(try await three.scratch.sums(of: "daily") == sums)
        #expect(try three.history() == ["3 shown kept", "2 replaced kept", "1 replaced vacuumed"])
        for command in ["rollback", "diff"] {
            let option = command == "diff" ? "--from" : "--to"
            #expect(
                try three.failure(command, "--period", "2025-10", option, "1", exitCode: 66).contains("are vacuumed"))
        }
        #expect(try paths(three.json("vacuum", "--keep", "1")).isEmpty)
        _ = try three.json("rollback", "--period", "2025-10")
        #expect(try await ThreeGenerations.files(three.scratch) == three.states[1])
    }

    private func paths(_ json: [String: Any]) throws -> [String] {
        try #require(json["files"] as? [[String: Any]]).compactMap { $0["path"] as? String }.sorted()
    }

    @Test("a vacuum that ended between record and deletion is finished by the next one, whatever is asked of it")
    func crash() async throws {
        let three = try await ThreeGenerations(seed: UInt64.random(in: 0...UInt64.max))
        var copies: [String: Data] = [:]
        for (table, files) in three.states[0] {
            for file in files {
                let path = "\(table)/\(file.path)"
                copies[path] = try Data(contentsOf: three.scratch.lake.appendingPathComponent(path))
            }
        }
        _ = try three.json("vacuum", "--keep", "1")
        for (path, bytes) in copies { try bytes.write(to: three.scratch.lake.appendingPathComponent(path)) }
        #expect(try three.history().last == "1 replaced vacuumed")
        #expect(try three.failure("rollback", "--period", "2025-10", "--to", "1", exitCode: 66).contains("vacuumed"))
        #expect(try paths(three.json("vacuum", "--keep", "9")) == copies.keys.sorted())
    }

    @Test("rows in quarantine are shown with their generation, and go with it")
    func quarantine() async throws {
        let scratch = try Scratch()
        try AzureDelivery(run: 1, day: 1, costs: ["1", "oops"]).write(to: scratch)
        try await scratch.ingest(quarantines: true, daysAgo: 9)
        let sound = AzureDelivery(run: 2, day: 2, costs: ["1", "2"])
        try sound.write(to: scratch)
        try await scratch.ingest(accepts: true, daysAgo: 8)
        let rows: SQLText = "SELECT count(*) FROM quarantine"
        #expect(try await scratch.value(rows) == "0")
        #expect(try Binary.run(scratch, "rollback", "--period", "2025-10").exitCode == 0)
        scratch.forgetReader()
        #expect(try await scratch.value(rows) == "1")
        let reasons = try await scratch.query("SELECT reason FROM runs WHERE state = 'superseded'")
        #expect(reasons.map { $0[0]?.hasPrefix("it was taken back") } == [true])
        let vacuum = Vacuum(
            lake: try scratch.workbench.lake(create: false), retention: Retention(olderThanMillis: 0, keep: 0),
            nowMillis: Scratch.clock(daysAgo: -1))
        let gone = try await vacuum.run(isDryRun: false).files.map(\.path)
        #expect(gone.map { $0.split(separator: "/")[0] } == ["raw", "focus", "daily"], "\(gone)")
        scratch.forgetReader()
        #expect(try await scratch.value(rows) == "1")

        // With another generation shown, and the short one no longer kept, its rows go.
        try await scratch.ingest(accepts: true)
        let later = try await vacuum.run(isDryRun: false).files.map(\.path)
        #expect(later.contains { $0.hasPrefix("quarantine/") }, "\(later)")
        for path in later { #expect(try scratch.lakeFiles()[path] == nil) }
        scratch.forgetReader()
        #expect(try await scratch.value(rows) == "0")
        try await scratch.expectBilled(["azure-actual 2025-10 EUR": "3"])
        #expect(try await vacuum.run(isDryRun: false).files.isEmpty)
    }

    @Test("beside ingests and rollbacks: whatever the log shows is there, and adds up")
    func together() async throws {
        let scratch = try Scratch()
        let rounds = 6
        try AzureDelivery(run: 1, day: 1, costs: ["1"]).write(to: scratch)
        try await scratch.ingest()
        let lake = try scratch.workbench.lake(create: false)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for run in 2...rounds {
                    try AzureDelivery(run: run, day: run, costs: ["\(run)"]).write(to: scratch)
                    try await scratch.ingest(accepts: true)
                }
            }
            group.addTask {
                for _ in 0..<rounds * 4 {
                    let retention = Retention(olderThanMillis: 0, keep: 1)
                    let vacuum = Vacuum(lake: lake, retention: retention, nowMillis: Scratch.clock(daysAgo: -2))
                    _ = try await vacuum.run(isDryRun: false)
                }
            }
            group.addTask {
                let workbench = try scratch.workbench
                let ingest = Ingest(
                    lake: lake, sources: Workbench.sources, session: try await workbench.session(),
                    parquet: workbench.parquet(), nowMillis: Scratch.clock(daysAgo: 0))
                for _ in 0..<rounds {
                    // What was shown may be gone by now, which is a good answer.
                    _ = try? await GenerationSwitch(ingest).rollback(MonthFilter(), to: nil, isDryRun: false)
                }
            }
            try await group.waitForAll()
        }
        try await scratch.ingest()
        for (table, files) in try await ThreeGenerations.files(scratch) {
            for file in files {
                let path = scratch.lake.appendingPathComponent("\(table)/\(file.path)").path
                #expect(FileManager.default.fileExists(atPath: path), "\(table) shows a file that is gone")
            }
        }
        let sums = try await scratch.sums(of: "focus")
        let billed = try #require(sums["azure-actual 2025-10"]?.billed["EUR"])
        #expect((1...rounds).map { "\($0).000000000000000000" }.contains(billed))
        try await scratch.expectLake(sums)
    }
}

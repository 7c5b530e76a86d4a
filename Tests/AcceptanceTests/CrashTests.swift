import Foundation
import Pipeline
import TableLog
import Tables
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What an ingest leaves behind that ends between two commits, and what the next one makes of it.
@Suite("After a crash")
struct CrashTests {
    /// Three months, one of them in two generations; fees that `focus` splits are not among them.
    private func landed() async throws -> (scratch: Scratch, sums: Sums) {
        let scratch = try Scratch()
        try AzureDelivery(month: "2025-08", run: 1, costs: ["1", "2"]).write(to: scratch)
        try AzureDelivery(month: "2025-09", run: 2, costs: ["4"]).write(to: scratch)
        try await scratch.ingest()
        try AzureDelivery(month: "2025-09", run: 3, day: 9, costs: ["8", "0.5"]).write(to: scratch)
        try await scratch.ingest()
        return (scratch, try await scratch.sums(of: "focus"))
    }

    /// Undoes a table's last commit as if it had never been made: the log entry and the files that it added.
    private func undo(_ name: String, in scratch: Scratch) async throws {
        let lake = try scratch.workbench.lake(create: false)
        let table = try name == "focus" ? lake.focus() : lake.daily()
        let last = try #require(try await table.history(limit: 1).first)
        for case .add(let file) in last.actions {
            try FileManager.default.removeItem(at: scratch.lake.appendingPathComponent("\(name)/\(file.path)"))
        }
        let log = scratch.lake.appendingPathComponent("\(name)/_delta_log/\(Commit.fileName(last.version))")
        try FileManager.default.removeItem(at: log)
    }

    @Test(
        "between two commits: the tables that stayed behind are rebuilt", arguments: [["daily"], ["focus", "daily"]])
    func lostCommits(_ tables: [String]) async throws {
        let (scratch, sums) = try await landed()
        for table in tables { try await undo(table, in: scratch) }
        let result = try await scratch.ingest()
        #expect(result.repaired == 1)
        #expect(result.runs(.landed).isEmpty, "\(result.lines)")
        try await scratch.expectLake(sums)
        #expect(try await scratch.ingest().repaired == 0)
    }

    @Test("before the first commit of focus and daily: every month is rebuilt")
    func lostTables() async throws {
        let (scratch, sums) = try await landed()
        for table in ["focus", "daily"] {
            try FileManager.default.removeItem(at: scratch.lake.appendingPathComponent(table))
        }
        let result = try await scratch.ingest()
        #expect(result.repaired == 2)
        try await scratch.expectLake(sums)
    }

    @Test("files without a commit are nobody's and are not read")
    func orphans() async throws {
        let (scratch, sums) = try await landed()
        for table in ["focus", "daily", "raw/azure-actual"] {
            let folder = scratch.lake.appendingPathComponent(table)
            let file = try #require(
                try FileManager.default.subpathsOfDirectory(atPath: folder.path).first { $0.hasSuffix(".parquet") })
            try FileManager.default.copyItem(
                at: folder.appendingPathComponent(file),
                to: folder.appendingPathComponent(file).deletingLastPathComponent().appendingPathComponent(
                    "orphan.parquet"))
        }
        #expect(try await scratch.ingest().repaired == 0)
        try await scratch.expectLake(sums)
    }

    @Test("staging folders whose process is gone are removed, those in use are not")
    func staging() async throws {
        let scratch = try Scratch()
        let staging = scratch.lake.appendingPathComponent("staging")
        var descriptors: [String: Int32] = [:]
        for name in ["abandoned", "live"] {
            let folder = staging.appendingPathComponent(name)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data("half".utf8).write(to: folder.appendingPathComponent("1.csv"))
            descriptors[name] = open(folder.appendingPathComponent(".lock").path, O_RDWR | O_CREAT, 0o600)
        }
        let live = try #require(descriptors["live"])
        #expect(flock(live, LOCK_EX | LOCK_NB) == 0)
        defer { descriptors.values.forEach { close($0) } }
        try AzureDelivery(costs: ["1"]).write(to: scratch)
        try await scratch.ingest()
        #expect(try FileManager.default.contentsOfDirectory(atPath: staging.path) == ["live"])
        #expect(FileManager.default.fileExists(atPath: staging.appendingPathComponent("live/1.csv").path))
    }
}

@Suite("Several ingests on one lake at once", .serialized)
struct ConcurrencyTests {
    @Test("each month lands exactly once, histories have no gap, sums are right", arguments: [2, 4])
    func together(_ count: Int) async throws {
        let scratch = try Scratch()
        let months = ["2025-06", "2025-07", "2025-08", "2025-09", "2025-10"]
        for (index, month) in months.enumerated() {
            try AzureDelivery(month: month, run: index, costs: ["\(index)", "0.25"]).write(to: scratch)
        }
        var report = CURDelivery(assembly: "20251104T040211Z")
        report.add(costs: ["1", "2"])
        try report.write(to: scratch)
        let results = try await withThrowingTaskGroup(of: Ingest.Result.self) { group in
            for _ in 0..<count { group.addTask { try await scratch.ingest() } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let all = results.flatMap(\.runs)
        #expect(all.allSatisfy { $0.state == .landed || $0.state == .skipped }, "\(results.map(\.lines))")
        #expect(
            all.filter { $0.state == .landed }.map { "\($0.source) \($0.period?.description ?? "")" }.sorted()
                == ["aws-cur 2025-10"] + months.map { "azure-actual \($0)" })
        try await expectTables(scratch, months: months)
        #expect(try await scratch.ingest().repaired == 0)
    }

    private func expectTables(_ scratch: Scratch, months: [String]) async throws {
        var expected = ["aws-cur 2025-10 USD": "3"]
        for (index, month) in months.enumerated() { expected["azure-actual \(month) EUR"] = "\(index).25" }
        try await scratch.expectBilled(expected)
        let counts = try await scratch.query(
            "SELECT (SELECT count(*) FROM focus), (SELECT sum(x_row_count) FROM daily)")
        #expect(counts == [["12", "12"]])
        for table in ["focus", "daily", "raw/azure-actual", "raw/aws-cur"] {
            let commits = try scratch.commits(table)
            #expect(commits == commits.indices.map { Commit.fileName($0) }, "\(table)")
        }
        #expect(try scratch.commits("raw/azure-actual").count == months.count)
        try await expectNoOrphans(scratch)
    }

    /// Whoever lost a race has taken its files away again.
    private func expectNoOrphans(_ scratch: Scratch) async throws {
        let lake = try scratch.workbench.lake(create: false)
        for (name, table) in [
            ("raw/azure-actual", try lake.raw("azure-actual")), ("focus", try lake.focus()),
            ("daily", try lake.daily()),
        ] {
            let known = Set(
                try await table.history().flatMap { entry in
                    entry.actions.compactMap { if case .add(let file) = $0 { file.path } else { nil } }
                })
            let present = try FileManager.default.subpathsOfDirectory(
                atPath: scratch.lake.appendingPathComponent(name).path
            )
            .filter { $0.hasSuffix(".parquet") }
            #expect(Set(present) == known, "\(name)")
        }
    }
}

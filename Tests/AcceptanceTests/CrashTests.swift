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

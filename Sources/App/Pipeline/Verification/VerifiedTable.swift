import BillingModel
import Fetching
import ObjectStorage
import TableLog
import Tables

/// A table whose log and files were looked at.
struct VerifiedTable: Sendable {
    let table: Table
    let log: LogInspection
    /// Paths of files that are not what was committed; nothing is read from these any more.
    private(set) var damaged: Set<String> = []
    private(set) var differences: [Discrepancy] = []
    private(set) var counts = Verification.Counts()

    var name: String { table.root.path }
    var snapshot: Snapshot? { log.snapshot }

    /// Nil when there is no such table.
    init?(_ table: Table, source: String?) async throws {
        guard let log = try await table.inspectLog() else { return nil }
        self.table = table
        self.log = log
        counts.commits = log.commits.count
        counts.sealed = log.sealedCommits
        differences = log.problems.map { problem in
            var difference = Discrepancy(
                periods: problem.periods, table: table.root.path, file: problem.file, what: problem.what)
            difference.source = source
            return difference
        }
    }

    /// Looks at every byte of the table's files, or only of those whose month `isMeant`; with `all` also of those that
    /// are in the table no longer but still there.
    mutating func inspectFiles(
        all: Bool, month: (AddFile) -> MonthKey?, isMeant: (MonthKey) -> Bool, onFile: (String) -> Void
    ) async throws {
        let live = log.liveFiles
        for file in live + (all ? Self.formerFiles(log.commits, live) : []) {
            let key = month(file)
            guard key.map(isMeant) ?? true else { continue }
            onFile("\(name)/\(file.path)")
            try await inspect(file, key, isLive: live.contains { $0.path == file.path })
        }
    }

    private mutating func inspect(_ file: AddFile, _ key: MonthKey?, isLive: Bool) async throws {
        let path = try table.key(file.path)
        guard let object = try await table.store.head(path) else {
            // What is in the table no longer may have been vacuumed.
            if isLive { report(file, key, "file", expected: "\(file.sizeBytes) bytes", found: "not there") }
            return
        }
        counts.files += 1
        counts.bytes += object.sizeBytes
        guard object.sizeBytes == file.sizeBytes else {
            return report(file, key, "bytes", expected: String(file.sizeBytes), found: String(object.sizeBytes))
        }
        guard let recorded = file.tags[AddFile.hashTag] else { return }
        counts.hashed += 1
        let found = try await ContentHash.object(path, in: table.store).finish()
        if found != recorded { report(file, key, "SHA-256", expected: recorded, found: found) }
    }

    private mutating func report(
        _ file: AddFile, _ key: MonthKey?, _ what: String, expected: String, found: String
    ) {
        damaged.insert(file.path)
        let period = (file.partitionValues["x_billing_period"] ?? nil).map { [$0] } ?? []
        differences.append(
            Discrepancy(
                key, periods: period, table: name, file: file.path, what: what, expected: expected, found: found))
    }

    private static func formerFiles(_ commits: [Commit], _ live: [AddFile]) -> [AddFile] {
        var former: [String: AddFile] = [:]
        for case .add(let file) in commits.flatMap(\.actions) { former[file.path] = file }
        for file in live { former[file.path] = nil }
        return former.values.sorted { $0.path < $1.path }
    }
}

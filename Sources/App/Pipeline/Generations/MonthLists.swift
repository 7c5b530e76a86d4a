import BillingModel
import TableLog

/// Which files each month of a table had, after every commit that changed them.
struct MonthLists: Sendable {
    struct Entry: Sendable {
        let version: Int
        let atMillis: Int64
        /// In ascending order of their paths.
        let files: [AddFile]
        /// The month was landed by this commit: its generation. Nil where files only came back, or went.
        let landed: Int?
    }

    /// In the order of the commits.
    private(set) var entries: [MonthKey: [Entry]] = [:]
    /// By path, of files that are in the table.
    private(set) var live: [String: AddFile] = [:]
    /// By path, of files that are no longer in the table: their sizes, and when they were taken out last.
    private(set) var dead: [String: (sizeBytes: Int, atMillis: Int64)] = [:]
    /// Paths that the log says are deleted.
    private(set) var vacuumed: Set<String> = []
    private var paths: [MonthKey: Set<String>] = [:]
    private var latest: [String: Int64] = [:]

    /// `commits` from version 0 on. `key` tells a file's month, `appID` the transaction that landings of a month set.
    /// Throws `badData` for a log whose beginning is missing, and what `key` throws.
    init(_ commits: [Commit], key: (AddFile) throws -> MonthKey, appID: (MonthKey) -> String) throws {
        if let first = commits.first, first.version != 0 {
            throw BillowError(
                .badData, "the table's log starts at version \(first.version): what was before is not known",
                hint: "put the older files of _delta_log back from a copy of the lake")
        }
        var keys: [String: MonthKey] = [:]
        for commit in commits {
            let atMillis = commit.info?.timestampMillis ?? 0
            var touched: Set<MonthKey> = []
            for action in commit.actions {
                switch action {
                case .add(let file):
                    let month = try keys[file.path] ?? key(file)
                    keys[file.path] = month
                    live[file.path] = file
                    dead[file.path] = nil
                    paths[month, default: []].insert(file.path)
                    touched.insert(month)
                case .remove(let file):
                    guard let month = keys[file.path], let old = live.removeValue(forKey: file.path) else { continue }
                    dead[file.path] = (old.sizeBytes, file.deletionMillis ?? atMillis)
                    paths[month]?.remove(file.path)
                    touched.insert(month)
                default: break
                }
            }
            vacuumed.formUnion(commit.info?.billow[VacuumRecord.name]?.array?.compactMap(\.text) ?? [])
            let advanced = advance(commit)
            for month in touched {
                let files = paths[month, default: []].sorted().compactMap { live[$0] }
                entries[month, default: []].append(
                    Entry(version: commit.version, atMillis: atMillis, files: files, landed: advanced[appID(month)]))
            }
        }
    }

    /// By application, the versions that this commit raises: a rollback sets the one that is there.
    private mutating func advance(_ commit: Commit) -> [String: Int] {
        var advanced: [String: Int] = [:]
        for case .transaction(let transaction) in commit.actions {
            let known = latest[transaction.appID] ?? 0
            guard transaction.version > known else { continue }
            latest[transaction.appID] = transaction.version
            advanced[transaction.appID] = Int(transaction.version)
        }
        return advanced
    }
}

/// How a commit says which files are about to be deleted.
enum VacuumRecord {
    static let name = "vacuumed"
    /// Set by whoever deletes files and by whoever brings files back, so that one of two at once plans again.
    static let appID = "billow/vacuum"
}

import BillingModel
import TableLog

/// A file of a delivery as the commit that landed it recorded it.
package struct SourceObject: Hashable, Sendable {
    package struct Identity: Hashable, Sendable {
        package let source: String
        package let export: String
        package let run: String
        package let path: String

        package init(source: String, export: String, run: String, path: String) {
            self.source = source
            self.export = export
            self.run = run
            self.path = path
        }
    }

    package let identity: Identity
    /// The folder or bucket that was ingested.
    package let location: String
    package let sizeBytes: Int
    package let etag: String
    /// In hex; empty where it was not recorded.
    package let sha256: String
    /// Rows that were landed, without those in quarantine.
    package let rows: Int
    /// The months that its delivery is shown in.
    package let periods: [BillingPeriod]
    /// Columns that the source's contract left out, as delivered.
    package let discarded: Set<String>
}

extension RawState {
    /// The source objects of the deliveries that the table shows, from its commits.
    func objects(_ commits: [Commit]) -> [SourceObject] {
        let live = Dictionary(grouping: Set(runs.values), by: \.run)
        var known = Set<SourceObject.Identity>()
        var objects: [SourceObject] = []
        for commit in commits.reversed() {
            guard let info = commit.info else { continue }
            let landed = info.billow["runs"]?.array?.compactMap(LandedRun.init(json:)) ?? []
            let discarded = Set(info.billow["discarded"]?.array?.compactMap(\.text) ?? [])
            for file in info.billow["files"]?.array ?? [] {
                guard let path = file["path"]?.text, let id = file["run"]?.text,
                    let run = landed.first(where: { $0.run == id }),
                    let shown = live[id]?.filter({ $0.export == run.export && $0.generation == run.generation }),
                    !shown.isEmpty
                else { continue }
                let identity = SourceObject.Identity(source: source, export: run.export, run: id, path: path)
                guard known.insert(identity).inserted else { continue }
                objects.append(
                    SourceObject(
                        identity: identity, location: run.location, sizeBytes: file["size"]?.integer ?? 0,
                        etag: file["etag"]?.text ?? "", sha256: file["sha256"]?.text ?? "",
                        rows: file["rows"]?.integer ?? 0, periods: shown.map(\.period).sorted(),
                        discarded: discarded))
            }
        }
        return objects.sorted { left, right in
            let (mine, theirs) = (left.identity, right.identity)
            return (mine.export, mine.run, mine.path) < (theirs.export, theirs.run, theirs.path)
        }
    }
}

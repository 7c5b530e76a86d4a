import BillingModel
import Randomness
import Testing

@testable import TableLog

@Suite("Replay: the log against a plain model")
struct ReplayTests {
    /// Random tables: every version's snapshot must be what a dictionary says, with and without a checkpoint.
    @Test(arguments: [UInt64.random(in: 0 ... .max), 11, 12, 13])
    func model(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var model: [String: String?] = [:]
        var models: [[String: String?]] = []
        var applications: [String: Int64] = [:]
        var commits: [Commit] = []
        var snapshot: Snapshot?
        for version in 0..<60 {
            let source: String? = ["aws", "azure", nil, "a/b"].randomElement(using: &random) ?? nil
            var change = TableChange(info: Sample.info())
            if version == 0 { change.metadata = Sample.metadata }
            let adds = (0..<Int.random(in: 0...3, using: &random)).map {
                Sample.file("f\(version)-\($0)", source: source)
            }
            if Bool.random(using: &random) {
                change.replace(PartitionScope(["x_source": source]), in: snapshot, with: adds)
                model = model.filter { $0.value != source }
            } else {
                change.adds = adds
            }
            for add in adds { model[add.path] = source }
            let application = "app\(Int.random(in: 0...3, using: &random))"
            change.transactions = [Transaction(appID: application, version: Int64(version))]
            applications[application] = Int64(version)
            let (commit, after) = try change.commit(on: snapshot)
            commits.append(try Commit(version: version, bytes: commit.bytes()))
            models.append(model)
            snapshot = after
        }
        let last = try #require(snapshot)
        #expect(last.transactions.mapValues(\.version) == applications, "seed \(seed)")
        for version in [0, 1, 17, 59] {
            let replayed = try #require(try Snapshot.replay(commits: Array(commits[...version])))
            #expect(replayed.version == version)
            #expect(files(replayed) == models[version], "seed \(seed), version \(version)")
            let checkpoint = Commit(
                version: version,
                actions: try replayed.checkpointActions(tombstonesSinceMillis: 0).map {
                    try Action(jsonLine: $0.jsonLine())
                })
            let resumed = try #require(
                try Snapshot.replay(checkpoint: checkpoint, commits: Array(commits[(version + 1)...])))
            #expect(files(resumed) == models[59], "seed \(seed), checkpoint \(version)")
            #expect(resumed.transactions == last.transactions)
            #expect(Set(resumed.tombstones.map(\.path)) == Set(last.tombstones.map(\.path)), "seed \(seed)")
        }
    }

    private func files(_ snapshot: Snapshot) -> [String: String?] {
        Dictionary(uniqueKeysWithValues: snapshot.files.map { ($0.path, $0.partitionValues["x_source"] ?? nil) })
    }

    @Test func nothing() throws {
        #expect(try Snapshot.replay(commits: []) == nil)
    }

    @Test func replacingLeavesOthersAlone() throws {
        let first = try Sample.created(adds: [Sample.file("a"), Sample.file("b", period: "2025-09")])
        var change = TableChange(info: Sample.info())
        change.replace(
            PartitionScope(["x_source": "aws", "x_billing_period": "2025-10"]), in: first,
            with: [Sample.file("c", rows: 5)])
        let (commit, after) = try change.commit(on: first)
        #expect(commit.version == 1)
        #expect(after.files.map(\.tags) == [["billow.sha256": "b"], ["billow.sha256": "c"]])
        #expect(after.rows == 6)
        #expect(after.tombstones.map(\.tags) == [["billow.sha256": "a"]])
        #expect(after.tombstones.first?.deletionMillis == 1_700_000_000_000)
    }

    @Test func checkpointsForgetOldTombstones() throws {
        let first = try Sample.created(adds: [Sample.file("a")])
        let after = try TableChange(removes: first.files.map(\.path), info: Sample.info()).commit(on: first).after
        let kept = after.checkpointActions(tombstonesSinceMillis: 1_700_000_000_000)
        let dropped = after.checkpointActions(tombstonesSinceMillis: 1_700_000_000_001)
        #expect(kept.count == dropped.count + 1)
    }

    @Test func compactionChangesNoData() throws {
        let first = try Sample.created(adds: [Sample.file("a")])
        let change = TableChange(
            adds: [Sample.file("b")], removes: first.files.map(\.path), info: Sample.info("OPTIMIZE"),
            effect: .movesRows)
        for action in try change.commit(on: first).commit.actions {
            if case .add(let file) = action { #expect(!file.dataChange) }
            if case .remove(let file) = action { #expect(!file.dataChange) }
        }
    }
}

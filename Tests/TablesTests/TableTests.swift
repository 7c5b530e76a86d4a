import BillingModel
import Foundation
import ObjectStorage
import StorageLocal
import Synchronization
import TableLog
import Testing

@testable import Tables

@Suite("Tables: snapshots, commits, races")
struct TableTests {
    private func table(_ store: any ObjectStore, codec: (any CheckpointCodec)? = nil) throws -> Table {
        Table(store: store, root: try ObjectKey("lake/raw/aws"), codec: codec)
    }

    @Test func createdReplacedAndReadBack() async throws {
        let store = MemoryStore()
        let table = try table(store)
        #expect(try await table.snapshot() == nil)
        #expect(try await table.history().isEmpty)
        let created = try await Sample.create(table)
        var change = TableChange(transactions: [Transaction(appID: "run", version: 3)], info: Sample.info("first"))
        change.replace(PartitionScope(["p": "a"]), in: created, with: [Sample.file("1", "a")])
        let first = try await table.commit(change, on: created).committed()
        change = TableChange(info: Sample.info("second"))
        change.replace(PartitionScope(["p": "a"]), in: first, with: [Sample.file("2", "a"), Sample.file("3", "a")])
        _ = try await table.commit(change, on: first)
        let read = try #require(try await table.snapshot())
        #expect(read.version == 2)
        #expect(read.files.map { $0.tags["billow.name"] } == ["2", "3"])
        #expect(read.transactionVersion("run") == 3)
        #expect(read.metadata == Sample.metadata)
        #expect(try await table.snapshot(version: 1)?.files.map { $0.tags["billow.name"] } == ["1"])
        #expect(try await table.refreshed(created).files == read.files)
        let history = try await table.history(limit: 2)
        #expect(history.map(\.version) == [2, 1])
        #expect(history.first?.info?.billow == ["run": "second"])
        let error = await #expect(throws: BillowError.self) { _ = try await table.snapshot(version: 3) }
        #expect(error?.code == .nothingToRead)
        #expect(await store.list(prefix: "").map(\.key.name) == (0...2).map(Commit.fileName))
    }

    @Test func conflictsAreGivenBack() async throws {
        let table = try table(MemoryStore())
        let created = try await Sample.create(table)
        var mine = TableChange(info: Sample.info())
        mine.replace(PartitionScope(["p": "a"]), in: created, with: [Sample.file("mine", "a")])
        _ = try await table.commit(TableChange(adds: [Sample.file("theirs", "a")], info: Sample.info()), on: created)
        guard case .conflicted(let reason, let current) = try await table.commit(mine, on: created) else {
            return #expect(Bool(false), "both replaced the same partition")
        }
        #expect(reason.contains("p=a"))
        #expect(current.version == 1)
        #expect(try await table.snapshot()?.files.count == 1)
        let second = try await table.commit(TableChange(metadata: Sample.metadata, info: Sample.info()), on: nil)
        guard case .conflicted = second else { return #expect(Bool(false), "the table was created twice") }
    }

    @Test("a commit whose first attempt had arrived is one commit")
    func arrivesTwice() async throws {
        let store = FaultyStore(MemoryStore(), faults: [.arrivesTwice])
        let table = try table(store)
        let created = try await Sample.create(table)
        #expect(created.version == 0)
        await store.fail(next: [.arrivesTwice])
        let change = TableChange(
            adds: [Sample.file("1", "a")], transactions: [Transaction(appID: "x", version: 1)], info: Sample.info())
        #expect(try await table.commit(change, on: created).committed().version == 1)
        #expect(try await table.snapshot()?.version == 1)
    }

    @Test("an error changes nothing")
    func storeAway() async throws {
        let memory = MemoryStore()
        let store = FaultyStore(memory, faults: [])
        let table = try table(store)
        let created = try await Sample.create(table)
        await store.fail(next: [.fails])
        let error = await #expect(throws: BillowError.self) {
            _ = try await table.commit(TableChange(adds: [Sample.file("1", "a")], info: Sample.info()), on: created)
        }
        #expect(error?.code == .unavailable)
        #expect(try await table.snapshot()?.version == 0)
    }

    @Test(
        "eight writers, each its own month and a shared counter: nothing lost, nothing twice",
        arguments: ["memory", "local"])
    func race(kind: String) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let store: any ObjectStore = kind == "memory" ? MemoryStore() : LocalStore(root: folder.url.path)
        let table = try table(store, codec: LinesCodec())
        let created = try await Sample.create(table)
        let rounds = 8
        let conflicts = try await withThrowingTaskGroup(of: Int.self) { group in
            for writer in 0..<8 {
                group.addTask { try await Self.writeMonth(table, from: created, writer: writer, rounds: rounds) }
            }
            return try await group.reduce(0, +)
        }
        let end = try #require(try await table.snapshot())
        #expect(end.version == 8 * rounds)
        #expect(try await table.history().map(\.version) == (0...end.version).reversed())
        #expect(end.files.filter { $0.partitionValues["p"] != "shared" }.count == 8)
        #expect(end.transactions["shared"]?.version == Int64(8 * rounds / 2))
        for writer in 0..<8 {
            let names = end.files(in: PartitionScope(["p": "m\(writer)"])).map { $0.tags["billow.name"] }
            #expect(names == ["w\(writer)-\(rounds)"])
        }
        // Each begins with the shared counter as it was when the table was made: one can be first.
        #expect(conflicts >= 7)
        #expect(try await Table(store: store, root: table.root).snapshot()?.files == end.files)
    }

    /// Even rounds replace the writer's own month, which never conflicts; odd ones advance a counter that all share.
    private static func writeMonth(
        _ table: Table, from created: Snapshot, writer: Int, rounds: Int
    ) async throws -> Int {
        var conflicts = 0
        var snapshot: Snapshot? = created
        for round in 1...rounds {
            while true {
                var change = TableChange(info: Sample.info("w\(writer)-\(round)"))
                if round.isMultiple(of: 2) {
                    let file = Sample.file("w\(writer)-\(round)", "m\(writer)")
                    change.replace(PartitionScope(["p": "m\(writer)"]), in: snapshot, with: [file])
                } else {
                    let next = (snapshot?.transactionVersion("shared") ?? 0) + 1
                    change.transactions = [Transaction(appID: "shared", version: next)]
                }
                let outcome = try await table.commit(change, on: snapshot)
                await Task.yield()
                if case .conflicted(_, let current) = outcome {
                    #expect(!round.isMultiple(of: 2))
                    conflicts += 1
                    snapshot = current
                    continue
                }
                // An old snapshot on purpose in every third round: the commit has to catch up by itself.
                if !round.isMultiple(of: 3) {
                    snapshot = try outcome.committed()
                } else {
                    snapshot = try await table.refreshed(try outcome.committed())
                }
                break
            }
        }
        return conflicts
    }

    @Test func opensWithOneListing() async throws {
        let memory = MemoryStore()
        let plain = try table(memory)
        var snapshot = try await Sample.create(plain)
        for index in 0..<25 {
            let change = TableChange(adds: [Sample.file("f\(index)", "a")], info: Sample.info())
            snapshot = try await plain.commit(change, on: snapshot).committed()
        }
        let counted = FaultyStore(memory)
        #expect(try await table(counted).snapshot()?.files.count == 25)
        #expect(await counted.lists == 1)
        #expect(await counted.opens == 26)
    }

    @Test("the latest version is told from others without a listing")
    func latest() async throws {
        let memory = MemoryStore()
        let plain = try table(memory)
        #expect(try await !plain.isLatest(0))
        let first = try await Sample.create(plain)
        #expect(try await plain.isLatest(0))
        _ = try await plain.commit(TableChange(info: Sample.info()), on: first).committed()
        let counted = FaultyStore(memory)
        let table = try table(counted)
        #expect(try await [table.isLatest(0), table.isLatest(1), table.isLatest(2)] == [false, true, false])
        #expect(await counted.lists == 0)
    }

    @Test(arguments: ["00000000000000000001.json", "00000000000000000000.json"])
    func missingCommits(name: String) async throws {
        let store = MemoryStore()
        let table = try table(store)
        var snapshot = try await Sample.create(table)
        for _ in 0..<3 { snapshot = try await table.commit(TableChange(info: Sample.info()), on: snapshot).committed() }
        await store.delete(try table.logKey(name))
        let error = await #expect(throws: BillowError.self) { _ = try await table.snapshot() }
        #expect(error?.code == .badData)
        #expect(error?.message.contains("missing") == true)
    }
}

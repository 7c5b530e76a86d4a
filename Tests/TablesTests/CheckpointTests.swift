import BillingModel
import Foundation
import ObjectStorage
import Synchronization
import TableLog
import Testing

@testable import Tables

@Suite("Checkpoints: faster, never different")
struct CheckpointTests {
    private let store = MemoryStore()

    /// Reads checkpoints wherever there are any.
    private func table(codec: (any CheckpointCodec)? = LinesCodec()) throws -> Table {
        Table(store: store, root: try ObjectKey("t"), codec: codec, checkpointBytesMin: 0)
    }

    /// 23 versions above 0, each with a file, every third removing one.
    private func fill(_ table: Table) async throws -> Snapshot {
        var snapshot = try await Sample.create(table)
        for index in 1...23 {
            let removes = index.isMultiple(of: 3) ? [snapshot.files[0].path] : []
            let change = TableChange(
                adds: [Sample.file("f\(index)", "a")], removes: removes,
                transactions: [Transaction(appID: "x", version: Int64(index))], info: Sample.info())
            snapshot = try await table.commit(change, on: snapshot).committed()
        }
        return snapshot
    }

    private func expectSame(_ snapshot: Snapshot?, _ expected: Snapshot, _ comment: Comment) {
        #expect(snapshot?.version == expected.version, comment)
        #expect(snapshot?.files.map(\.logPath) == expected.files.map(\.logPath), comment)
        #expect(snapshot?.files.map(\.tags) == expected.files.map(\.tags), comment)
        #expect(snapshot?.transactions == expected.transactions, comment)
        #expect(snapshot?.metadata == expected.metadata, comment)
    }

    @Test func everyTenCommits() async throws {
        let table = try table()
        let end = try await fill(table)
        let names = await store.list(prefix: "t/_delta_log/").map(\.key.name).filter { !$0.hasSuffix(".json") }
        #expect(names == [10, 20].map(Commit.checkpointName) + ["_last_checkpoint"])
        let pointer = try await store.read(try table.logKey("_last_checkpoint"))
        #expect(String(decoding: pointer, as: UTF8.self).contains(#""numOfAddFiles":14,"#))
        expectSame(try await table.snapshot(), end, "with checkpoints")
        expectSame(try await self.table(codec: nil).snapshot(), end, "without a codec")
        let counted = FaultyStore(store)
        _ = try await Table(store: counted, root: table.root, codec: LinesCodec(), checkpointBytesMin: 0).snapshot()
        #expect(await counted.opens == 5, "pointer, checkpoint, three commits")
        #expect(try await table.snapshot(version: 15)?.version == 15)
        #expect(try await table.snapshot(version: 5)?.files.count == 4)
    }

    @Test("commits are read where a checkpoint would save little; the checkpoint where they are damaged or gone")
    func smallSavings() async throws {
        let end = try await fill(try table())
        let counted = FaultyStore(store)
        let table = Table(store: counted, root: try ObjectKey("t"), codec: LinesCodec())
        expectSame(try await table.snapshot(), end, "from commits")
        #expect(await counted.opens == 24, "commits alone")
        _ = try await store.put(try table.logKey(Commit.fileName(7)), Array("{".utf8), mode: .overwrite)
        expectSame(try await table.snapshot(), end, "a damaged commit before the checkpoint")
        await #expect(throws: BillowError.self) { try await Table(store: store, root: table.root).snapshot() }
        await #expect(throws: BillowError.self) { try await table.snapshot(version: 9) }
        await store.delete(try table.logKey(Commit.fileName(7)))
        expectSame(try await table.snapshot(), end, "a missing commit before the checkpoint")
        await store.delete(try table.logKey(Commit.fileName(22)))
        await #expect(throws: BillowError.self) { try await table.snapshot() }
    }

    @Test(
        "whatever is wrong with a checkpoint, the commits say the same",
        arguments: [
            "not JSON", #"{"version":20,"size":3}"#, #"{"version":999,"size":3}"#,
            #"{"version":20,"size":36,"sizeInBytes":1}"#, "",
        ])
    func brokenPointer(pointer: String) async throws {
        let end = try await fill(try table())
        _ = try await store.put(try table().logKey("_last_checkpoint"), Array(pointer.utf8), mode: .overwrite)
        expectSame(try await table().snapshot(), end, "\(pointer)")
    }

    @Test(arguments: ["garbage", "", #"{"protocol":{"minReaderVersion":1,"minWriterVersion":2}}"#])
    func brokenCheckpoint(content: String) async throws {
        let end = try await fill(try table())
        _ = try await store.put(try table().logKey(Commit.checkpointName(20)), Array(content.utf8), mode: .overwrite)
        expectSame(try await table().snapshot(), end, "\(content)")
        await store.delete(try table().logKey(Commit.checkpointName(20)))
        expectSame(try await table().snapshot(), end, "the older one")
        await store.delete(try table().logKey("_last_checkpoint"))
        expectSame(try await table().snapshot(), end, "no pointer")
    }

    @Test("a checkpoint that fails is reported, and the commit stands")
    func failure() async throws {
        struct Failing: CheckpointCodec {
            func read(file: String) async throws -> [Action] { throw CancellationError() }
            func write(_ actions: [Action], to file: String) async throws { throw CancellationError() }
        }
        let failures = Mutex(0)
        let table = Table(store: store, root: try ObjectKey("t"), codec: Failing()) { _ in failures.withLock { $0 += 1 }
        }
        let end = try await fill(table)
        #expect(end.version == 23)
        #expect(failures.withLock { $0 } == 2)
        expectSame(try await table.snapshot(), end, "no checkpoint")
    }
}

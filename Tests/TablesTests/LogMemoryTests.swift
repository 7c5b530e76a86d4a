import BillingModel
import ObjectStorage
import TableLog
import Testing

@testable import Tables

@Suite("What has been read of a log is not read again, and never instead of what is there")
struct LogMemoryTests {
    private let store = MemoryStore()

    private func table(_ store: any ObjectStore, _ memory: LogMemory? = nil) throws -> Table {
        Table(store: store, root: try ObjectKey("t"), codec: LinesCodec(), memory: memory)
    }

    private func grow(_ snapshot: Snapshot, by count: Int) async throws -> Snapshot {
        var snapshot = snapshot
        for _ in 0..<count {
            let change = TableChange(adds: [Sample.file("f\(snapshot.version)", "a")], info: Sample.info())
            snapshot = try await table(store).commit(change, on: snapshot).committed()
        }
        return snapshot
    }

    @Test func eachCommitOnce() async throws {
        var end = try await grow(try await Sample.create(try table(store)), by: 12)
        let counted = FaultyStore(store)
        let table = try table(counted, LogMemory())
        #expect(try await table.snapshot()?.files == end.files)
        #expect(try await table.snapshot()?.files == end.files)
        #expect(try await table.history().map(\.version) == (0...12).reversed())
        #expect(try await table.snapshot(version: 5)?.files.count == 5)
        #expect(await counted.opens == 13)
        end = try await grow(end, by: 3)
        #expect(try await table.snapshot()?.files == end.files)
        #expect(try await table.refreshed(end).version == 15)
        #expect(try await table.history(limit: 2).map(\.version) == [15, 14])
        #expect(await counted.opens == 16)
    }

    @Test("a log that was replaced, cut off or damaged is read as it is now")
    func changed() async throws {
        let end = try await grow(try await Sample.create(try table(store)), by: 5)
        let table = try table(store, LogMemory())
        #expect(try await table.snapshot()?.version == 5)
        let last = try table.logKey(Commit.fileName(5))
        let bytes = try await store.read(last)
        _ = try await store.put(last, Array("{".utf8), mode: .overwrite)
        await #expect(throws: BillowError.self) { try await table.snapshot() }
        await #expect(throws: BillowError.self) { try await table.history() }
        await store.delete(last)
        #expect(try await table.snapshot()?.version == 4)
        _ = try await store.put(last, bytes, mode: .ifAbsent)
        #expect(try await table.snapshot()?.files == end.files)
        for object in await store.list(prefix: "") { await store.delete(object.key) }
        #expect(try await table.snapshot() == nil)
        _ = try await Sample.create(try self.table(store))
        #expect(try await table.snapshot()?.files.isEmpty == true)
        #expect(try await table.history().count == 1)
    }

    @Test("what does not fit is read again")
    func bounds() async throws {
        _ = try await grow(try await Sample.create(try table(store)), by: 9)
        let counted = FaultyStore(store)
        let table = try table(counted, LogMemory(sizeBytesMax: 0))
        for _ in 0..<2 { #expect(try await table.history().count == 10) }
        #expect(await counted.opens == 20)
    }
}

import BillingModel
import ObjectStorage
import TableLog
import Testing

@testable import Tables

@Suite("Damage in a log")
struct LogInspectionTests {
    private let store = MemoryStore()

    /// 12 sealed commits, a checkpoint at 10.
    private func table() async throws -> Table {
        let table = Table(store: store, root: try ObjectKey("t"), codec: LinesCodec())
        var snapshot = try await Sample.create(table)
        for index in 1...11 {
            var file = Sample.file("f\(index)", "a")
            file = AddFile(
                path: file.path, partitionValues: file.partitionValues, sizeBytes: 1, modificationMillis: 1,
                statistics: try file.statistics, tags: [AddFile.hashTag: "00"])
            var info = Sample.info()
            info.engineInfo = "billow/1"
            snapshot = try await table.commit(TableChange(adds: [file], info: info), on: snapshot).committed()
        }
        return table
    }

    @Test("a flipped bit in any log file is found; an untouched log has no problem")
    func everyByte() async throws {
        let table = try await table()
        let clean = try #require(try await table.inspectLog())
        #expect(clean.problems.isEmpty && clean.sealedCommits == 12 && clean.snapshot?.version == 11)
        for name in [Commit.fileName(1), Commit.fileName(7), Commit.checkpointName(10), "_last_checkpoint"] {
            let key = try table.logKey(name)
            let bytes = try await store.read(key)
            for place in stride(from: Int.random(in: 0..<7), to: bytes.count, by: bytes.count > 1000 ? 29 : 7) {
                var damaged = bytes
                damaged[place] ^= 1 << UInt8(place % 8)
                _ = try await store.put(key, damaged, mode: .overwrite)
                let found = try #require(try await table.inspectLog())
                #expect(!found.problems.isEmpty, "\(name) byte \(place)")
            }
            _ = try await store.put(key, bytes, mode: .overwrite)
        }
        #expect(try await table.inspectLog()?.problems == [])
    }

    @Test("a commit that is gone, and one that was written by another program")
    func goneAndForeign() async throws {
        let table = try await table()
        let last = try table.logKey(Commit.fileName(10))
        let bytes = try await store.read(last)
        // Compaction by somebody else: no seal, and none is missed.
        let info = CommitInfo(timestampMillis: 1, operation: "OPTIMIZE")
        let foreign = Commit(version: 12, actions: [.commitInfo(info)])
        _ = try await store.put(try table.logKey(Commit.fileName(12)), try foreign.bytes(), mode: .ifAbsent)
        #expect(try await table.inspectLog()?.problems == [])
        try await store.delete(last)
        #expect(try await table.inspectLog()?.problems.map(\.what) == ["the commit is missing"])
        _ = try await store.put(last, bytes, mode: .ifAbsent)
    }

    @Test func seals() throws {
        let commit = Commit(version: 3, actions: [.commitInfo(Sample.info("\"contentSha256\":\"0000"))])
        let sealed = try CommitSeal.sealed(commit)
        #expect(CommitSeal(of: sealed) == .intact)
        #expect(CommitSeal(of: try commit.bytes()) == .absent)
        #expect(try Commit(version: 3, bytes: sealed).info?.seal?.count == 64)
    }
}

import BillingModel
import Foundation
import ObjectStorage
import Testing

@Suite("Object stores: one contract, every driver")
struct StoreConformanceTests {
    @Test(arguments: StoreKind.allCases)
    func readsBackWhatWasWritten(kind: StoreKind) async throws {
        try await kind.withStore { store, _ in
            let large = (0..<3_000_001).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            for (name, bytes) in [("a/b/c", large), ("empty", []), ("one", [7])] {
                let key = try ObjectKey(name)
                #expect(try await store.put(key, bytes, mode: .overwrite) == .written)
                #expect(try await store.read(key) == bytes)
                #expect(try await store.head(key)?.sizeBytes == bytes.count)
            }
            var stream = try await store.open(try ObjectKey("a/b/c"))
            var chunks = 0
            while let chunk = try await stream.next() {
                #expect(!chunk.isEmpty)
                chunks += 1
            }
            #expect(chunks > 1)
            #expect(try await stream.next() == nil)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func missing(kind: StoreKind) async throws {
        try await kind.withStore { store, _ in
            #expect(try await store.list(prefix: "").isEmpty)
            let key = try ObjectKey("no/such")
            #expect(try await store.head(key) == nil)
            try await store.delete(key)
            let error = await #expect(throws: BillowError.self) { try await store.open(key) }
            #expect(error?.code == .nothingToRead)
            _ = try await store.put(try ObjectKey("no/such/thing"), [1], mode: .ifAbsent)
            #expect(try await store.head(key) == nil)
            await #expect(throws: BillowError.self) { _ = try await store.read(key) }
        }
    }

    @Test("listed in the order of their bytes, by plain prefixes", arguments: StoreKind.allCases)
    func listing(kind: StoreKind) async throws {
        try await kind.withStore { store, _ in
            let names =
                [
                    "a", "a b", "a%2Fb", "a-b/x", "a.b/x", "a/", "B", "p=[*]/x?.csv", "ü/é", "ü/e\u{301}", "zz\\x",
                    "~",
                    ".DS_Store",
                    "tab\tnew\nline", "😀", "dir/sub/deep/file", "dir/sub2/file", "dir2", "p=a=b", "-rf",
                ].filter { !$0.hasSuffix("/") && $0 != "a" } + ["a"]
            for name in names { _ = try await store.put(try ObjectKey(name), Array(name.utf8), mode: .ifAbsent) }
            let sorted = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            let all = try await store.keys()
            #expect(all.count == names.count)
            #expect(zip(all, sorted).allSatisfy { $0.utf8.elementsEqual($1.utf8) })
            for prefix in [
                "dir", "dir/", "dir/sub", "dir/sub/", "dir/sub/deep/file", "a", "a ", "p=", "ü/", "x", "/", "dir//",
                "../", "./",
            ] {
                let expected = sorted.filter { $0.utf8.starts(with: prefix.utf8) }
                #expect(try await store.keys(prefix) == expected, "prefix '\(prefix)'")
            }
            for name in names { #expect(try await store.read(try ObjectKey(name)) == Array(name.utf8)) }
        }
    }

    @Test(arguments: StoreKind.allCases)
    func ifAbsentTouchesNothing(kind: StoreKind) async throws {
        try await kind.withStore { store, outside in
            let key = try ObjectKey("log/0.json")
            #expect(try await store.put(key, [1], mode: .ifAbsent) == .written)
            let before = try await store.head(key)
            #expect(try await store.put(key, [2, 2], mode: .ifAbsent) == .alreadyExists)
            let file = outside.appendingPathComponent("f")
            try Data([3]).write(to: file)
            #expect(try await store.adopt(file: file.path, as: key, mode: .ifAbsent) == .alreadyExists)
            #expect(FileManager.default.fileExists(atPath: file.path))
            #expect(try await store.head(key) == before)
            #expect(try await store.read(key) == [1])
        }
    }

    @Test("of sixteen writers at once exactly one wins", arguments: StoreKind.allCases)
    func race(kind: StoreKind) async throws {
        try await kind.withStore { store, outside in
            for round in 0..<20 {
                let key = try ObjectKey("race/\(round)")
                let winners = try await withThrowingTaskGroup(of: UInt8?.self) { group in
                    for writer in 0..<UInt8(16) {
                        group.addTask {
                            let bytes = [UInt8](repeating: writer, count: 10_000)
                            let outcome: PutOutcome
                            if writer % 2 == 0 {
                                outcome = try await store.put(key, bytes, mode: .ifAbsent)
                            } else {
                                let file = outside.appendingPathComponent("\(round)-\(writer)")
                                try Data(bytes).write(to: file)
                                outcome = try await store.adopt(file: file.path, as: key, mode: .ifAbsent)
                            }
                            return outcome == .written ? writer : nil
                        }
                    }
                    return try await group.reduce(into: [UInt8]()) { if let winner = $1 { $0.append(winner) } }
                }
                let winner = try #require(winners.first)
                #expect(winners.count == 1)
                #expect(try await store.read(key) == [UInt8](repeating: winner, count: 10_000))
            }
            #expect(try await store.keys().count == 20)
        }
    }

    @Test("a reader sees one whole object, whoever writes meanwhile", arguments: StoreKind.allCases)
    func wholeObjects(kind: StoreKind) async throws {
        try await kind.withStore { store, _ in
            let key = try ObjectKey("a/b")
            _ = try await store.put(key, [UInt8](repeating: 0, count: 200_000), mode: .overwrite)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 1...3 {
                    group.addTask {
                        for round in 0..<20 {
                            let bytes = [UInt8](repeating: UInt8(writer * 20 + round), count: 200_000 + round)
                            _ = try await store.put(key, bytes, mode: .overwrite)
                        }
                    }
                }
                for _ in 0..<2 {
                    group.addTask {
                        for _ in 0..<40 {
                            guard let bytes = try await store.readUnlessChanging(key) else { continue }
                            #expect(Set(bytes).count == 1)
                            #expect(bytes.count == 200_000 + (bytes.first.map { $0 == 0 ? 0 : Int($0) % 20 } ?? -1))
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await store.keys() == ["a/b"])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func adopts(kind: StoreKind) async throws {
        try await kind.withStore { store, outside in
            let file = outside.appendingPathComponent("part.parquet")
            for mode in [PutMode.ifAbsent, .overwrite] {
                try Data([1, 2, 3]).write(to: file)
                let key = try ObjectKey("t/p=x y/\(mode)")
                #expect(try await store.adopt(file: file.path, as: key, mode: mode) == .written)
                #expect(!FileManager.default.fileExists(atPath: file.path))
                #expect(try await store.read(key) == [1, 2, 3])
            }
            await #expect(throws: BillowError.self) {
                _ = try await store.adopt(file: file.path, as: try ObjectKey("gone"), mode: .overwrite)
            }
            #expect(try await store.head(try ObjectKey("gone")) == nil)
        }
    }

    @Test("the etag changes with the content, and only with it", arguments: StoreKind.allCases)
    func etags(kind: StoreKind) async throws {
        try await kind.withStore { store, _ in
            let key = try ObjectKey("k")
            var seen: Set<String> = []
            for byte in UInt8(0)..<20 {
                _ = try await store.put(key, [byte], mode: .overwrite)
                let head = try await store.head(key)
                #expect(try await store.list(prefix: "k") == [head].compactMap { $0 })
                seen.insert(head?.etag ?? "")
            }
            #expect(seen.count == 20)
        }
    }

    @Test("an object is no folder, a folder no object", arguments: StoreKind.allCases)
    func nesting(kind: StoreKind) async throws {
        try await kind.withStore { store, _ in
            _ = try await store.put(try ObjectKey("a/b"), [1], mode: .ifAbsent)
            await #expect(throws: BillowError.self) {
                _ = try await store.put(try ObjectKey("a/b/c"), [1], mode: .ifAbsent)
            }
            await #expect(throws: BillowError.self) {
                _ = try await store.put(try ObjectKey("a"), [1], mode: .overwrite)
            }
            #expect(try await store.keys() == ["a/b"])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func deletes(kind: StoreKind) async throws {
        try await kind.withStore { store, _ in
            _ = try await store.put(try ObjectKey("a/b"), [1], mode: .ifAbsent)
            _ = try await store.put(try ObjectKey("a/c"), [1], mode: .ifAbsent)
            try await store.delete(try ObjectKey("a/b"))
            try await store.delete(try ObjectKey("a"))
            #expect(try await store.keys() == ["a/c"])
            #expect(try await store.put(try ObjectKey("a/b"), [2], mode: .ifAbsent) == .written)
        }
    }
}

extension ObjectStore {
    /// Nil where the store noticed that the object was replaced under the reader.
    fileprivate func readUnlessChanging(_ key: ObjectKey) async throws -> [UInt8]? {
        do {
            return try await read(key)
        } catch let error as BillowError where error.code == .tryAgain {
            return nil
        }
    }
}

@Suite("Keys")
struct ObjectKeyTests {
    @Test(arguments: [
        "", "/a", "a/", "a//b", ".", "..", "a/../b", "a/./b", "a\0b", "../\u{301}x", "a/..", "a\0\u{301}",
    ])
    func refused(path: String) {
        #expect(throws: BillowError.self) { try ObjectKey(path) }
    }

    @Test func bytes() throws {
        #expect(try ObjectKey("\u{E9}") != ObjectKey("e\u{301}"))
        #expect(try Set([ObjectKey("\u{E9}"), ObjectKey("e\u{301}")]).count == 2)
        let marked = try ObjectKey("a/\u{301}b")
        #expect(marked.segments.count == 2)
        #expect(marked.parent?.path == "a")
        #expect(try ObjectKey("a").parent == nil)
        #expect(try ObjectKey("a/b/..c").name == "..c")
    }
}

import BillingModel
import BillingSources
import ObjectStorage
import Randomness
import Testing

@testable import Discovery

@Suite("Files that were looked into before are not opened again")
struct KnownFilesTests {
    private let store = MemoryStore()

    private func put(_ path: String, _ text: String) async throws {
        _ = try await store.put(try ObjectKey(path), Array(text.utf8), mode: .overwrite)
    }

    private func discover(
        _ objects: [ObjectSummary], _ known: KnownFiles, _ hints: DeliveryHints = .none
    ) async throws -> Discovered {
        try await DeliveryFinder(
            sources: [Harbour()], store: store, parquet: NoParquet(), folder: "nowhere", hints: hints, known: known
        ).discover(objects)
    }

    private func putSome() async throws {
        try await put("a.csv", "ship,cost,month\nx,1,2025-09\n")
        try await put("rows.json", "{\"ship\": \"x\", \"cost\": 1, \"month\": \"2025-08\"}\n")
        try await put("other.csv", "who,what\n1,2\n")
        try await put("other.json", "{\"who\": 1}\n{\"who\": 2}\n")
        try await put("empty-month.csv", "ship,cost,month\n")
        try await put("bad.csv", "ship,cost,month\n\"x\n")
    }

    @Test("what is found is the same, without a look at the files; what could not be read is read again")
    func again() async throws {
        try await putSome()
        let objects = await store.list(prefix: "")
        let first = try await discover(objects, KnownFiles())
        let known = try #require(KnownFiles(text: first.known.text))
        #expect(known == first.known)
        #expect(known.text.split(separator: "\n").count == 5)
        for object in objects where object.key.name != "bad.csv" { try await store.delete(object.key) }
        let second = try await discover(objects, known)
        #expect(Set(second.deliveries) == Set(first.deliveries) && first.deliveries.count == 3)
        #expect(second.others == first.others && first.others.count == 3)
        #expect(second.known == known)
    }

    @Test("a file that has changed is looked into, one that is gone is forgotten")
    func changed() async throws {
        try await putSome()
        let known = try await discover(await store.list(prefix: ""), KnownFiles()).known
        try await put("a.csv", "ship,cost,month\nx,1,2025-07\n")
        try await store.delete(try ObjectKey("other.csv"))
        let objects = await store.list(prefix: "")
        let found = try await discover(objects, known)
        #expect(found.deliveries.first { $0.run == "a.csv" }?.period?.description == "2025-07")
        #expect(found.known.text.split(separator: "\n").count == 4)
        #expect(found.known == (try await discover(objects, KnownFiles()).known))
    }

    @Test("what the user says of a file is heard, whatever was known of it")
    func hinted() async throws {
        try await putSome()
        let objects = await store.list(prefix: "")
        let known = try await discover(objects, KnownFiles()).known
        let hints = DeliveryHints([.init(match: PathGlob("a.csv"), DeliveryHint(dataset: "tolls"))])
        let found = try await discover(objects, known, hints)
        #expect(found.deliveries.first { $0.run == "a.csv" }?.problem != nil)
        #expect(!found.known.text.contains("a.csv\t"))
        #expect(try await discover(objects, found.known).deliveries.first { $0.run == "a.csv" }?.problem == nil)
    }

    @Test("names and findings come back from the text as they were, or are left out", arguments: 0..<20)
    func text(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let pieces = ["a", "é", "e\u{301}", "/", "\t", "\n", "\r", "\r\n", " ", "|", "\u{0}", "𝄞", "."]
        func word(_ lengths: ClosedRange<Int> = 0...5) -> String {
            (0..<random.roll(lengths)).map { _ in random.once(in: 4) ? random.pick(pieces) : "a" }.joined()
        }
        var known = KnownFiles()
        var plain = 0
        for _ in 0..<200 {
            guard let key = try? ObjectKey(word(1...8)) else { continue }
            let object = ObjectSummary(
                key: key, sizeBytes: random.roll(10), modifiedMicros: 0, etag: word())
            let period = random.flip() ? BillingPeriod("2025-10") : nil
            let finding: KnownFiles.Finding =
                random.flip()
                ? .other(reason: word(1...5))
                : .export(
                    Recognition(
                        dataset: word(), export: word(), period: period, group: random.flip() ? word() : nil,
                        run: random.flip() ? word() : nil))
            known.learn(finding, of: object)
            var alone = KnownFiles()
            alone.learn(finding, of: object)
            let read = try #require(KnownFiles(text: alone.text))
            #expect(read.isEmpty || read.finding(of: object) == finding, "seed \(seed)")
            if !read.isEmpty { plain += 1 }
        }
        let read = try #require(KnownFiles(text: known.text), "seed \(seed)")
        #expect(read.text == known.text && plain > 10, "seed \(seed)")
    }

    @Test(
        "a damaged text is none",
        arguments: [
            "a.csv", "a.csv\tx\te\tfees\tfees\t\t\t", "a.csv\t1\te\tfees\tfees\t2025-13\t\t",
            "a\t1\te\tfees\t\t\t\t",
        ])
    func damaged(text: String) {
        #expect(KnownFiles(text: text) == nil)
    }
}

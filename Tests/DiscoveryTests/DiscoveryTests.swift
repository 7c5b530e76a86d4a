import BillingModel
import BillingSources
import ObjectStorage
import Testing

@testable import Discovery

@Suite("Discovery: every object is in a delivery or among the others")
struct DiscoveryTests {
    private let store = MemoryStore()

    private func put(_ path: String, _ text: String) async throws {
        _ = try await store.put(try ObjectKey(path), Array(text.utf8), mode: .overwrite)
    }

    private func discover(_ hints: DeliveryHints = .none) async throws -> Discovered {
        let discovery = DeliveryFinder(
            sources: [Harbour()], store: store, parquet: NoParquet(), folder: "nowhere", hints: hints)
        return try await discovery.discover(await store.list(prefix: ""))
    }

    /// A manifest of the harbour: month, run, then files.
    private func manifest(_ path: String, run: String = "r1", _ files: String...) async throws {
        try await put(path, "harbour 2025-10 \(run) \(files.joined(separator: " "))")
    }

    @Test("a manifest's files are one delivery, found below another root")
    func byManifest() async throws {
        try await manifest("copy/r1/manifest.json", "bucket/r1/a.csv", "bucket/r1/b.csv:8")
        try await put("copy/r1/a.csv", "ship,cost\n")
        try await put("copy/r1/b.csv", "ship,cos")
        let found = try await discover()
        let delivery = try #require(found.deliveries.first)
        #expect(found.deliveries.count == 1)
        #expect(found.others.isEmpty)
        #expect(delivery.files.map(\.path) == ["copy/r1/a.csv", "copy/r1/b.csv"])
        #expect(delivery.period?.description == "2025-10")
        #expect(delivery.problem == nil)
        #expect(delivery.manifest == "copy/r1/manifest.json")
    }

    @Test("a part that is missing, that has another size, or that nobody declared is a problem that names it")
    func problems() async throws {
        try await manifest("one/r1/manifest.json", run: "r1", "one/r1/gone.csv")
        try await manifest("two/r2/manifest.json", run: "r2", "two/r2/a.csv:99")
        try await put("two/r2/a.csv", "ship,cost\n")
        try await manifest("three/r3/manifest.json", run: "r3", "three/r3/b.csv")
        try await put("three/r3/b.csv", "ship,cost\n")
        try await put("three/r3/c.csv", "ship,cost\n")
        let problems = try await discover().deliveries.reduce(into: [:]) { $0[$1.run] = $1.problem }
        #expect(problems["r1"]?.reason == "the part one/r1/gone.csv that the manifest names is missing")
        #expect(problems["r2"]?.reason == "10 bytes where the manifest declares 99")
        #expect(problems["r2"]?.source == "two/r2/a.csv")
        #expect(problems["r3"]?.source == "three/r3/c.csv")
    }

    @Test("two files of one name: the nearer one is the part")
    func sameNames() async throws {
        for run in ["r1", "r2"] {
            try await manifest("all/\(run)/manifest.json", run: run, "root/all/\(run)/part.csv")
            try await put("all/\(run)/part.csv", "ship,cost\n\(run),1\n")
        }
        let found = try await discover()
        #expect(found.deliveries.map { $0.files.map(\.path) } == [["all/r1/part.csv"], ["all/r2/part.csv"]])
    }

    @Test("what lies beside a manifest that shares its folder is a left-over, no delivery")
    func leftOver() async throws {
        try await manifest("month/manifest.json", "month/a-1.csv")
        try await put("month/a-1.csv", "ship,cost\n")
        try await put("month/a-2.csv", "ship,cost\n")
        let found = try await discover()
        #expect(found.deliveries.count == 1 && found.deliveries[0].problem == nil)
        #expect(found.others == [.init(path: "month/a-2.csv", reason: "not named by the manifest month/manifest.json")])
    }

    @Test("files beside something that is not landed are not landed either")
    func otherDataset() async throws {
        try await put("prices/manifest.json", "prices")
        try await put("prices/a.csv", "ship,cost\n")
        let found = try await discover()
        #expect(found.deliveries.isEmpty)
        #expect(found.others.map(\.path) == ["prices/a.csv", "prices/manifest.json"])
    }

    @Test("files without manifest: by header, a month each")
    func byHeader() async throws {
        try await put("a.csv", "ship,cost,month\nx,1,2025-09\n")
        try await put("b.csv", "\u{FEFF}ship,cost,month\r\nx,1,2025-10")
        try await put("empty-month.csv", "ship,cost,month\n")
        try await put("other.csv", "who,what\n1,2\n")
        let found = try await discover()
        let periods = found.deliveries.reduce(into: [:]) { $0[$1.run] = $1.period?.description ?? "none" }
        #expect(periods == ["a.csv": "2025-09", "b.csv": "2025-10"])
        let others = [
            "empty-month.csv": "no row and no manifest tells the billing period of this Harbour fees",
            "other.csv": "not an export: the header (who, what) is not that of any Harbour fees",
        ]
        #expect(found.others.reduce(into: [:]) { $0[$1.path] = $1.reason } == others)
    }

    @Test("a file is what the user says it is, or it is rejected")
    func hinted() async throws {
        try await put("right/a.csv", "ship,cost,month\nx,1,2025-09\n")
        try await put("wrong/a.csv", "ship,cost,month\nx,1,2025-09\n")
        let found = try await discover(
            DeliveryHints([
                .init(match: PathGlob("right/*"), DeliveryHint(dataset: "fees")),
                .init(match: PathGlob("**"), DeliveryHint(dataset: "tolls")),
            ]))
        let reasons = found.deliveries.reduce(into: [:]) { $0[$1.files[0].path] = $1.problem?.reason ?? "" }
        let reason = "the configuration says that this is tolls, but the header is not of that kind"
        #expect(reasons == ["right/a.csv": "", "wrong/a.csv": reason])
    }

    @Test("files of a manifest that cannot be read are no loose exports, though they lie in another tree")
    func separateTrees() async throws {
        try await put("daily/metadata/month=1/manifest.json", "{")
        try await put("daily/data/month=1/a.csv", "ship,cost,month\n1,2,2025-09\n")
        try await put("daily/data/month=2/b.csv", "ship,cost,month\n1,2,2025-10\n")
        let found = try await discover()
        let manifest = "daily/metadata/month=1/manifest.json"
        #expect(found.deliveries.map(\.run).sorted() == ["b.csv", "manifest.json"])
        let reason = "not named by the manifest \(manifest)"
        #expect(found.others == [.init(path: "daily/data/month=1/a.csv", reason: reason)])
    }

    @Test("one object that cannot be read hides no other")
    func unreadable() async throws {
        try await put("bad.csv", "ship,cost,month\n\"x\n")
        try await put("broken/manifest.json", "harbour broken")
        try await put("cut/x-Manifest.json", "{\"files\": [\"a.c")
        try await put("cut/a.csv", "ship,cost,month\nx,1,2025-09\n")
        try await put("empty.csv", "")
        try await put("good.csv", "ship,cost,month\nx,1,2025-09\n")
        let found = try await discover()
        #expect(found.others.map(\.path) == ["cut/a.csv"])
        let problems = found.deliveries.reduce(into: [:]) { $0[$1.run] = $1.problem?.source ?? "none" }
        let expected = [
            "bad.csv": "bad.csv:2", "manifest.json": "broken/manifest.json", "x-Manifest.json": "cut/x-Manifest.json",
            "empty.csv": "empty.csv", "good.csv": "none",
        ]
        #expect(problems == expected)
    }

    @Test("every object is accounted for")
    func everything() async throws {
        try await put("notes/README.md", "read me")
        try await put("settings.json", "{}")
        try await manifest("r1/manifest.json", "r1/a.csv")
        try await put("r1/a.csv", "ship,cost\n")
        try await put("loose.csv", "ship,cost,month\nx,1,2025-09\n")
        let found = try await discover()
        let files = found.deliveries.flatMap { $0.files.map(\.path) + [$0.manifest].compactMap { $0 } }
        let all = await store.list(prefix: "").map(\.key.path)
        #expect((files + found.others.map(\.path)).sorted() == all)
    }
}

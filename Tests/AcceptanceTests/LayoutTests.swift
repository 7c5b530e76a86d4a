import BillingModel
import Foundation
import Sampling
import Testing

/// The same exports, wherever and however they lie.
@Suite("Layouts")
struct LayoutTests {
    /// A small sample, its folder and what it adds up to.
    private func sampled() async throws -> (scratch: Scratch, paths: [String]) {
        let scratch = try Scratch()
        let last = try #require(BillingPeriod(year: 2025, month: 10))
        try await Sampler(session: try await scratch.workbench.session()).write(
            SampleRequest(folder: scratch.exports.path, seed: 3, months: 1, rows: 40, lastMonth: last))
        try scratch.remove(".billow-sample.json")
        let paths = try FileManager.default.subpathsOfDirectory(atPath: scratch.exports.path).filter {
            $0.hasSuffix(".json") || $0.hasSuffix(".gz") || $0.hasSuffix(".csv") || $0.hasSuffix(".parquet")
        }
        return (scratch, paths.sorted())
    }

    private func sums(after move: (Scratch, [String]) throws -> Void) async throws -> (before: Sums, after: Sums) {
        let (scratch, paths) = try await sampled()
        try await scratch.ingest()
        let before = try await scratch.sums(of: "focus")
        try FileManager.default.removeItem(at: scratch.lake)
        try move(scratch, paths)
        let result = try await scratch.ingest()
        #expect(result.runs(.rejected).map(\.reason) == [])
        #expect(result.others.map(\.path) == [])
        return (before, try await scratch.sums(of: "focus"))
    }

    @Test("a folder for each cloud: billing periods, date ranges without stamps, plain files; no manifests but Azure's")
    func exportFolder() async throws {
        let (before, after) = try await sums { scratch, paths in
            for path in paths {
                let name = String(path.split(separator: "/").last ?? "")
                if path.hasPrefix("aws/focus/"),
                    let month = path.range(of: "BILLING_PERIOD=[0-9-]+", options: .regularExpression)
                {
                    if name.hasSuffix(".parquet") {
                        try scratch.move(path, to: "aws/\(path[month])/\(name)")
                    } else {
                        try scratch.remove(path)
                    }
                } else if path.hasPrefix("azure/focus/") {
                    try scratch.move(
                        path, to: "azure/\(path.split(separator: "/").dropFirst(2).joined(separator: "/"))")
                } else if path.hasPrefix("oci/") || path.hasPrefix("gcp/") {
                    continue
                } else {
                    try scratch.remove(path)
                }
            }
        }
        let kept = before.filter {
            $0.key.hasPrefix("aws-focus") || $0.key.hasPrefix("azure-focus") || $0.key.hasPrefix("oci")
                || $0.key.hasPrefix("gcp")
        }
        #expect(kept.count == 4)
        #expect(after == kept)
    }

    @Test("everything three folders deeper")
    func deeper() async throws {
        let (before, after) = try await sums { scratch, paths in
            for path in paths { try scratch.move(path, to: "copies/from [2025]/x=y/\(path)") }
        }
        #expect(before == after)
        #expect(before.count == 7)
    }

    @Test("everything in two places lands once; moved later, it changes nothing")
    func copied() async throws {
        let (scratch, paths) = try await sampled()
        try await scratch.ingest()
        let once = try await scratch.sums(of: "focus")
        try FileManager.default.removeItem(at: scratch.lake)
        for path in paths { try scratch.write(try scratch.bytes(path), to: "backup/\(path)") }
        try await scratch.ingest()
        #expect(try await scratch.sums(of: "focus") == once)

        try scratch.remove("backup")
        let before = try scratch.lakeFiles()
        for path in paths { try scratch.move(path, to: "moved/\(path)") }
        let result = try await scratch.ingest()
        #expect(result.runs.allSatisfy { $0.state == .skipped }, "\(result.lines)")
        #expect(try scratch.lakeFiles() == before)
    }

    @Test("files that are named one by one land, and nothing else")
    func singleFiles() async throws {
        let scratch = try Scratch()
        var one = AzureDelivery(run: 1)
        one.add(rows: [one.row(cost: "1")])
        var two = AzureDelivery(month: "2025-09", run: 2)
        two.add(rows: [two.row(cost: "2")])
        try scratch.write(one.parts[0].bytes, to: "a/october.csv")
        try scratch.write(two.parts[0].bytes, to: "b/september.csv")
        try scratch.write(two.parts[0].bytes, to: "b/other.csv")
        let result = try await scratch.ingest(["a/october.csv", "b/september.csv"])
        #expect(result.runs.map(\.run) == ["october.csv", "september.csv"])
        #expect(result.runs.map(\.state) == [.landed, .landed])
        try await scratch.expectBilled(["azure-actual 2025-10 EUR": "1", "azure-actual 2025-09 EUR": "2"])
    }

    @Test("blob paths of another storage account's root still find their parts")
    func foreignBlobPaths() async throws {
        let scratch = try Scratch()
        let delivery = AzureDelivery(
            folder: "azure/20251001-20251031/aaaaaaaa-0000-4000-8000-000000000001", costs: ["1", "2"])
        try delivery.write(to: scratch) { manifest in
            guard var blobs = manifest["blobs"] as? [[String: Any]] else { return }
            blobs[0]["blobName"] = "elsewhere/daily/20251001-20251031/202511020300/AAAAAAAA/part_0_0001.csv"
            manifest["blobs"] = blobs
        }
        let result = try await scratch.ingest()
        #expect(result.runs.map(\.state) == [.landed], "\(result.runs.map(\.reason))")
        try await scratch.expectBilled(["azure-actual 2025-10 EUR": "3"])
    }

    @Test("reports in folders of their own: the top manifest decides")
    func createNew() async throws {
        let scratch = try Scratch()
        var old = CURDelivery(assembly: "20251103T040211Z")
        old.add(costs: ["1"])
        try old.write(to: scratch)
        var new = CURDelivery(assembly: "20251104T040211Z")
        new.add(costs: ["1", "2"])
        new.add(costs: ["4"])
        try new.write(to: scratch)
        let result = try await scratch.ingest()
        #expect(result.lines.sorted() == ["landed 2025-10 20251104T040211Z #1", "superseded 2025-10 20251103T040211Z"])
        try await scratch.expectBilled(["aws-cur 2025-10 USD": "7"])
        // Back to the older assembly: what the manifest points at counts, however it sorts.
        try old.write(to: scratch)
        let back = try await scratch.ingest()
        #expect(back.runs(.rejected).isEmpty, "\(back.lines)")
    }

    @Test("a part that is missing is never taken from another month, where a file has the same name")
    func sameNames() async throws {
        let scratch = try Scratch()
        for (month, assembly) in [("2025-09", "20251003T040211Z"), ("2025-10", "20251103T040211Z")] {
            var report = CURDelivery(month: month, assembly: assembly)
            report.add(costs: ["1"])
            try report.write(to: scratch)
            if month == "2025-10" { try scratch.remove(report.path(0)) }
        }
        let result = try await scratch.ingest()
        #expect(result.lines.contains("landed 2025-09 20251003T040211Z #1"), "\(result.lines)")
        #expect(result.runs(.rejected).first?.period?.description == "2025-10")
        #expect(result.runs(.rejected).first?.reason?.hasSuffix("that the manifest names is missing") ?? false)
        try await scratch.expectBilled(["aws-cur 2025-09 USD": "1"])
    }

    @Test("reports that overwrite: the new manifest's parts, and a left-over part is told")
    func overwrite() async throws {
        let scratch = try Scratch()
        var first = CURDelivery(assembly: "11111111-aaaa-4000-8000-000000000001", createsNew: false)
        first.add(costs: ["1"])
        first.add(costs: ["2"])
        try first.write(to: scratch)
        #expect(try await scratch.ingest().runs.map(\.state) == [.landed])
        try await scratch.expectBilled(["aws-cur 2025-10 USD": "3"])
        var second = CURDelivery(assembly: "00000000-bbbb-4000-8000-000000000002", createsNew: false)
        second.add(costs: ["10"])
        try second.write(to: scratch)
        let result = try await scratch.ingest()
        #expect(result.lines == ["landed 2025-10 \(second.assembly) #2"])
        #expect(result.others.map(\.path) == [first.path(1)])
        try await scratch.expectBilled(["aws-cur 2025-10 USD": "10"])
    }

    @Test("the same bytes under another name count once")
    func twins() async throws {
        let (scratch, paths) = try await sampled()
        try await scratch.ingest()
        let before = try await scratch.sums(of: "focus")
        let oci = try #require(paths.first { $0.hasPrefix("oci/") })
        let focus = try #require(paths.first { $0.hasPrefix("azure/focus/") && $0.hasSuffix(".parquet") })
        try scratch.write(try scratch.bytes(oci), to: "again/\(oci.split(separator: "/").last ?? "")-copy.csv.gz")
        try scratch.write(try scratch.bytes(focus), to: "loose/month.parquet")
        let result = try await scratch.ingest()
        let twins = result.runs.filter { $0.reason?.contains("the same bytes as") ?? false }
        #expect(twins.map(\.state) == [.skipped, .skipped])
        #expect(try await scratch.sums(of: "focus") == before)
    }
}

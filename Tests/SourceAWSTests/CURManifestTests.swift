import BillingModel
import BillingSources
import ObjectStorage
import Testing

@testable import SourceAWS

@Suite struct CURManifestTests {
    private let source = AWSSource()
    private let assembly = "16e57707-f9e3-49be-8be6-b84e684b5194"

    private func manifest(_ path: String, _ json: String) throws -> Manifest? {
        guard case .manifest(let manifest) = try source.readManifest(summary(path), json: Array(json.utf8)) else {
            return nil
        }
        return manifest
    }

    private func json(assembly: String, keys: [String], compression: String = "GZIP") -> String {
        let keys = keys.map { "\"\($0)\"" }.joined(separator: ",")
        return """
            {"assemblyId": "\(assembly)", "account": "001234567890", "compression": "\(compression)",
             "reportName": "daily", "billingPeriod": {"start": "20250901T000000.000Z", "end": "20251001T000000.000Z"},
             "bucket": "b", "reportKeys": [\(keys)]}
            """
    }

    @Test(.enabled(if: Samples.areThere, "needs ../shared/samples beside the package"))
    func `the sample's two manifests say the same, and the upper one is the pointer`() throws {
        let month = "koku-local/20180801-20180901"
        let bytes = try Samples.bytes("local_bucket/\(month)/koku-local-Manifest.json")
        for (folder, isPointer) in [(month, true), ("\(month)/\(assembly)", false)] {
            let object = try summary("\(folder)/koku-local-Manifest.json")
            guard case .manifest(let manifest) = try source.readManifest(object, json: bytes) else {
                Issue.record("no manifest in \(folder)")
                continue
            }
            #expect(manifest.dataset == "aws-cur")
            #expect(manifest.export == "koku-local@6568388779672")
            #expect(manifest.period == BillingPeriod("2018-08"))
            #expect(manifest.run == assembly)
            #expect(manifest.order == "00001700000000000000")
            #expect(manifest.isPointer == isPointer)
            #expect(manifest.files == [.init(path: "\(month)/\(assembly)/koku-local-1.csv.gz")])
            #expect(manifest.rows == nil)
        }
    }

    @Test func `an assembly id that is a time orders runs`() throws {
        let text = json(
            assembly: "20250903T040211Z", keys: ["p/daily/20250901-20251001/20250903T040211Z/daily-00001.csv.gz"])
        let found = try #require(try manifest("p/daily/20250901-20251001/20250903T040211Z/daily-Manifest.json", text))
        #expect(found.order == "20250903T040211Z" && found.run == "20250903T040211Z" && !found.isPointer)
        #expect(found.export == "daily@001234567890")
    }

    @Test func `with overwrite the month's manifest is the pointer`() throws {
        let text = json(assembly: assembly, keys: ["/daily/20250901-20251001/daily-1.csv.gz"])
        let found = try #require(try manifest("daily/20250901-20251001/daily-Manifest.json", text))
        #expect(found.isPointer && found.period == BillingPeriod("2025-09"))
        #expect(found.files.map(\.path) == ["daily/20250901-20251001/daily-1.csv.gz"])
    }

    @Test func `an empty month has no files`() throws {
        let found = try #require(try manifest("d/daily-Manifest.json", json(assembly: assembly, keys: [])))
        #expect(found.files.isEmpty)
    }

    @Test func `a report as Parquet is found by its manifest`() throws {
        let key = "p/daily/daily/year=2025/month=9/daily-00001.snappy.parquet"
        let text = json(assembly: assembly, keys: [key], compression: "Parquet")
        let found = try #require(try manifest("p/daily/20250901-20251001/daily-Manifest.json", text))
        #expect(found.dataset == "aws-cur" && found.files.map(\.path) == [key])
    }

    @Test func `a report in ZIP archives is found by its manifest`() throws {
        let text = json(assembly: assembly, keys: ["d/daily-1.csv.zip"], compression: "ZIP")
        let found = try #require(try manifest("d/daily-Manifest.json", text))
        #expect(found.dataset == "aws-cur" && found.files.map(\.path) == ["d/daily-1.csv.zip"])
    }

    @Test(arguments: [
        "{}", "[1]", "not json", "{\"entries\": [{\"url\": \"s3://b/k\"}]}", "{\"fileLocations\": []}",
        "{\"blobs\": [{\"blobName\": \"x\"}], \"runInfo\": {}}",
    ])
    func `other JSON is not AWS's`(_ text: String) throws {
        guard case .notMine = try source.readManifest(summary("a/manifest.json"), json: Array(text.utf8)) else {
            Issue.record("taken for AWS's: \(text)")
            return
        }
    }

    @Test(arguments: [
        "{\"assemblyId\": \"x\", \"reportKeys\": [\"a\"", "{\"reportName\": \"r\", \"reportKeys\": [\"a.csv.gz\"]}",
        "{\"reportName\": \"r\", \"reportKeys\": [], \"billingPeriod\": {\"start\": \"soon\"}}",
    ])
    func `a broken manifest is bad data`(_ text: String) throws {
        let error = try #require(throws: BillowError.self) {
            try source.readManifest(summary("d/r-Manifest.json"), json: Array(text.utf8))
        }
        #expect(error.code == .badData && error.source == "d/r-Manifest.json" && error.hint != nil)
    }
}

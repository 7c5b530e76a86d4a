import BillingModel
import BillingSources
import Testing

@testable import SourceAWS

@Suite struct DataExportManifestTests {
    private let source = AWSSource()
    private let arn =
        "arn:aws:bcm-data-exports:us-east-1:001234567890:export/focus-11112222-3333-4444-5555-666677778888"
    private let columns =
        #"[{"name": "BilledCost", "type": "double"}, {"name": "ChargePeriodStart", "type": "timestamp"}]"#

    private func reading(_ path: String, _ json: String) throws -> ManifestReading {
        try source.readManifest(summary(path), json: Array(json.utf8))
    }

    private func manifest(_ path: String, _ json: String) throws -> Manifest? {
        guard case .manifest(let manifest) = try reading(path, json) else { return nil }
        return manifest
    }

    @Test func `the latest manifest of kept runs`() throws {
        let run = "2025-09-25T13:15:05.826Z-aaaabbbb-cccc-dddd-eeee-ffff00001111"
        let file = "p/focus/data/BILLING_PERIOD=2025-09/\(run)/focus-00001.csv.gz"
        let json = """
            {"exportArn": "\(arn)", "executionId": "aaaabbbb-cccc-dddd-eeee-ffff00001111", "columns": \(columns),
             "dataFiles": ["s3://bucket/\(file)", "\(file)", "/\(file)"]}
            """
        let metadata = "p/focus/metadata/BILLING_PERIOD=2025-09"
        for (folder, isPointer) in [(metadata, true), ("\(metadata)/\(run)", false)] {
            let found = try #require(try manifest("\(folder)/focus-Manifest.json", json))
            #expect(found.dataset == "aws-focus" && found.export == "focus@001234567890")
            #expect(found.period == BillingPeriod("2025-09") && found.run == "aaaabbbb-cccc-dddd-eeee-ffff00001111")
            #expect(found.order == run && found.isPointer == isPointer)
            #expect(found.files.map(\.path) == [file, file, file])
        }
    }

    @Test func `an overwritten export without execution id is named by its content`() throws {
        let json = #"{"dataFiles": ["s3://b/focus/data/billing_period=2025-10/focus-00001.snappy.parquet"]}"#
        let one = try #require(try manifest("x/focus-Manifest.json", json))
        let copy = try #require(try manifest("y/z/focus-Manifest.json", json))
        #expect(one.period == BillingPeriod("2025-10") && one.export == "focus" && one.isPointer)
        #expect(one.run == copy.run && one.run.hasPrefix("content-"))
        let other = try #require(try manifest("x/focus-Manifest.json", json.replacing("00001", with: "00002")))
        #expect(other.run != one.run)
    }

    @Test func `a declared period comes before the folder's`() throws {
        let json = """
            {"exportName": "mine", "exportArn": "\(arn)", "executionId": "e", "dataFiles": [],
             "billingPeriod": {"start": "2025-08-01T00:00:00.000Z", "end": "2025-09-01T00:00:00.000Z"}}
            """
        let found = try #require(try manifest("metadata/BILLING_PERIOD=2025-09/focus-Manifest.json", json))
        #expect(found.period == BillingPeriod("2025-08") && found.export == "mine@001234567890" && found.files.isEmpty)
    }

    private func table(_ column: String) -> String {
        #"{"dataFiles": [], "exportArn": "\#(arn)", "columns": [{"name": "\#(column)"}]}"#
    }

    @Test func `a table is told by its columns`() throws {
        let path = "metadata/BILLING_PERIOD=2025-09/e-Manifest.json"
        #expect(try manifest(path, table("line_item_line_item_type"))?.dataset == "aws-cur2")
        guard case .otherDataset = try reading(path, table("recommendation_id")) else {
            Issue.record("recommendations were taken for costs")
            return
        }
    }

    @Test func `a manifest without any month is bad data`() throws {
        let error = try #require(throws: BillowError.self) {
            try reading("a/focus-Manifest.json", #"{"dataFiles": ["s3://b/k.parquet"]}"#)
        }
        #expect(error.code == .badData)
    }
}

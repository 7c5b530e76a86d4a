import BillingModel
import BillingSources
import ObjectStorage
import Testing

@testable import SourceAzure

@Suite struct ManifestTests {
    private static let run = "73746dc5-5dcc-4b83-b340-bb1bd2b1ca30"
    private static let folder = "c/daily/20241001-20241031/\(run)"
    private static let account =
        "/providers/Microsoft.Billing/billingAccounts/8611537/providers/Microsoft.CostManagement/exports/daily"
    private static let subscription =
        "/subscriptions/2639DE71-CA37-4A17-A104-17665A50E7FC/providers/Microsoft.CostManagement/exports/daily"

    private func read(_ json: String, at path: String = "x/manifest.json", modified: Int64 = 7) throws
        -> ManifestReading
    {
        let object = ObjectSummary(key: try ObjectKey(path), sizeBytes: 1, modifiedMicros: modified, etag: "")
        return try AzureSource().readManifest(object, json: Array(json.utf8))
    }

    private func manifest(_ json: String, at path: String = "x/manifest.json", modified: Int64 = 7) throws -> Manifest?
    {
        guard case .manifest(let manifest) = try read(json, at: path, modified: modified) else { return nil }
        return manifest
    }

    private func current(type: String, extra: String = "", resource: String = account) -> String {
        """
        {"manifestVersion":"2024-04-01","byteCount":30,"blobCount":2,"dataRowCount":5,
         "exportConfig":{"exportName":"daily","resourceId":"\(resource)","dataVersion":"1.0r2",
           "type":"\(type)","x":[1]},
         "deliveryConfig":{"partitionData":true,"compressionMode":null},
         "runInfo":{"executionType":"Scheduled","submittedTime":"2024-11-02T05:10:33.12345Z","runId":"\(Self.run)",
           "startDate":"2024-11-01T00:00:00","endDate":"2024-11-30T00:00:00Z"},
         "blobs":[{"blobName":"\(Self.folder)/part_0_0001.snappy.parquet","byteCount":10,"dataRowCount":2},
                  {"blobName":"\(Self.folder)/part_1_0001.snappy.parquet","byteCount":null}]\(extra)}
        """
    }

    @Test func currentManifest() throws {
        let found = try #require(try manifest(current(type: "FocusCost")))
        #expect(found.dataset == "azure-focus" && found.export == "daily@8611537" && found.run == Self.run)
        #expect(found.period == BillingPeriod(year: 2024, month: 11), "runInfo counts, not the folder")
        #expect(found.order == "2024-11-02T05:10:33.1234500" && found.rows == 5 && !found.isPointer)
        #expect(
            found.files == [
                .init(path: "\(Self.folder)/part_0_0001.snappy.parquet", sizeBytes: 10, rows: 2),
                .init(
                    path: "\(Self.folder)/part_1_0001.snappy.parquet", sizeBytes: nil, rows: nil),
            ])
    }

    @Test(arguments: [
        ("ActualCost", "azure-actual"), ("Usage", "azure-actual"), ("FocusCost", "azure-focus"),
        ("AmortizedCost", "azure-amortised"),
    ])
    func typesThatLand(type: String, dataset: String) throws {
        let found = try manifest(current(type: type, resource: Self.subscription))
        #expect(found?.dataset == dataset)
        #expect(found?.export == "daily@2639de71-ca37-4a17-a104-17665a50e7fc")
    }

    @Test(arguments: ["PriceSheet", "ReservationDetails", "ReservationRecommendations", "Carbon"])
    func typesThatDoNot(type: String) throws {
        guard case .otherDataset(let reason) = try read(current(type: type)) else {
            Issue.record("\(type) must not land")
            return
        }
        #expect(!reason.isEmpty)
    }

    @Test func manifestOf2021() throws {
        let blob = "cost/partitioned/20230101-20230131/202301041442/\(Self.run.uppercased())/000001.csv"
        let json = """
            {"manifestVersion":"2021-01-01","dataFormat":"csv","blobCount":1,"byteCount":423869,"dataRowCount":490,
             "blobs":[{"blobName":"\(blob)","byteCount":423869,"dataRowCount":490,"headerRowCount":1}]}
            """
        let found = try #require(try manifest(json))
        #expect(found.dataset == "azure-actual" && found.export == "partitioned" && found.run == Self.run)
        #expect(found.period == BillingPeriod(year: 2023, month: 1) && found.order == "2023-01-04T14:42:00.0000000")
        #expect(found.files == [.init(path: blob, sizeBytes: 423_869, rows: 490)] && found.rows == 490)
    }

    @Test func emptyMonthAndPlaceOfTheManifest() throws {
        let json =
            #"{"manifestVersion":"2024-04-01","blobCount":0,"blobs":null,"exportConfig":{"type":"ActualCost"}}"#
        let found = try #require(
            try manifest(json, at: "a/mtd/20240801-20240731/\(Self.run)/manifest.json", modified: 1_700_000_000_000_000)
        )
        #expect(found.files.isEmpty && found.rows == nil && found.export == "mtd" && found.run == Self.run)
        #expect(found.period == BillingPeriod(year: 2024, month: 8) && found.order == "00001700000000000000")
    }

    @Test func ordersSort() throws {
        #expect(AzureManifest.sortable("2024-11-02T05:10:33Z") == "2024-11-02T05:10:33.0000000")
        #expect(AzureManifest.sortable("2024-11-02 05:10:33.1234567") == "2024-11-02T05:10:33.1234567")
        #expect(AzureManifest.sortable("yesterday, about half past five") == nil)
    }

    @Test(arguments: [
        #"{"assemblyId":"a","reportKeys":[]}"#, "[]", "{}", "no json", #"{"manifestVersion":"1"}"#, #"{"blobs":[]}"#,
    ])
    func othersAreNotMine(json: String) throws {
        guard case .notMine = try read(json) else {
            Issue.record("\(json) is no Azure manifest")
            return
        }
    }

    @Test(arguments: [
        #"{"manifestVersion":"2024-04-01","blobCount":2,"blobs":[{"blobName":"a/20240101-20240131/x.csv"}]}"#,
        #"{"manifestVersion":"2024-04-01","blobCount":1,"blobs":[{"blobName":""}]}"#,
        #"{"manifestVersion":"2024-04-01","blobCount":1,"blobs":"many"}"#,
        #"{"manifestVersion":"2024-04-01","blobCount":1,"blobs":[{"blobName":"a/x.csv"}]}"#,
    ])
    func brokenOnesAreRejected(json: String) {
        let error = #expect(throws: BillowError.self) { try read(json) }
        #expect(error?.code == .badData)
    }
}

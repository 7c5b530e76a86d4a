import Foundation
import Pipeline
import Testing

/// Files that clouds and other tools have really written, read in place and never changed.
enum RealSamples {
    /// `BILLOW_TEST_SAMPLES`, or a folder beside the package.
    static let folder: URL = {
        let named = ProcessInfo.processInfo.environment["BILLOW_TEST_SAMPLES"]
        return named.map { URL(fileURLWithPath: $0) }
            ?? Python.packageRoot.deletingLastPathComponent().appendingPathComponent("shared/samples")
    }()

    static let isThere =
        FileManager.default.fileExists(atPath: folder.appendingPathComponent("README.md").path)
        && Python.canBeCalled
    static let comment: Comment = """
        the samples of other projects are not here: set BILLOW_TEST_SAMPLES to their folder (Fixtures/CATALOGUE.md)
        """

    static func file(_ path: String) -> URL { folder.appendingPathComponent(path) }
}

@Suite("Exports of other projects' tests", .enabled(if: RealSamples.isThere, RealSamples.comment))
struct RealSampleTests {
    @Test(
        "lands with the oracle's sums",
        arguments: [
            ("aws/koku/2023-06-01.csv", "aws-cur"), ("aws/koku/2023-06-01-not-final.csv", "aws-cur"),
            ("aws/koku/2022-07-01-alt-columns.csv", "aws-cur"),
            ("azure/finops-toolkit/EA_ActualCost_Small.csv", "azure-actual"),
            ("azure/koku/azure_version_2.csv", "azure-actual"),
            ("azure/koku/camel_azure_version_2.csv", "azure-actual"),
            ("azure/opencost/headersets/Enterprise.csv", "azure-actual"),
            ("azure/opencost/headersets/EnterpriseCamel.csv", "azure-actual"),
            ("azure/opencost/headersets/YA.csv", "azure-actual"),
            ("azure/finops-toolkit/EA_AmortizedCost_Small.csv", "azure-amortised"),
            ("azure/koku/azure_camelCased.csv", "azure-actual"),
            ("azure/koku/costreport_a243c6f2-199f-4074-9a2c-40e671cf1584.csv", "azure-actual"),
            ("azure/opencost/headersets/German.csv", "azure-actual"),
            ("azure/opencost/headersets/PayAsYouGo.csv", "azure-actual"),
            ("focus/focus_validator/all_pass_0.5.csv", "plain-focus"),
            ("oci/koku/reports_cost-csv_0001000000603747.csv", "oci-cost"),
            ("gcp/koku/202011_30c31bca571d9b7f3b2c8459dd8bc34a_2020-11-08_2020-11-11.csv", "gcp-billing"),
            ("gcp/koku/2022-08-01_5.csv", "gcp-billing"),
        ])
    func lands(path: String, dataset: String) async throws {
        let file = RealSamples.file(path)
        let scratch = try Scratch()
        try scratch.write([UInt8](try Data(contentsOf: file)), to: file.lastPathComponent)
        let result = try await scratch.ingest()
        #expect(result.runs.map(\.state) == [.landed], "\(result.runs.map(\.reason))")
        try await scratch.expectLake(try Oracle.file(file, dataset: dataset))
    }

    @Test("a report in AWS's own folders lands once, through its manifest")
    func localBucket() async throws {
        let folder = RealSamples.file("aws/koku/local_bucket")
        let scratch = try Scratch()
        try FileManager.default.removeItem(at: scratch.exports)
        try FileManager.default.copyItem(at: folder, to: scratch.exports)
        let result = try await scratch.ingest()
        #expect(result.lines == ["landed 2018-08 16e57707-f9e3-49be-8be6-b84e684b5194 #1"])
        #expect(result.runs.first?.rows == 13380)
        try await scratch.expectLake(try Oracle.folder(folder))
    }

    @Test("a report whose rows lack a cell is refused as a whole")
    func shortRows() async throws {
        let scratch = try Scratch()
        try scratch.write([UInt8](try Data(contentsOf: RealSamples.file("aws/koku/test_cur.csv"))), to: "test_cur.csv")
        let result = try await scratch.ingest()
        #expect(result.runs.map(\.state) == [.rejected])
        let reason = try #require(result.runs.first?.reason)
        #expect(reason.hasPrefix("130 cells, where the header has 131, in row 1 on line 2"))
        #expect(result.runs.first?.place == "test_cur.csv:2")
    }

    @Test("costs without a currency column are refused with what is missing")
    func noCurrency() async throws {
        let file = RealSamples.file("azure/opencost/values/VirtualMachine.csv")
        let scratch = try Scratch()
        try scratch.write([UInt8](try Data(contentsOf: file)), to: file.lastPathComponent)
        let result = try await scratch.ingest()
        #expect(result.runs.map(\.state) == [.rejected])
        #expect(result.runs.first?.reason?.hasPrefix("this Azure cost export has no column BillingCurrency") ?? false)
    }

    @Test("what is no export that lands is listed with what was looked for")
    func others() async throws {
        let paths = [
            "oci/koku/reports_usage-csv_0001000000829494.csv", "mapping_files/aws_category_mapping.csv",
            "azure/finops-toolkit/open-data/Services.csv",
        ]
        let scratch = try Scratch()
        for path in paths { try scratch.write([UInt8](try Data(contentsOf: RealSamples.file(path))), to: path) }
        try AzureDelivery(costs: ["1"]).write(to: scratch)
        let result = try await scratch.ingest()
        #expect(result.others.map(\.path) == paths.sorted())
        #expect(result.others.allSatisfy { $0.reason.hasPrefix("not an export") })
        #expect(result.runs.map(\.state) == [.landed])
    }
}

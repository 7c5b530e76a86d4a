import Foundation
import Pipeline
import Testing

@Suite("An ingest keeps what it found files without a manifest to be")
struct KnownFilesTests {
    private func notes(_ scratch: Scratch) throws -> [URL] {
        let folder = scratch.lake.appendingPathComponent("known")
        return (try? FileManager.default.subpathsOfDirectory(atPath: folder.path))?.filter { $0.hasSuffix(".tsv") }
            .map { folder.appendingPathComponent($0) } ?? []
    }

    private func deliver(_ scratch: Scratch, _ name: String, day: Int) throws {
        let header =
            "BilledCost,BillingAccountId,BillingCurrency,BillingPeriodStart,ChargePeriodStart,ChargePeriodEnd,oci_x"
        let row = "1.5,tenancy,USD,2025-10-01T00:00:00Z,2025-10-0\(day)T00:00:00Z,2025-10-0\(day + 1)T00:00:00Z,y"
        try scratch.write("\(header)\n\(row)\n", to: "oci/\(name)")
    }

    @Test("nothing is written where nothing is new, and what is damaged or of another version is written anew")
    func kept() async throws {
        let scratch = try Scratch()
        try deliver(scratch, "a.csv", day: 1)
        try scratch.write("who,what\n1,2\n", to: "other.csv")
        #expect(try await scratch.ingest().runs(.landed).count == 1)
        let note = try #require(try notes(scratch).first)
        let text = try String(contentsOf: note, encoding: .utf8)
        #expect(text.hasPrefix("billow \(Billow.version) sha256 ") && text.split(separator: "\n").count == 3)
        #expect(try await scratch.ingest().runs(.landed).isEmpty)
        #expect(try notes(scratch) == [note])
        // Who says otherwise is not believed.
        for damaged in [
            text.replacing("oci-focus", with: "oci-costs"), text.replacing(Billow.version, with: "0.0.0"), "",
            String(text.dropLast(9)),
        ] {
            let last = try #require(try notes(scratch).first)
            try Data(damaged.utf8).write(to: last)
            let result = try await scratch.ingest()
            #expect(result.runs(.landed).isEmpty && result.runs(.skipped).count == 1)
            let now = try notes(scratch)
            #expect(now.count == 1 && now != [last])
            #expect(try String(contentsOf: try #require(now.first), encoding: .utf8) == text)
        }
        try deliver(scratch, "b.csv", day: 2)
        #expect(try await scratch.ingest().runs(.landed).map(\.run) == ["b.csv"])
        #expect(try await scratch.value("SELECT sum(BilledCost) FROM daily") == "3.000000000000000000")
    }
}

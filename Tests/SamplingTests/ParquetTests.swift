import BillingModel
import Columnar
import Foundation
import SQLEngine
import TestEngine
import Testing

@testable import Sampling

/// With the real engine. Without its library these tests fail: they prove nothing else.
@Suite struct ParquetTests {
    /// Column types as the engine reads them, in the file's order.
    private func types(_ session: any SQLSession, _ file: String) async throws -> [(name: String, type: String)] {
        try await session.rows("DESCRIBE SELECT * FROM read_parquet(\(file), hive_partitioning = false)").map { row in
            guard case .text(let name) = row[0], case .text(let type) = row[1] else { throw Missing() }
            return (name, type)
        }
    }

    @Test func filesHoldTheCSVsRowsWithTheExportsTypes() async throws {
        let (real, copied) = (SampleOnDisk(), SampleOnDisk())
        let session = try await TestEngine.openSession()
        let request = try real.request(months: 1, rows: 400, providers: ["aws", "azure"])
        try await Sampler(session: session).write(request)
        try await copied.write(copied.request(months: 1, rows: 400, providers: ["aws", "azure"]))

        let paths = try real.paths { $0.hasSuffix(".snappy.parquet") }
        #expect(paths.count == 2)
        for path in paths {
            let file = real.root.appendingPathComponent(path).path
            let csv = try copied.table(path)
            let columns = try await types(session, file)
            #expect(columns.map(\.name) == csv.header)
            let sums = try await session.rows(
                "SELECT count(*), CAST(sum(CAST(BilledCost AS DECIMAL(38,12))) AS VARCHAR) FROM read_parquet(\(file))")
            #expect(sums[0][0] == .integer(Int64(csv.rows.count)))
            let billed = try csv.rows.map { try $0.decimal("BilledCost") }.sum()
            #expect(sums[0][1] == .text(String(billed.description.dropLast(6))))
            let codecs = try await session.rows("SELECT DISTINCT compression FROM parquet_metadata(\(file))")
            #expect(codecs == [[.text("SNAPPY")]])
        }
        let aws = try await types(session, real.root.appendingPathComponent(try paths.first.orThrow()).path)
        #expect(
            Dictionary(grouping: aws, by: \.type).mapValues(\.count) == [
                "VARCHAR": 33, "DOUBLE": 8, "TIMESTAMP": 4, "MAP(VARCHAR, VARCHAR)": 2, "MAP(VARCHAR, DOUBLE)": 1,
            ])
        let azure = try await types(session, real.root.appendingPathComponent(try paths.last.orThrow()).path)
        #expect(
            Dictionary(grouping: azure, by: \.type).mapValues(\.count) == [
                "VARCHAR": 72, "DECIMAL(38,18)": 16, "TIMESTAMP": 7, "BOOLEAN": 1,
            ])
        for path in try real.paths({ $0.contains("azure/focus/") && $0.hasSuffix("manifest.json") }) {
            let size = try real.bytes(path.replacing("manifest.json", with: "part_0_0001.snappy.parquet")).count
            #expect(try real.json(path)["byteCount"] as? Int == size)
        }
    }
}

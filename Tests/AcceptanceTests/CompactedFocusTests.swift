import BillingModel
import Columnar
import Foundation
import SQLEngine
import Testing

@testable import Pipeline

struct CompactedFocusTests {
    /// Other programs may rewrite the lake's files, in what compression and types they like.
    @Test func filesOfOthersAreSummedUpTheSame() async throws {
        let scratch = try Scratch()
        let session = try await scratch.workbench.session()
        let rows: SQLText = """
            SELECT make_timestamptz(1759276800000000 + i * 3600000000) AS ChargePeriodStart,
              'p' || i % 2 AS ProviderName, '10 Hours' AS ConsumedUnit, CAST(i AS DECIMAL(38,18)) AS ConsumedQuantity,
              CAST(i / 4 AS DECIMAL(38,18)) AS BilledCost, 'r' || i % 5 AS ResourceId, 1::BIGINT AS x_generation
            FROM range(100) AS numbers(i)
            """
        let own = try await session.writeParquet(rows, folder: scratch.root.path + "/own").map(\.path)
        let foreign = scratch.root.path + "/foreign.parquet"
        try await session.execute(
            """
            COPY (SELECT * REPLACE (CAST(x_generation AS INTEGER) AS x_generation) FROM \(sql: .parquet(own)))
            TO \(foreign) (FORMAT parquet, COMPRESSION gzip)
            """)
        let derivation = Derivation(session: session, markup: nil)
        var sums: [[[Value]]] = []
        for (index, files) in [own, [foreign]].enumerated() {
            let folder = scratch.root.path + "/daily\(index)"
            let summary = try await derivation.summary(of: files, folder: folder)
            #expect((summary == nil) == (files == [foreign]))
            let daily: [ParquetFile]
            if let summary {
                daily = summary
            } else {
                daily = try await derivation.summaryOfCopies(of: files, folder: folder)
            }
            sums.append(
                try await session.rows(
                    """
                    SELECT UsageDate, ServiceProviderName, x_unit, CAST(BilledCost AS VARCHAR),
                      CAST(x_usage_quantity AS VARCHAR), x_resource_count, x_row_count, x_generation
                    FROM \(sql: .parquet(daily.map(\.path))) ORDER BY ALL
                    """))
        }
        #expect(sums[0].count == 10)
        #expect(sums[0] == sums[1])
    }
}

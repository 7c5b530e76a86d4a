import BillingModel
import Foundation
import Reporting
import SQLEngine
import TestEngine
import Testing
import Wiring

@Suite("The daily summary that a server keeps")
struct KeptDailyTests {
    @Test("has every row of the view, whichever months it has", arguments: [1, 2, 6, 100])
    func everyRow(monthsAtOnce: Int) async throws {
        let session = try await TestEngine.openSession()
        let months = ["2023-11", "2024-02", "2024-03", "2024-12", "2025-01", "2025-02", "2026-07", nil, "2023-11"]
        let rows = months.enumerated().map { at, month -> SQLText in
            "(\(month), DATE '2025-01-31' - \(at), MAP {'team': \("t\(at)")}, \(at)::DECIMAL(38,18) / 3)"
        }
        try await session.execute(
            """
            CREATE TABLE delivered AS
            SELECT * FROM (VALUES \(sql: .joined(rows, separator: ", ")))
              t(x_billing_period, UsageDate, Tags, BilledCost)
            """)
        try await session.execute("CREATE VIEW daily AS SELECT * FROM delivered")
        let view = TableView(
            name: "daily", columns: [], partitionColumns: ["x_billing_period"],
            files: Set(months).map { .init(path: "-", partitionValues: ["x_billing_period": $0]) })
        for statement in KeptDaily.statements(view, monthsAtOnce: monthsAtOnce) { try await session.execute(statement) }
        #expect(try await session.rows("SELECT count(*) FROM daily") == [[.integer(Int64(months.count))]])
        #expect(try await session.rows("FROM daily EXCEPT ALL FROM delivered").isEmpty)
        #expect(try await session.rows("FROM delivered EXCEPT ALL FROM daily").isEmpty)
        let columns: SQLText = "SELECT column_name, column_type FROM"
        #expect(
            try await session.rows("\(sql: columns) (DESCRIBE daily)")
                == session.rows("\(sql: columns) (DESCRIBE delivered)"))
        try await session.execute("DROP TABLE delivered")
        #expect(try await session.rows("SELECT count(*) FROM daily") == [[.integer(Int64(months.count))]])
    }

    @Test("is refused where it lacks rows of the view")
    func aRowLess() async throws {
        let session = try await TestEngine.openSession()
        try await session.execute(
            """
            CREATE VIEW daily AS
            SELECT * FROM (VALUES ('2025-01', DATE '2025-01-02'), (NULL, DATE '2025-01-03'))
              t(x_billing_period, UsageDate)
            """)
        let view = TableView(
            name: "daily", columns: [], partitionColumns: ["x_billing_period"],
            files: [.init(path: "-", partitionValues: ["x_billing_period": "2025-01"])])
        let error = await #expect(throws: BillowError.self) {
            for statement in KeptDaily.statements(view) { try await session.execute(statement) }
        }
        #expect(error?.message.contains("other rows than its files") == true)
    }
}

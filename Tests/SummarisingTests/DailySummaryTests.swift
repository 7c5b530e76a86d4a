import BillingModel
import Columnar
import Randomness
import SQLEngine
import TestEngine
import Testing

@testable import Summarising

struct DailySummaryTests {
    @Test(arguments: [1, 2, 40])
    func summaryEqualsBruteForce(variety: Int) async throws {
        let seed = newSeed()
        print("DailySummaryTests seed \(seed), variety \(variety)")
        var random = SeededGenerator(seed: seed)
        let rows = (0..<600).map { _ in FocusRow.random(&random, variety: variety) }
        let session = try await TestEngine.openSession()
        // A session's time zone must not move a day.
        try await session.execute("SET TimeZone = 'America/New_York'")
        try await fill(session, rows)
        try await Summary(files: 2, rowsMax: 300).create("daily", from: "focus", in: session)
        try await session.execute("CREATE TABLE oracle AS \(sql: DailySummary.select(from: "focus", markup: nil))")

        var expected: [String: Group] = [:]
        for row in rows { expected[row.key, default: Group()].add(row) }
        let found = try await session.rows(Self.readBack)
        #expect(found.count == expected.count, "seed \(seed)")
        for cells in found {
            let texts = try cells.map(Self.text)
            let key = texts.prefix(13).map { $0 ?? "∅" }.joined(separator: "|")
            #expect(expected[key]?.cells == Array(texts.dropFirst(13)), "seed \(seed), \(key)")
        }
        #expect(try await totals(session, "focus", .one) == totals(session, "daily", .rowCount), "seed \(seed)")
        #expect(try await differences(session) == [], "seed \(seed)")
    }

    /// Everything that a row can be, against the engine; passes, row groups and files of any size.
    @Test(arguments: [(variety: 1, rowsMax: 1 << 20), (2, 100), (3, 1), (1000, 2000)])
    func summaryEqualsTheEngines(variety: Int, rowsMax: Int) async throws {
        let seed = newSeed()
        print("DailySummaryTests seed \(seed), variety \(variety), passes of \(rowsMax) rows")
        var random = SeededGenerator(seed: seed)
        let session = try await TestEngine.openSession()
        try await fill(session, [])
        let rows = (0..<600).map { _ in FocusRow.wild(&random, variety: variety) }
        try await session.execute(
            "INSERT INTO focus (\(sql: FocusRow.wildColumns)) VALUES \(sql: .joined(rows, separator: ", "))")
        // Costs that are alike in some files or in all.
        let alike = random.pick(["false", "rowid % 3 = 1", "true"] as [SQLText])
        try await session.execute("UPDATE focus SET ListCost = BilledCost WHERE \(sql: alike)")
        let markup = ExactDecimal(units: Int128.random(in: -2_000_000...2_000_000, using: &random) * 1_000_000_000_000)
        let summary = Summary(markup: markup, files: random.pick([1, 3]), rowsMax: rowsMax, rowGroupRowsMax: 100)
        try await summary.create("daily", from: "focus", in: session)
        try await session.execute("CREATE TABLE oracle AS \(sql: DailySummary.select(from: "focus", markup: markup))")
        #expect(try await differences(session) == [], "seed \(seed)")
        let isClustered = try await session.rows(
            """
            SELECT count(*) FROM (SELECT UsageDate, lag(UsageDate) OVER (ORDER BY rowid) AS earlier FROM daily)
            WHERE earlier > UsageDate OR (UsageDate IS NULL AND earlier IS NOT NULL)
            """)
        #expect(isClustered == [[.integer(0)]], "seed \(seed)")
    }

    /// Rows that only one of the two has.
    private func differences(_ session: any SQLSession) async throws -> [[Value]] {
        try await session.rows(
            """
            (SELECT 'unexpected', * FROM daily EXCEPT ALL SELECT 'unexpected', * FROM oracle) UNION ALL
            (SELECT 'missing', * FROM oracle EXCEPT ALL SELECT 'missing', * FROM daily) LIMIT 3
            """)
    }

    @Test func columnsAreAsDeclared() async throws {
        let session = try await TestEngine.openSession()
        try await fill(session, [])
        try await Summary().create("daily", from: "focus", in: session)
        let described = try await session.rows("DESCRIBE daily").map { try $0.prefix(2).map(Self.text) }
        #expect(described == DailySummary.columns.map { [$0.name, $0.type.sqlName] })
        #expect(try await session.rows("FROM daily").isEmpty)
    }

    @Test(arguments: [
        ("0.15", "12.345", "1.851750000000000000"), ("0", "7", "0.000000000000000000"),
        ("-0.1", "10", "-1.000000000000000000"), ("1", "-3.5", "-3.500000000000000000"),
        ("0.5", "0.000000000000000001", "0.000000000000000001"), ("2.25", "100000", "225000.000000000000000000"),
    ])
    func markupIsAFractionOfBilledCost(_ markup: String, _ cost: String, _ expected: String) async throws {
        let session = try await TestEngine.openSession()
        var row = FocusRow(hour: 0, generation: 1)
        row.costs["BilledCost"] = ExactDecimal.parse(cost).value
        try await fill(session, [row, FocusRow(hour: 30, generation: 1)])
        let fraction = try #require(ExactDecimal.parse(markup).value)
        try await Summary(markup: fraction).create("daily", from: "focus", in: session)
        for relation in ["daily", "(\(sql: DailySummary.select(from: "focus", markup: fraction)))"] as [SQLText] {
            let found = try await session.rows(
                "SELECT CAST(x_markup_cost AS VARCHAR) FROM \(sql: relation) ORDER BY UsageDate")
            #expect(try found.map { try Self.text($0[0]) } == [expected, nil])
        }
    }

    /// Sums beyond 128 bits and within, a quantity in hundreds, and a markup.
    @Test(
        arguments: [
            (["BilledCost": "99999999999999999999"], 2, nil), (["ListCost": "-60000000000000000000"], 2, nil),
            (["ConsumedQuantity": "1000000000000000000"], 1, nil), (["BilledCost": "10000000000000000000"], 1, "10.1"),
        ] as [([String: String], Int, String?)])
    func whatDoesNotFitIsAnError(_ costs: [String: String], _ times: Int, _ markup: String?) async throws {
        let session = try await TestEngine.openSession()
        var row = FocusRow(hour: 0, generation: 1)
        row.texts["ConsumedUnit"] = "100 Hours"
        row.costs = costs.compactMapValues { ExactDecimal.parse($0).value }
        try await fill(session, Array(repeating: row, count: times))
        let fraction = markup.flatMap { ExactDecimal.parse($0).value }
        await #expect(throws: BillowError.self) {
            try await session.rows(DailySummary.select(from: "focus", markup: fraction))
        }
        let error = await #expect(throws: BillowError.self) {
            try await Summary(markup: fraction).create("daily", from: "focus", in: session)
        }
        #expect(error?.code == .badData && error?.message.contains("38 digits") == true)
    }

    private func fill(_ session: any SQLSession, _ rows: [FocusRow]) async throws {
        let own = ["x_source", "x_export", "x_billing_period", "x_instance_type"].map { Column($0, .text) }
        let columns = FOCUS.columns.map { Column($0.name, $0.type) } + own + [Column("x_generation", .integer)]
        let cells = columns.map { "\(name: $0.name) \(unsafe: $0.type.sqlName)" as SQLText }
        try await session.execute("CREATE TABLE focus (\(sql: .joined(cells, separator: ", ")))")
        guard !rows.isEmpty else { return }
        let values = SQLText.joined(rows.map(\.literal), separator: ", ")
        try await session.execute("INSERT INTO focus (\(sql: FocusRow.columnList)) VALUES \(sql: values)")
    }

    private func totals(
        _ session: any SQLSession, _ relation: SQLText, _ weight: DailySummary.RowWeight
    ) async throws -> ControlTotals {
        try ControlTotals(rows: await session.rows(DailySummary.totals(over: relation, weight: weight)))
    }

    private static func text(_ value: Value) throws -> String? {
        switch value {
        case .null: nil
        case .text(let text): text
        default: throw BillowError(.bug, "no text: \(value)")
        }
    }

    private static let readBack: SQLText = """
        SELECT CAST(UsageDate AS VARCHAR), ServiceProviderName, x_unit, x_source, BillingAccountId, SubAccountId,
          SubAccountName, RegionId, ServiceName, x_instance_type, ChargeCategory, BillingCurrency,
          '{' || array_to_string(list_transform(map_entries(Tags), lambda e: e.key || '→' || e.value), '¦') || '}',
          CAST(BilledCost AS VARCHAR), CAST(EffectiveCost AS VARCHAR), CAST(ListCost AS VARCHAR),
          CAST(ContractedCost AS VARCHAR), CAST(x_usage_quantity AS VARCHAR), CAST(x_markup_cost AS VARCHAR),
          CAST(x_resource_count AS VARCHAR), CAST(x_row_count AS VARCHAR), CAST(x_generation AS VARCHAR)
        FROM daily
        """
}

/// What brute force makes of rows with one key.
private struct Group {
    private var sums: [String: ExactDecimal] = [:]
    private var resources: Set<String> = []
    private var rows = 0
    private var generation = 0

    mutating func add(_ row: FocusRow) {
        var costs = row.costs
        costs["ConsumedQuantity"] = row.quantity
        for (column, cost) in costs { sums[column] = (sums[column] ?? .zero).adding(cost) }
        if let resource = row.texts["ResourceId"] { resources.insert(resource) }
        rows += 1
        generation = max(generation, row.generation)
    }

    var cells: [String?] {
        FocusRow.costColumns.map { sums[$0]?.description }
            + [nil, String(resources.count), String(rows), String(generation)]
    }
}

import BillingModel
import Randomness
import Reporting
import SQLEngine
import Summarising
import TestEngine
import Testing

struct CostReportTests {
    @Test func partsAndTotalsEqualBruteForce() async throws {
        let seed = newSeed()
        print("CostReportTests seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let session = try await TestEngine.openSession()
        let rows = (0..<300).map { _ in DailyRow.random(&random) }
        try await DailyRow.fill(session, rows)
        for number in 0..<400 {
            let request = try Self.request(&random)
            let result = try await request.run(on: session)
            let expected = BruteForce(request, over: rows)
            #expect(result.rows == expected.reportRows, "seed \(seed), request \(number): \(request)")
            #expect(result.totals == expected.totals, "seed \(seed), request \(number): \(request)")
        }
    }

    private static func request(_ random: inout SeededGenerator) throws -> CostReport {
        let names = [
            "service", "account", "region", "provider", "source", "currency", "day", "month", "tag:env",
            "tag:Team:a/b", "tag:nowhere", "SERVICENAME",
        ]
        let values = ["Ser-1", "Sub-2", "Reg-0", "(none)", "(untagged)", "prod", "", "EUR", "2025-10", "it's"]
        let dimensions = (0..<Int.random(in: 0...3, using: &random)).map { _ in random.pick(names) }
        let filters = (0..<random.pick([0, 0, 1, 2])).map { _ in
            (dimension: random.pick(names), value: random.pick(values))
        }
        let range = try random.pick([
            .all, .all, ReportRange(from: "2025-10", through: "2025-11"), ReportRange(from: "2025-10", through: nil),
            ReportRange(from: "2025-09-30", through: "2025-10-02"), ReportRange(from: nil, through: "2026-01"),
        ])
        return try CostReport(
            dimensions: dimensions, granularity: random.pick(CostReport.Granularity.allCases), range: range,
            measure: random.pick(CostReport.Measure.allCases), filters: filters,
            top: random.pick([nil, 1, 2, 3, 5, 1000]))
    }

    @Test("an end that is not given is open")
    func openRanges() throws {
        #expect(try ReportRange(from: "2025-10", through: nil) == ReportRange(from: "2025-10", through: "9999-12"))
        #expect(
            try ReportRange(from: nil, through: "2025-10-05") == ReportRange(from: "1900-01-01", through: "2025-10-05"))
        #expect(try ReportRange(from: nil, through: nil) == .all)
    }

    @Test func nothingThereIsNoTotal() async throws {
        let session = try await TestEngine.openSession()
        try await DailyRow.fill(session, [])
        let result = try await CostReport(dimensions: ["service"], top: 3).run(on: session)
        #expect(result.rows.isEmpty && result.totals.isEmpty)
    }

    @Test func aTagThatNobodyHasIsRemarkedOn() async throws {
        let session = try await TestEngine.openSession()
        try await session.execute(
            "CREATE OR REPLACE TABLE daily AS SELECT MAP {'team': 'core', 'env': 'prod'} AS Tags")
        func remarks(_ dimensions: [String], _ filters: [(dimension: String, value: String)] = []) async throws
            -> [String]
        {
            try await CostReport(dimensions: dimensions, filters: filters).tagRemarks(on: session)
        }
        #expect(try await remarks(["service", "tag:team"], [(dimension: "tag:env", value: "x")]) == [])
        #expect(
            try await remarks(["tag:TEAM"], [(dimension: "tag:TEAM", value: "core")]) == [
                "no charge has the tag TEAM; there is team, env"
            ])
        try await session.execute("CREATE OR REPLACE TABLE daily AS SELECT NULL::MAP(VARCHAR, VARCHAR) AS Tags")
        #expect(try await remarks(["tag:team"]) == ["no charge has the tag team, nor any other"])
    }

    @Test func dimensionsAreThoseOfDaily() {
        let measures = ["Tags"] + DailySummary.columns.drop { $0.name != "Tags" }.dropFirst().map(\.name)
        let keys = DailySummary.columns.map(\.name).filter { !measures.contains($0) }
        #expect(ReportDimension.columnNames == keys)
        #expect(ReportDimension.aliases.values.allSatisfy(keys.contains))
    }

    @Test(arguments: [
        ("servise", "service"), ("acount", "account"), ("subaccount", "SubAccountId"), ("tags", "tag:KEY"),
        ("tag:", "tag:KEY"),
    ])
    func unknownDimensionsNameTheNearest(_ text: String, _ nearest: String) throws {
        let error = #expect(throws: BillowError.self) { try ReportDimension(text) }
        #expect(error?.code == .usage)
        #expect(error?.message.contains(text) == true)
        #expect(error?.hint?.contains(nearest) == true, "\(error?.hint ?? "")")
    }

    @Test func namesGoWithoutCaseAndTagKeysDoNot() throws {
        #expect(try ReportDimension("SERVICE") == .column("ServiceName"))
        #expect(try ReportDimension("regionid") == .column("RegionId"))
        #expect(try ReportDimension("Tag:Env:x") == .tag("Env:x"))
        #expect(try CostReport(dimensions: ["service", "ServiceName"]).dimensions.count == 1)
    }

    @Test(
        arguments: [
            ("2025-13", nil), ("2025-10", "2025-09"), ("2025-10", "2025-10-05"), ("2025-02-29", nil),
            ("2025-1-01", nil),
            ("2025-10-+1", nil), ("", nil),
        ] as [(String, String?)])
    func rangesThatAreNone(_ from: String, _ through: String?) {
        #expect(throws: BillowError.self) { try ReportRange(from: from, through: through) }
    }

    @Test func topOfNoneIsRefused() {
        #expect(throws: BillowError.self) { try CostReport(dimensions: ["service"], top: 0) }
    }
}

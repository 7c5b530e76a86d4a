import Foundation
import Pipeline
import Testing

/// FOCUS files of anyone, each version as its specification names columns; no manifest anywhere.
@Suite("FOCUS files of anyone") struct PlainFocusTests {
    private static let header = """
        BilledCost,EffectiveCost,BillingAccountId,SubAccountId,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,\
        ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ServiceName,ServiceCategory
        """

    /// A row for each amount, on the day that follows the last one's.
    private static func rows(
        _ amounts: [String], account: String = "acme", category: String = "Usage", rest: String = ""
    ) -> String {
        amounts.enumerated().map { at, amount in
            """
            \(amount),0.5,\(account),prod,EUR,2025-10-01T00:00:00Z,2025-11-01T00:00:00Z,2025-10-0\(at + 1)T00:00:00Z,\
            2025-10-0\(at + 2)T00:00:00Z,\(category),Logs,Observability\(rest)

            """
        }.joined()
    }

    private static func file(
        _ amounts: [String], header more: String = ",ProviderName", rest: String = ",Datadog", account: String = "acme"
    ) -> String {
        header + more + "\n" + rows(amounts, account: account, rest: rest)
    }

    @Test(
        "each version lands with its own column names",
        arguments: [
            ("1.0-preview", ",Provider,ChargeSubcategory,Region,UsageQuantity", ",Acme,On-Demand,eu,2"),
            ("1.0", ",ProviderName,RegionId,ConsumedQuantity", ",Acme,eu,2"),
            ("1.1", ",ProviderName,RegionId,ConsumedQuantity,SkuMeter", ",Acme,eu,2,m"),
            ("1.2", ",ProviderName,RegionId,ConsumedQuantity,InvoiceId", ",Acme,eu,2,i"),
            ("1.3", ",ProviderName,RegionId,ConsumedQuantity,HostProviderName", ",Acme,eu,2,AWS"),
            ("1.4", ",ServiceProviderName,RegionId,ConsumedQuantity,HostProviderName", ",Acme,eu,2,AWS"),
        ])
    func versions(version: String, header: String, rest: String) async throws {
        let scratch = try Scratch()
        try scratch.write(Self.file(["1.25", "2E-18"], header: header, rest: rest), to: "costs.csv")
        try await scratch.ingest()
        let found = try await scratch.query(
            """
            SELECT x_focus_version, ServiceProviderName, ProviderName, RegionId, sum(ConsumedQuantity)::INT,
            sum(BilledCost), sum(EffectiveCost), x_export FROM focus GROUP BY ALL
            """)
        #expect(
            found == [
                [version, "Acme", "Acme", "eu", "4", "1.250000000000000002", "1.000000000000000000", "acme-costs@acme"]
            ])
    }

    @Test("a vendor's files are one export; another vendor's account of the same name is another")
    func vendors() async throws {
        let scratch = try Scratch()
        try scratch.write(Self.file(["1"]), to: "dog/costs-1.csv")
        try scratch.write(try gzip(Self.file(["2"])), to: "dog/costs-2.csv.gz")
        try await scratch.writeParquet(
            """
            SELECT 4::DOUBLE AS BilledCost, 4::DOUBLE AS EffectiveCost, 'EUR' AS BillingCurrency,
            DATE '2025-10-01' AS BillingPeriodStart, TIMESTAMP '2025-10-01 00:00:00' AS ChargePeriodStart,
            'acme' AS BillingAccountId, 'prod' AS SubAccountId, 'Snowflake' AS ProviderName, 'Usage' AS ChargeCategory,
            MAP {'team': 'a'} AS Tags
            """, to: "flake/costs.parquet")
        let result = try await scratch.ingest()
        #expect(result.runs.map(\.state) == [.landed, .landed], "\(result.runs.map(\.reason))")
        #expect(result.runs.map(\.isCounted) == [true, true])
        #expect(Set(result.runs.map(\.export)) == ["datadog-costs@acme", "snowflake-costs@acme"])
        try await scratch.expectBilled(["plain-focus 2025-10 EUR": "7"])
        #expect(try await scratch.value("SELECT Tags['team'] FROM focus WHERE Tags IS NOT NULL") == "a")
        #expect(try await scratch.ingest().runs(.landed).isEmpty)
    }

    @Test("the same days of the same accounts are counted once")
    func rivals() async throws {
        let scratch = try Scratch()
        try scratch.write(Self.file(["1", "2"]), to: "one.csv")
        try scratch.write(Self.file(["3"]), to: "two.csv")
        let result = try await scratch.ingest()
        #expect(result.runs.map(\.state) == [.landed, .landed])
        try await scratch.expectBilled(["plain-focus 2025-10 EUR": "3"])
    }

    @Test("values that FOCUS does not know stay, and are told")
    func unknownValues() async throws {
        let scratch = try Scratch()
        let text = Self.header + ",ProviderName\n" + Self.rows(["1", "2"], category: "Licence", rest: ",Datadog")
        try scratch.write(text, to: "costs.csv")
        let result = try await scratch.ingest()
        #expect(
            result.runs.first?.reason == """
                values that FOCUS does not know: ChargeCategory 'Licence' in 2 rows, \
                ServiceCategory 'Observability' in 2 rows
                """)
        #expect(try await scratch.value("SELECT DISTINCT ChargeCategory FROM focus") == "Licence")
    }

    @Test("a day's file does not take the place of a month's")
    func daily() async throws {
        let scratch = try Scratch()
        try scratch.write(Self.file(["1", "2"]), to: "costs-2025-10-01.csv", age: 100)
        try await scratch.ingest()
        try scratch.write(Self.file(["3"]), to: "costs-2025-10-02.csv")
        #expect(try await scratch.ingest().runs(.held).map(\.export) == ["datadog-costs@acme"])
        try await scratch.expectBilled(["plain-focus 2025-10 EUR": "3"])
    }
}

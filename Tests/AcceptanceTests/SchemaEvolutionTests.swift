import Foundation
import Pipeline
import Testing

/// Columns come and go; nothing that was delivered is lost, and what was not delivered is null.
@Suite("Columns that change")
struct SchemaEvolutionTests {
    private func land(_ scratch: Scratch, _ delivery: AzureDelivery) async throws {
        try delivery.write(to: scratch)
        let result = try await scratch.ingest()
        #expect(result.runs(.landed).map(\.run) == [delivery.run], "\(result.runs.map(\.reason))")
    }

    private func delivery(_ month: String, run: Int, header: [String], extra: [String]) -> AzureDelivery {
        var delivery = AzureDelivery(month: month, run: run)
        delivery.add(header: header, rows: [delivery.row(cost: "\(run)") + extra])
        return delivery
    }

    @Test("a new column is null in months before, one that is gone is null from then on")
    func newAndGone() async throws {
        let scratch = try Scratch()
        try await land(scratch, delivery("2025-08", run: 1, header: AzureDelivery.header, extra: []))
        try await land(
            scratch, delivery("2025-09", run: 2, header: AzureDelivery.header + ["Ü new, Column"], extra: ["x"]))
        try await land(scratch, delivery("2025-10", run: 3, header: AzureDelivery.header, extra: []))
        let columns = try await scratch.query("DESCRIBE raw.\"azure-actual\"").compactMap { $0[0] }
        let added = try #require(columns.first { $0.lowercased().contains("new") })
        let rows = try await scratch.query("SELECT \(name: added) FROM raw.\"azure-actual\" ORDER BY x_billing_period")
        #expect(rows == [[nil], ["x"], [nil]])
        try await scratch.expectBilled([
            "azure-actual 2025-08 EUR": "1", "azure-actual 2025-09 EUR": "2", "azure-actual 2025-10 EUR": "3",
        ])
    }

    @Test("headers that change their case stay one column")
    func otherCase() async throws {
        let scratch = try Scratch()
        try await land(scratch, delivery("2025-08", run: 1, header: AzureDelivery.header + ["costOwner"], extra: ["a"]))
        let upper = AzureDelivery.header.map { $0.uppercased() } + ["CostOwner"]
        try await land(scratch, delivery("2025-09", run: 2, header: upper, extra: ["b"]))
        let columns = try await scratch.query("DESCRIBE raw.\"azure-actual\"").compactMap { $0[0]?.lowercased() }
        #expect(Set(columns).count == columns.count)
        #expect(columns.filter { $0.hasPrefix("costowner") }.count == 1)
        let rows = try await scratch.query("SELECT costOwner FROM raw.\"azure-actual\" ORDER BY x_billing_period")
        #expect(rows == [["a"], ["b"]])
        try await scratch.expectBilled(["azure-actual 2025-08 EUR": "1", "azure-actual 2025-09 EUR": "2"])
    }

    @Test("parts of one delivery with their columns in another order, and with columns of their own")
    func otherOrder() async throws {
        let scratch = try Scratch()
        var delivery = AzureDelivery()
        delivery.add(
            header: AzureDelivery.header + ["Left"], rows: [delivery.row(cost: "1", tags: "\"k\": \"1\"") + ["l"]])
        let backwards = Array((AzureDelivery.header + ["Right"]).reversed())
        delivery.add(
            header: backwards, rows: [Array((delivery.row(cost: "2", tags: "\"k\": \"2\"") + ["r"]).reversed())])
        try await land(scratch, delivery)
        let rows = try await scratch.query(
            "SELECT CostInBillingCurrency, \"Left\", \"Right\", Tags, MeterId FROM raw.\"azure-actual\" ORDER BY 1")
        #expect(
            rows.map { Array($0[1...]) } == [["l", nil, "\"k\": \"1\"", "m-1"], [nil, "r", "\"k\": \"2\"", "m-1"]])
        try await scratch.expectBilled(["azure-actual 2025-10 EUR": "3"])
    }

    @Test("headers that become the same name keep columns of their own, in this month and the next")
    func clash() async throws {
        let scratch = try Scratch()
        let tags = ["resourceTags/user:foo", "resourceTags/user:Foo", "resourceTags/user:foo "]
        for (index, month) in ["2025-09", "2025-10"].enumerated() {
            var delivery = CURDelivery(month: month, assembly: "2025110\(index)T040211Z")
            let header = CURDelivery.header + (index == 0 ? Array(tags[..<2]) : Array(tags[..<2].reversed()))
            let values = index == 0 ? ["low", "High"] : ["High", "low"]
            delivery.add(header: header, rows: [CURDelivery.row("\(index)", cost: "1", month: month) + values])
            try delivery.write(to: scratch)
        }
        let result = try await scratch.ingest()
        #expect(result.runs(.landed).count == 2, "\(result.runs.map(\.reason))")
        let columns = try await scratch.query("DESCRIBE raw.\"aws-cur\"").compactMap { $0[0] }.filter {
            $0.contains("foo")
        }
        #expect(columns.count == 2)
        for column in columns {
            let values = try await scratch.query("SELECT DISTINCT \(name: column) FROM raw.\"aws-cur\"")
            #expect(values.count == 1, "\(column) mixes \(values)")
        }
        let seen = try await scratch.query("SELECT DISTINCT Tags['user:foo'], Tags['user:Foo'] FROM focus")
        #expect(seen == [["low", "High"]] || seen.isEmpty == false)
        try await scratch.expectBilled(["aws-cur 2025-09 USD": "1", "aws-cur 2025-10 USD": "1"])
    }

    @Test("a column that was text and comes as an amount opens a second one; both stay what they are")
    func otherType() async throws {
        let scratch = try Scratch()
        func land(_ month: String, run: Int, size: String) async throws {
            var delivery = AzureDelivery(month: month, run: run)
            delivery.parts = [.init(name: "part_0_0001.snappy.parquet", bytes: [], rows: 1)]
            try await scratch.writeParquet(
                """
                SELECT 1.5::DOUBLE AS BilledCost, 'EUR' AS BillingCurrency, \(unsafe: size) AS x_Size,
                \(month + "-02 00:00:00")::TIMESTAMP AS ChargePeriodStart, 'Microsoft' AS ProviderName,
                'm' AS x_SkuMeterId
                """, to: delivery.path())
            delivery.parts[0].bytes = try scratch.bytes(delivery.path())
            try delivery.write(to: scratch, type: "FocusCost")
            let result = try await scratch.ingest()
            #expect(result.runs(.landed).count == 1, "\(result.runs.map(\.reason))")
        }
        try await land("2025-08", run: 1, size: "7::BIGINT")
        try await land("2025-09", run: 2, size: "7.25::DECIMAL(10,2)")
        try await land("2025-10", run: 3, size: "'large'")
        let columns = try await scratch.query("DESCRIBE raw.\"azure-focus\"").compactMap { $0[0] }.filter {
            $0.lowercased().hasPrefix("x_size")
        }
        var values: Set<String> = []
        for column in columns {
            for row in try await scratch.query(
                "SELECT \(name: column)::VARCHAR FROM raw.\"azure-focus\" WHERE \(name: column) IS NOT NULL")
            {
                row[0].map { values.formUnion([$0]) }
            }
        }
        #expect(
            values.contains("large") && values.contains("7") && values.contains { $0.hasPrefix("7.25") },
            "\(columns) \(values)")
    }
}

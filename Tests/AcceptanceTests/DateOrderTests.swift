import BillingModel
import BillingSources
import Pipeline
import Testing

/// Azure writes month/day/year, and portals in other languages day/month/year.
@Suite("Dates with slashes are read in the order that they show, or not at all") struct DateOrderTests {
    /// Rows whose Date and BillingPeriodStartDate are replaced by the texts that `day` makes of a day of October.
    private func delivery(_ days: [Int], start: String, _ day: (Int) -> String) -> AzureDelivery {
        var delivery = AzureDelivery()
        delivery.add(rows: days.map { [day($0), start] + delivery.row(cost: "1")[2...] })
        return delivery
    }

    private func days(_ scratch: Scratch) async throws -> [String?] {
        try await scratch.query("SELECT strftime(ChargePeriodStart, '%Y-%m-%d') FROM focus ORDER BY 1").map { $0[0] }
    }

    @Test("a manifest's month or a day after the 12th tells")
    func told() async throws {
        for (days, isDayFirst) in [([5], false), ([5], true), ([1, 31], true), ([1, 31], false)] {
            let scratch = try Scratch()
            try delivery(days, start: isDayFirst ? "1/10/2025" : "10/1/2025") {
                isDayFirst ? "\($0)/10/2025" : "10/\($0)/2025"
            }.write(to: scratch)
            let result = try await scratch.ingest()
            #expect(result.runs.map(\.state) == [.landed], "\(result.runs)")
            #expect(try await self.days(scratch) == days.map { $0 < 10 ? "2025-10-0\($0)" : "2025-10-\($0)" })
        }
    }

    @Test("without a manifest, the file itself tells, or it is rejected with what would")
    func loose() async throws {
        func ingest(_ days: [Int], start: String) async throws -> (scratch: Scratch, result: Ingest.Result) {
            let scratch = try Scratch()
            let delivery = delivery(days, start: start) { "0\($0)/10/2025" }
            try scratch.write(delivery.parts[0].bytes, to: "costs.csv")
            return (scratch, try await scratch.ingest())
        }
        let (scratch, told) = try await ingest([5], start: "01/10/2025")
        #expect(told.runs.map(\.state) == [.landed], "\(told.runs)")
        #expect(try await days(scratch) == ["2025-10-05"])
        let unknown = try await ingest([5], start: "").result
        #expect(unknown.runs.map(\.state) == [.rejected])
        #expect(unknown.runs.first?.reason?.hasPrefix("nothing tells whether its dates are month/day/year") ?? false)
    }

    @Test("what the configuration says of a file counts", arguments: [DateOrder.monthFirst, .dayFirst])
    func hinted(_ order: DateOrder) async throws {
        let scratch = try Scratch()
        try scratch.write(delivery([5], start: "") { "0\($0)/10/2025" }.parts[0].bytes, to: "costs.csv")
        let hint = DeliveryHint(dates: order, dataset: "azure-amortised")
        let result = try await scratch.ingest(
            hints: DeliveryHints([.init(match: try PathGlob("**/costs.csv"), hint)]))
        #expect(result.runs.map(\.state) == [.landed] && result.runs.first?.source == "azure-amortised")
        #expect(try await days(scratch) == [order == .dayFirst ? "2025-10-05" : "2025-05-10"])
    }
}

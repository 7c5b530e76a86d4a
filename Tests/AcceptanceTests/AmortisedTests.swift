import Foundation
import Pipeline
import Testing
import Wiring

/// A reservation bought on the 1st for 31, of which 30 days are used and one is left over, as both of Azure's exports
/// tell it, beside usage on demand.
@Suite("Actual and amortised cost of one scope are one bill") struct AmortisedTests {
    private static let reservation = "/providers/Microsoft.Capacity/reservationOrders/o/reservations/r"
    private static let header = AzureDelivery.header + ["benefitId"]

    private func delivery(_ export: String, run: Int) -> AzureDelivery {
        var delivery = AzureDelivery(run: run, folder: "\(export)/20251001-20251031/202601020300/run\(run)")
        delivery.export = export
        delivery.run = "run\(run)"
        return delivery
    }

    private func row(_ delivery: AzureDelivery, _ type: String, _ model: String, _ cost: String, day: Int) -> [String] {
        var row = delivery.row(cost: cost, day: day)
        row[6] = type
        row[7] = model
        return row + [model == "OnDemand" ? "" : Self.reservation]
    }

    private func onDemand(_ delivery: AzureDelivery) -> [[String]] {
        (1...31).map { row(delivery, "Usage", "OnDemand", "2.5", day: $0) }
    }

    private func actual(_ scratch: Scratch) throws {
        var delivery = delivery("actual", run: 1)
        let covered = (1...30).map { row(delivery, "Usage", "Reservation", "0", day: $0) }
        delivery.add(
            header: Self.header,
            rows: [row(delivery, "Purchase", "Reservation", "31", day: 1)] + covered + onDemand(delivery))
        try delivery.write(to: scratch)
    }

    private func amortised(_ scratch: Scratch, run: Int = 2, days: ClosedRange<Int> = 1...31) throws {
        var delivery = delivery("amortised", run: run)
        let covered = (1...30).map { row(delivery, "Usage", "Reservation", "1", day: $0) }
        let unused = row(delivery, "UnusedReservation", "Reservation", "1", day: 31)
        delivery.add(
            header: Self.header,
            rows: (covered + [unused] + onDemand(delivery)).filter { row in
                days.contains(Int(row[0].suffix(2)) ?? 0)
            })
        try delivery.write(to: scratch, type: "AmortizedCost")
    }

    /// Rows, billed and effective cost of each dataset in a table.
    private func sums(_ scratch: Scratch, _ table: String = "focus") async throws -> [[String?]] {
        let rows = table == "daily" ? "sum(x_row_count)" : "count(*)"
        return try await scratch.query(
            """
            SELECT x_source, \(unsafe: rows)::INT, sum(BilledCost)::DECIMAL(38,1), sum(EffectiveCost)::DECIMAL(38,1)
            FROM \(unsafe: table) GROUP BY 1 ORDER BY 1
            """)
    }

    /// What `billow verify --deep` finds.
    private func differences(_ scratch: Scratch) async throws -> [Discrepancy] {
        let workbench = try scratch.workbench
        return try await Verification(
            lake: try workbench.lake(create: false), sources: Workbench.sources, session: try await workbench.session(),
            store: { workbench.store($0) }
        ).run(.init(all: true, deep: true)).differences
    }

    private static let together: [[String?]] = [
        ["azure-actual", "32", "108.5", "77.5"], ["azure-amortised", "31", "0.0", "31.0"],
    ]

    @Test("whichever came first, both count with their share", arguments: [false, true])
    func together(isAmortisedFirst: Bool) async throws {
        let scratch = try Scratch()
        if isAmortisedFirst { try amortised(scratch) } else { try actual(scratch) }
        try await scratch.ingest()
        #expect(
            try await sums(scratch)
                == (isAmortisedFirst
                    ? [["azure-amortised", "62", "77.5", "108.5"]] : [["azure-actual", "62", "108.5", "77.5"]]))
        if isAmortisedFirst { try actual(scratch) } else { try amortised(scratch) }
        let result = try await scratch.ingest()
        #expect(result.runs(.landed).first?.isCounted ?? false, "\(result.lines)")
        #expect(result.runs(.landed).first?.reason?.contains("counted together with azure-") ?? false)
        for table in ["focus", "daily"] { #expect(try await sums(scratch, table) == Self.together, "\(table)") }
        #expect(try await scratch.rawRows() == ["azure-actual 2025-10": 62, "azure-amortised 2025-10": 62])
        let status = try await scratch.query(
            "SELECT CommitmentDiscountStatus, count(*)::INT FROM focus GROUP BY 1 ORDER BY 1")
        #expect(status == [["Unused", "1"], ["Used", "30"], [nil, "32"]])
        let again = try await scratch.ingest()
        #expect(again.runs(.landed).isEmpty && again.repaired == 0, "\(again.lines)")
        #expect(try await differences(scratch).isEmpty)
    }

    @Test("an amortised export that lags behind waits; it counts when it has all days")
    func lagging() async throws {
        let scratch = try Scratch()
        try actual(scratch)
        try amortised(scratch, run: 2, days: 1...20)
        try await scratch.ingest()
        #expect(try await sums(scratch) == [["azure-actual", "62", "108.5", "77.5"]])
        try amortised(scratch, run: 3)
        try await scratch.ingest()
        #expect(try await sums(scratch) == Self.together)
        // The bill goes, and what is left stands for itself.
        let counted = try Binary.run(scratch, "count", "never", "--source", "azure-actual", "--output", "json")
        #expect(counted.exitCode == 0, "\(counted.errors)")
        scratch.forgetReader()
        #expect(try await sums(scratch) == [["azure-amortised", "62", "77.5", "108.5"]])
    }

    @Test("covered usage that is billed all the same stays in the sum")
    func billedCover() async throws {
        let scratch = try Scratch()
        var bill = delivery("actual", run: 1)
        let purchase = row(bill, "Purchase", "Reservation", "31", day: 1)
        bill.add(header: Self.header, rows: [purchase, row(bill, "Usage", "Reservation", "0.5", day: 2)])
        try bill.write(to: scratch)
        var amortised = delivery("amortised", run: 2)
        amortised.add(
            header: Self.header, rows: (1...2).map { row(amortised, "Usage", "Reservation", "1", day: $0) })
        try amortised.write(to: scratch, type: "AmortizedCost")
        try await scratch.ingest()
        let billed = try await sums(scratch).map { [$0[0], $0[2]] }
        #expect(billed == [["azure-actual", "31.5"], ["azure-amortised", "0.0"]])
        #expect(try await differences(scratch).isEmpty)
    }

    @Test("an amortised export that is taken for actual cost is rejected, and the other way round")
    func mistaken() async throws {
        let scratch = try Scratch()
        var amortised = delivery("amortised", run: 1)
        amortised.add(header: Self.header, rows: [row(amortised, "UnusedReservation", "Reservation", "1", day: 1)])
        try amortised.write(to: scratch, type: "ActualCost")
        var actual = delivery("actual", run: 2)
        actual.add(header: Self.header, rows: [row(actual, "Purchase", "Reservation", "31", day: 1)])
        try actual.write(to: scratch, type: "AmortizedCost")
        let result = try await scratch.ingest()
        #expect(result.runs.map(\.state) == [.rejected, .rejected], "\(result.lines)")
        #expect(result.runs.allSatisfy { $0.reason?.contains("it is the other kind of export") ?? false })
    }

    @Test("without commitments the amortised export adds nothing")
    func nothingToShare() async throws {
        let scratch = try Scratch()
        for (at, export) in ["actual", "amortised"].enumerated() {
            var delivery = delivery(export, run: at + 1)
            delivery.add(header: Self.header, rows: onDemand(delivery))
            try delivery.write(to: scratch, type: at == 0 ? "ActualCost" : "AmortizedCost")
        }
        try await scratch.ingest()
        #expect(try await sums(scratch) == [["azure-actual", "31", "77.5", "77.5"]])
        #expect(try await scratch.ingest().repaired == 0)
        #expect(try await differences(scratch).isEmpty)
    }
}

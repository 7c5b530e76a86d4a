import BillingSources
import Testing

@testable import SourceAWS

@Suite struct CURRelationTests {
    private func schema(_ header: [String]) -> RawSchema {
        RawSchema(header.map { CURDataset().column(forHeader: $0, sqlType: nil) })
    }

    @Test func `rows are rewritten only where columns can carry the costs on`() throws {
        #expect(try CURDataset().mapping(schema(CURLines.gross)).keepsRowCount)
        #expect(try CURDataset().mapping(schema(CURLines.gross + ["reservation/ReservationARN"])).keepsRowCount)
        #expect(try !CURDataset().mapping(schema(CURLines.gross + CURLines.reservations)).keepsRowCount)
        #expect(try !CURDataset().mapping(schema(CURLines.gross + CURLines.savingsPlans)).keepsRowCount)
        let covering = CURTerms(schema(CURLines.gross + ["savingsPlan/SavingsPlanEffectiveCost"]))
        #expect(covering.rewrites == [.savingsPlanNegations])
    }

    @Test func `fees keep their cost where no column amortises it`() async throws {
        let header = CURLines.gross + ["reservation/ReservationARN", "savingsPlan/SavingsPlanARN"]
        let lines = [
            CURLines.line(
                "RIFee", ["lineItem/UnblendedCost": "3", "reservation/ReservationARN": CURLines.reservation]),
            CURLines.line("SavingsPlanCoveredUsage", ["lineItem/UnblendedCost": "1"]),
            CURLines.line("SavingsPlanNegation", ["lineItem/UnblendedCost": "-1"]),
        ]
        let rows = try await FOCUSRows(CURDataset(), header: header, lines: lines)
        #expect(rows.rows.map { $0["EffectiveCost"]?.prefix(4) } == ["3.00", "1.00", "-1.0"])
        #expect(rows.billed == rows.rawBilled)
    }

    /// Whatever negations leave over, billed cost stays what the report says, to the last of 18 decimals.
    @Test(arguments: [1, 2, 3])
    func `billed cost adds up to the report's`(_ seed: UInt64) async throws {
        var state = seed
        func next(_ bound: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % bound
        }
        let types = [
            "SavingsPlanCoveredUsage", "SavingsPlanNegation", "SavingsPlanCoveredUsage", "SavingsPlanRecurringFee",
            "Usage", "RIFee", "Tax",
        ]
        let lines = (0..<300).map { _ -> [String: String] in
            let type = types[Int(next(7))]
            let sign = type == "SavingsPlanNegation" || next(20) == 0 ? "-" : ""
            var changes = [
                "lineItem/UnblendedCost":
                    "\(sign)\(next(100)).\(100_000_000 + next(900_000_000))\(100_000_000 + next(900_000_000))",
                "savingsPlan/SavingsPlanARN": ["", CURLines.savingsPlan, "arn:other"][Int(next(3))],
                "lineItem/UsageAccountId": "00000000004\(next(3))",
                "lineItem/ProductCode": ["", "AmazonEC2"][Int(next(2))],
                "lineItem/CurrencyCode": ["USD", "EUR", ""][Int(next(3))],
                "reservation/UnusedRecurringFee": "\(next(2))",
                "savingsPlan/TotalCommitmentToDate": "2", "savingsPlan/UsedCommitment": "\(next(4))",
            ]
            if next(30) == 0 { changes["lineItem/UnblendedCost"] = "" }
            return CURLines.line(type, changes).filter { !$0.value.isEmpty }
        }
        let rows = try await FOCUSRows(CURDataset(), header: CURLines.committed, lines: lines)
        #expect(rows.billed == rows.rawBilled, "seed \(seed)")
        let residuals = rows.rows.filter { $0["ChargeCategory"] == "Adjustment" }
        #expect(residuals.count <= 3 * 3 * 2 * 3 && !residuals.isEmpty, "seed \(seed)")
        #expect(
            !rows.rows.contains { $0["x_LineItemType"] == "SavingsPlanNegation" && $0["ChargeCategory"] == "Usage" })
    }

    @Test func `both spellings of the columns map to the same rows`() async throws {
        let lines = [
            CURLines.line("Usage", ["lineItem/UnblendedCost": "0.24", "resourceTags/user:Team": "a"]),
            CURLines.line("RIFee", ["lineItem/UnblendedCost": "3", "reservation/UnusedRecurringFee": "1"]),
        ]
        let renamed = lines.map { Dictionary(uniqueKeysWithValues: $0.map { (AthenaName.of($0.key), $0.value) }) }
        let delivered = try await FOCUSRows(CURDataset(), header: CURLines.committed, lines: lines)
        let athena = try await FOCUSRows(CURDataset(), header: CURLines.committed.map(AthenaName.of), lines: renamed)
        try #require(delivered.rows.count == 3 && athena.rows.count == 3)
        #expect(delivered.rows[0]["Tags"] == "{Team=a}" && athena.rows[0]["Tags"] == "{team=a}")
        func withoutTags(_ rows: FOCUSRows) -> [[String: String]] { rows.rows.map { $0.filter { $0.key != "Tags" } } }
        #expect(withoutTags(delivered) == withoutTags(athena))
    }

    @Test func `a delivery that cannot be a report says what it lacks`() throws {
        let error = try #require(throws: (any Error).self) {
            try CURDataset().validate(schema(["bill/InvoiceId", "lineItem/UsageStartDate"]))
        }
        #expect("\(error)".contains("line_item_line_item_type") && "\(error)".contains("line_item_unblended_cost"))
    }
}

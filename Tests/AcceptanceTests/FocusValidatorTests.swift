import BillingModel
import Foundation
import Randomness
import Sampling
import Testing

/// FinOps' own checker of FOCUS 1.0 files and `billow conformance` say the same of the same rows.
@Suite(
    "focus_validator beside conformance",
    .enabled(if: Python.canBeCalled && Binary.canBeCalled, "needs scripts/setup --tests and the program"))
struct FocusValidatorTests {
    private struct Compared: Decodable {
        let compared: Int
        let failed: [String]
        let differ: [String]
        let explained: [String]
    }

    private func compare(_ scratch: Scratch) throws -> [String: Compared] {
        let said = try Binary.run(scratch, "conformance", "--output", "json")
        let file = scratch.exports.deletingLastPathComponent().appendingPathComponent("conformance.json")
        try said.output.write(to: file)
        let finished = try Python.finished("focus_validator_witness.py", [scratch.lake.path, file.path])
        let errors = String(decoding: finished.errors, as: UTF8.self)
        return try #require(try? JSONDecoder().decode([String: Compared].self, from: finished.output), "\(errors)")
    }

    @Test("sample exports of all clouds")
    func samples() async throws {
        let scratch = try Scratch()
        let request = SampleRequest(
            folder: scratch.exports.path, seed: 3, months: 1, rows: 200,
            lastMonth: try #require(BillingPeriod(year: 2025, month: 10)), regenerate: false)
        try await Sampler(session: try await scratch.workbench.session()).write(request)
        try await scratch.ingest()
        let found = try compare(scratch)
        #expect(found.count >= 6)
        for (source, verdicts) in found {
            #expect(verdicts.differ == [] && verdicts.compared == 96 && verdicts.explained.count == 5, "\(source)")
        }
    }

    /// Good values first; the last breaks a rule of FOCUS 1.0.
    private static let columns: [(name: String, values: [String])] = [
        ("BillingAccountId", ["acme", ""]), ("BillingCurrency", ["EUR", "USD", "EU1"]),
        ("BillingPeriodEnd", ["2025-11-01T00:00:00Z", ""]), ("ChargePeriodEnd", ["2025-10-02T00:00:00Z", ""]),
        ("ChargeCategory", ["Usage", "Tax", "Fee"]), ("ChargeClass", ["", "Correction", "Refund"]),
        ("ChargeFrequency", ["One-Time", "Recurring", "Usage-Based", "Daily"]),
        ("PricingCategory", ["Standard", "Dynamic", "Committed", "Reserved"]),
        ("CommitmentDiscountCategory", ["Spend", "Usage", "Money"]),
        ("CommitmentDiscountStatus", ["Used", "Unused", "Active"]),
        ("ServiceCategory", ["Compute", "Storage", "Databases", "Disks"]), ("ServiceName", ["Logs", ""]),
        ("InvoiceIssuerName", ["Acme", ""]), ("ProviderName", ["Acme", ""]), ("PublisherName", ["Acme", ""]),
        ("ListCost", ["1", ""]), ("ContractedCost", ["1", ""]), ("RegionId", ["eu", ""]), ("SkuId", ["s", ""]),
        ("Tags", [#""{""a"":""b""}""#, ""]),
    ]

    /// Some columns are damaged in some rows, others in none.
    private static func damaged(_ dice: inout SeededGenerator) -> String {
        let isDamaged = columns.map { _ in dice.flip() }
        var lines = [
            "BilledCost,EffectiveCost,BillingPeriodStart,ChargePeriodStart,"
                + columns.map(\.name).joined(separator: ",")
        ]
        for row in 1...30 {
            var cells = ["\(row).5", "\(row)", "2025-10-01T00:00:00Z", "2025-10-01T00:00:00Z"]
            for (index, column) in columns.enumerated() {
                let isBad = isDamaged[index] && (row == 7 || dice.number(0..<5) == 0)
                let good = column.values[dice.number(0..<(column.values.count - 1))]
                cells.append(isBad ? column.values[column.values.count - 1] : good)
            }
            lines.append(cells.joined(separator: ","))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    @Test("random files that break some of the rules")
    func damage() async throws {
        var failed: Set<String> = []
        for _ in 0..<4 {
            let seed = UInt64.random(in: 1...UInt64.max)
            var dice = SeededGenerator(seed: seed)
            let scratch = try Scratch()
            try scratch.write(Self.damaged(&dice), to: "costs.csv")
            let landed = try await scratch.ingest()
            #expect(landed.lines.count == 1 && landed.runs(.landed).count == 1, "seed \(seed): \(landed.lines)")
            let found = try #require(try compare(scratch)["plain-focus"])
            #expect(found.differ == [] && found.compared == 96, "seed \(seed)")
            failed.formUnion(found.failed)
        }
        // With four chances of a half each, few columns were never damaged.
        #expect(failed.count >= 8, "\(failed.sorted())")
    }
}

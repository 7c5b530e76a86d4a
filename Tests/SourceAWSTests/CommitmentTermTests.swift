import BillingModel
import Randomness
import Testing

@testable import SourceAWS

/// A reservation and a savings plan, each partly paid upfront, over the twelve months of their term: used as the dice
/// fall, and what is left over told as unused.
@Suite("What a commitment costs is used or unused, to the last digit, over its whole term")
struct CommitmentTermTests {
    private static let hours = 10
    /// Of a month and a commitment: what its upfront payment and its recurring fee come to for each of the hours.
    private static let upfrontPerHour = 10
    private static let recurringPerHour = 5

    private static func reservation(used: Int, isFirst: Bool) -> [[String: String]] {
        let id = ["reservation/ReservationARN": CURLines.reservation]
        let unused = hours - used
        let fee = CURLines.line(
            "RIFee",
            id.merging([
                "lineItem/UnblendedCost": "\(hours * recurringPerHour)",
                "reservation/UnusedAmortizedUpfrontFeeForBillingPeriod": "\(unused * upfrontPerHour)",
                "reservation/UnusedRecurringFee": "\(unused * recurringPerHour)",
            ]) { $1 })
        let covered = CURLines.line(
            "DiscountedUsage",
            id.merging([
                "lineItem/UnblendedCost": "0", "reservation/EffectiveCost": "\(upfrontPerHour + recurringPerHour)",
            ]) { $1 })
        let upfront = CURLines.line(
            "Fee", id.merging(["lineItem/UnblendedCost": "\(12 * hours * upfrontPerHour)"]) { $1 })
        return (isFirst ? [upfront] : []) + [fee] + Array(repeating: covered, count: used)
    }

    /// Its usage would have cost a third more on demand; the negation takes that back.
    private static func savingsPlan(used: Int, isFirst: Bool) -> [[String: String]] {
        let id = ["savingsPlan/SavingsPlanARN": CURLines.savingsPlan]
        let perHour = upfrontPerHour + recurringPerHour
        let fee = CURLines.line(
            "SavingsPlanRecurringFee",
            id.merging([
                "lineItem/UnblendedCost": "\(hours * recurringPerHour)",
                "savingsPlan/TotalCommitmentToDate": "\(hours * perHour)",
                "savingsPlan/UsedCommitment": "\(used * perHour)",
            ]) { $1 })
        let covered = CURLines.line(
            "SavingsPlanCoveredUsage",
            id.merging(["lineItem/UnblendedCost": "20", "savingsPlan/SavingsPlanEffectiveCost": "\(perHour)"]) { $1 })
        let negation = CURLines.line(
            "SavingsPlanNegation", id.merging(["lineItem/UnblendedCost": "\(-20 * used)"]) { $1 })
        let upfront = CURLines.line(
            "SavingsPlanUpfrontFee", id.merging(["lineItem/UnblendedCost": "\(12 * hours * upfrontPerHour)"]) { $1 })
        return (isFirst ? [upfront] : []) + [fee] + Array(repeating: covered, count: used)
            + (used > 0 ? [negation] : [])
    }

    private struct Sums {
        var purchased = ExactDecimal.zero
        var used = ExactDecimal.zero
        var unused = ExactDecimal.zero

        mutating func add(_ row: [String: String]) {
            let (billed, effective) = (Self.amount(row["BilledCost"]), Self.amount(row["EffectiveCost"]))
            switch (row["ChargeCategory"], row["CommitmentDiscountStatus"]) {
            case ("Purchase", nil):
                purchased = purchased + billed
                #expect(effective == .zero, "what is bought is used later")
            case ("Usage", "Used"):
                used = used + effective
                #expect(billed == .zero, "what is used was bought before")
            case ("Usage", "Unused"):
                unused = unused + effective
                #expect(billed == .zero && row["ConsumedQuantity"] == nil)
                #expect(row["ResourceId"] == row["CommitmentDiscountId"])
            default: Issue.record("\(row)")
            }
        }

        private static func amount(_ text: String?) -> ExactDecimal {
            text.flatMap { ExactDecimal.parse($0).value } ?? .zero
        }
    }

    @Test func purchasesAreUsedOrUnused() async throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var dice = SeededGenerator(seed: seed)
        var sums: [String: Sums] = [:]
        for month in 1...12 {
            let lines =
                Self.reservation(used: Int.random(in: 0...Self.hours, using: &dice), isFirst: month == 1)
                + Self.savingsPlan(used: Int.random(in: 0...Self.hours, using: &dice), isFirst: month == 1)
                + [CURLines.line("Usage", ["lineItem/UnblendedCost": "0.1"])]
            let found = try await FOCUSRows(CURDataset(), header: CURLines.committed, lines: lines)
            #expect(found.billed == found.rawBilled, "seed \(seed)")
            for row in found.rows {
                guard let id = row["CommitmentDiscountId"] else {
                    #expect(row["BilledCost"] == row["EffectiveCost"], "what is on demand is paid when it is used")
                    continue
                }
                sums[id, default: Sums()].add(row)
            }
        }
        #expect(sums.count == 2)
        for (id, sums) in sums {
            #expect(sums.purchased == sums.used + sums.unused, "\(id), seed \(seed)")
            #expect(sums.purchased.description.hasPrefix("1800."), "\(id): 1200 upfront and 12 times 50")
        }
    }
}

extension ExactDecimal {
    fileprivate static func + (left: ExactDecimal, right: ExactDecimal) -> ExactDecimal {
        left.adding(right) ?? .zero
    }
}

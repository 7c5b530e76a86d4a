import Foundation
import Testing

@testable import Sampling

@Suite struct GCPSampleTests {
    private func rows(_ sample: SampleOnDisk, _ path: String) throws -> [[String: Any]] {
        try sample.text(path).split(separator: "\n").map { line in
            try (JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]).orThrow()
        }
    }

    @Test func aFolderForEachDayWithRowsOfTwoInvoices() async throws {
        let sample = SampleOnDisk()
        try await sample.write(sample.request(providers: ["gcp"], isComplete: false))
        let paths = try sample.paths()
        #expect(paths.count == 30 + 31 + 1)
        #expect(paths.allSatisfy { $0.wholeMatch(of: /gcp\/\d{4}-\d\d-\d\d\/0{12}\.json\.gz/) != nil })
        let all = try paths.map { try rows(sample, $0) }
        let months = all.map { Set($0.compactMap { ($0["invoice"] as? [String: Any])?["month"] as? String }).sorted() }
        #expect(months.filter { $0 == ["202509", "202510"] }.count == 1, "one day lies across the month's end")
        #expect(months.first == ["202509"] && months.last == ["202510"])
        let credits = all.joined().compactMap { ($0["credits"] as? [Any])?.count }
        #expect(Set(credits) == [0, 1, 2])
        #expect(all.joined().filter { $0["cost_type"] as? String == "tax" && $0["project"] == nil }.count == 2)
        #expect(try paths.contains { try sample.text($0).contains("E-") }, "small numbers have exponents")
    }

    @Test func theLaterDeliveryWritesDaysAnew() async throws {
        let sample = SampleOnDisk()
        try await sample.write(sample.request(providers: ["gcp"], isComplete: false))
        let before = try Dictionary(uniqueKeysWithValues: sample.paths().map { ($0, try sample.bytes($0)) })
        try await sample.write(sample.request(providers: ["gcp"], isComplete: false, regenerate: true))
        let changed = try sample.paths().filter { try sample.bytes($0) != before[$0] }
        let days = (27...31).map { "2025-10-\($0)" } + ["2025-11-01"]
        #expect(changed == days.map { "gcp/\($0)/000000000000.json.gz" })
    }

    @Test func focusRowsAreNetOfTheirCredits() async throws {
        let sample = SampleOnDisk()
        try await sample.write(sample.request(months: 1, providers: ["gcp"]))
        let all = try sample.paths { $0.hasPrefix("gcp-focus/") }.flatMap { try rows(sample, $0) }
        func amount(_ row: [String: Any], _ name: String) throws -> Decimal {
            try (row[name] as? NSNumber).orThrow().decimalValue
        }
        for row in all {
            let credits = try (row["x_Credits"] as? [[String: Any]] ?? []).map { try amount($0, "Amount") }
            let net = try amount(row, "ContractedCost") + credits.reduce(0, +)
            #expect(try abs(net - amount(row, "BilledCost")) < Decimal(sign: .plus, exponent: -10, significand: 1))
            #expect(Set(row.keys).isSubset(of: ReferenceHeaders.gcpFocus))
        }
        #expect(Set(all.compactMap { $0["ChargeCategory"] as? String }) == ["Usage", "Tax"])
        #expect(Set(all.compactMap { ($0["x_Credits"] as? [Any])?.count }) == [0, 1, 2])
        // Projects that no other dataset has: the same money would be counted once.
        let billing = try sample.paths { $0.hasPrefix("gcp/") }.flatMap { try rows(sample, $0) }
        let projects = Set(billing.compactMap { ($0["project"] as? [String: Any])?["id"] as? String })
        #expect(projects.isDisjoint(with: all.compactMap { $0["SubAccountId"] as? String }))
    }
}

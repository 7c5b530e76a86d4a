import BillingModel
import Foundation
import Pipeline
import Randomness
import SQLEngine
import Testing
import Wiring

/// One flipped byte anywhere in the lake is found, and the month is named.
@Suite("Silent damage")
struct FlippedByteTests {
    private static let flips = ProcessInfo.processInfo.environment["BILLOW_SOAK"]?.isEmpty ?? true ? 20 : 2000

    /// Eleven versions of each table, so that there are checkpoints; one month in two generations, one with rows in
    /// quarantine.
    private func lake() async throws -> Scratch {
        let scratch = try Scratch()
        for month in 1...9 {
            try AzureDelivery(month: "2025-0\(month)", run: month, costs: ["\(month).5", "1"]).write(to: scratch)
        }
        try AzureDelivery(month: "2025-10", run: 10, costs: ["1", "2", "x"]).write(to: scratch)
        try await scratch.ingest(quarantines: true)
        try AzureDelivery(month: "2025-09", run: 11, day: 3, costs: ["10", "11"]).write(to: scratch)
        try await scratch.ingest()
        return scratch
    }

    @Test("every flip is found, and tells the month")
    func flips() async throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var dice = SeededGenerator(seed: seed)
        let scratch = try await lake()
        let workbench = try scratch.workbench
        let verification = Verification(
            lake: try workbench.lake(create: false), sources: Workbench.sources, session: try await workbench.session(),
            store: { workbench.store($0) })
        let clean = try await verification.run(.init(all: true))
        #expect(clean.differences.isEmpty, "\(clean.differences)")
        #expect(clean.counts.hashed == clean.counts.files && clean.counts.sealed == clean.counts.commits)
        let files = try scratch.lakeFiles().keys.sorted()
        #expect(files.contains { $0.hasSuffix(".checkpoint.parquet") })
        for flip in 0..<Self.flips {
            // Each kind of file in turn: few of them are logs, or in quarantine.
            let kinds = [#/^raw.*part-/#, #/^focus.*part-/#, #/^daily.*part-/#, #/^quarantine.*part-/#, #/_delta_log/#]
            let kind = kinds[flip % kinds.count]
            let path = try #require(files.filter { $0.contains(kind) }.randomElement(using: &dice))
            let file = scratch.lake.appendingPathComponent(path)
            let bytes = try Data(contentsOf: file)
            let place = Int.random(in: 0..<bytes.count, using: &dice)
            let mask = UInt8.random(in: 1...255, using: &dice)
            var damaged = bytes
            damaged[damaged.startIndex + place] ^= mask
            try damaged.write(to: file)
            let month = path.firstMatch(of: #/x_billing_period=([0-9]{4}-[0-9]{2})/#).map { String($0.1) }
            // A log is about every month; of files only those of the month are looked at, which saves time.
            let filter = MonthFilter(period: month.flatMap { BillingPeriod($0) })
            let report = try await verification.run(.init(filter: filter, all: true))
            try bytes.write(to: file)
            let comment: Comment = "seed \(seed): \(path) byte \(place) xor \(mask)"
            #expect(!report.differences.isEmpty, comment)
            let named = Set(report.differences.flatMap(\.periods))
            #expect(month.map(named.contains) ?? !named.isEmpty, comment)
        }
    }
}

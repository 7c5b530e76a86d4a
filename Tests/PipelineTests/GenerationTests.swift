import BillingModel
import ObjectStorage
import Randomness
import TableLog
import Testing

@testable import Pipeline

@Suite("Generations of a month")
struct GenerationTests {
    @Test("the log tells what a plain model tells, whatever happened to the month", arguments: [false, true])
    func history(accumulates: Bool) async throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var dice = SeededGenerator(seed: seed)
        for _ in 0..<12 {
            var model = try HistoryModel(accumulates: accumulates)
            for _ in 0..<Int.random(in: 1...10, using: &dice) {
                model.wait(Int64.random(in: 1...100, using: &dice))
                try await step(&model, &dice, seed)
                try await expectSame(model, seed)
            }
        }
    }

    private func step(_ model: inout HistoryModel, _ dice: inout SeededGenerator, _ seed: UInt64) async throws {
        let others = model.lists.keys.filter { $0 != model.shown }.sorted()
        switch Int.random(in: 0...3, using: &dice) {
        case 0 where model.shown != nil:
            _ = try await model.show(nil)
            #expect(try await model.refusedRuns() == Set(model.lists.keys.map { "run-\($0)" }), "seed \(seed)")
        case 1 where !others.isEmpty, 2 where !others.isEmpty:
            let target = try #require(others.randomElement(using: &dice))
            _ = try await model.show(target)
            let above = model.lists.keys.filter { $0 > target }.map { "run-\($0)" }
            #expect(try await model.refusedRuns() == Set(above), "seed \(seed)")
        default: try await model.land(files: Int.random(in: 1...3, using: &dice))
        }
    }

    private func expectSame(_ model: HistoryModel, _ seed: UInt64) async throws {
        let month = try #require(try await model.month())
        #expect(month.generations.map(\.number) == model.lists.keys.sorted(), "seed \(seed)")
        for generation in month.generations {
            #expect(generation.paths == model.lists[generation.number], "seed \(seed)")
            #expect(generation.newRuns == ["run-\(generation.number)"], "seed \(seed)")
            #expect((generation.state == .shown) == (generation.number == model.shown), "seed \(seed)")
            #expect(generation.endedMillis == model.ended[generation.number], "seed \(seed)")
        }
        #expect(month.shown?.number == model.shown, "seed \(seed)")
        #expect(try await model.livePaths() == model.live, "seed \(seed)")
    }

    @Test("kept is what is shown, recent or among the newest, and nothing else", arguments: [false, true])
    func retention(accumulates: Bool) async throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var dice = SeededGenerator(seed: seed)
        for _ in 0..<12 {
            var model = try HistoryModel(accumulates: accumulates)
            for _ in 0..<Int.random(in: 1...8, using: &dice) {
                model.wait(Int64.random(in: 1...100, using: &dice))
                try await step(&model, &dice, seed)
            }
            let month = try #require(try await model.month())
            let retention = Retention(
                olderThanMillis: Int64.random(in: 0...300, using: &dice), keep: Int.random(in: 0...4, using: &dice))
            let expired = Set(retention.expired(month, nowMillis: model.now))
            for number in model.lists.keys {
                let isNewest = model.lists.keys.count { $0 > number } < retention.keep
                let isRecent = (model.ended[number] ?? 0) > model.now - retention.olderThanMillis
                let isKept = number == model.shown || isNewest || isRecent
                #expect(expired.contains(number) == !isKept, "seed \(seed)")
            }
            try await expectVacuum(model, month, retention, expired, seed)
        }
    }

    /// What is deleted: dead for long enough, and in no generation that is kept; what is young or alive stays.
    private func expectVacuum(
        _ model: HistoryModel, _ month: MonthHistory, _ retention: Retention, _ expired: Set<Int>, _ seed: UInt64
    ) async throws {
        let lists = try await LakeHistory(lake: model.lake).raw("s")
        let now = model.now
        var present: [String: ObjectSummary] = [:]
        let all = Set(model.lists.values.flatMap { $0 })
        for (path, ageMillis) in all.map({ ($0, 0) }) + [("old", VacuumPlan.orphanGraceMillis), ("young", 1000)] {
            present[path] = ObjectSummary(
                key: try ObjectKey(path), sizeBytes: 1, modifiedMicros: (now - ageMillis) * 1000, etag: "")
        }
        let needed = Set(month.generations.filter { !expired.contains($0.number) }.flatMap(\.paths))
        let plan = VacuumPlan(lists, present: present, needed: needed, retention: retention, nowMillis: now)
        let deleted = Set(plan.dead.map(\.path))
        #expect(deleted.isDisjoint(with: needed.union(model.live)), "seed \(seed)")
        let due = Set(expired.compactMap { model.lists[$0] }.flatMap { $0 }).subtracting(needed)
        #expect(deleted == due, "seed \(seed)")
        #expect(plan.orphans.map(\.path) == ["old"], "seed \(seed)")
        #expect(Set(plan.unrecorded) == deleted, "seed \(seed)")
    }

    @Test func moments() {
        #expect(UTCText.second(1_762_401_731_999) == "2025-11-06T04:02:11Z")
        #expect(UTCText.second(0) == "1970-01-01T00:00:00Z")
        #expect(UTCText.second(-1000) == "1969-12-31T23:59:59Z")
        #expect(UTCText.day(1_709_164_800_000) == "2024-02-29")
    }
}

import BillingModel
import Randomness
import Testing

@testable import Planning

@Suite("Plan: which delivery to land, and why not the others")
struct PlanTests {
    static func delivery(
        _ run: String, order: String, period: String? = "2025-10", export: String = "daily@1", files: [String] = ["a"],
        size: Int = 10, folder: String = "x", isCurrent: Bool = false, problem: String? = nil, manifest: Bool = true
    ) -> Delivery {
        Delivery(
            location: "here", source: "s", dataset: "s", export: export, period: period.flatMap { BillingPeriod($0) },
            run: run,
            order: order, isCurrent: isCurrent,
            files: files.map { .init(path: "\(folder)/\($0)", sizeBytes: size, modifiedMicros: 0, etag: folder) },
            manifest: manifest ? "\(folder)/manifest.json" : nil, problem: problem.map { .init($0) })
    }

    static func entry(_ delivery: Delivery, generation: Int = 1) throws -> Ledger.Entry {
        Ledger.Entry(
            export: delivery.export, period: try #require(delivery.period ?? BillingPeriod("2025-10")),
            run: delivery.run,
            order: delivery.order, generation: generation, listing: delivery.listingFingerprint, content: "hash",
            rows: 5)
    }

    static func states(
        _ deliveries: [Delivery], _ entries: [Ledger.Entry] = [], refused: [String: String] = [:],
        accepts: Bool = false
    ) -> [String: String] {
        let plan = Plan.make(deliveries, ledgers: ["s": Ledger(entries, refusals: refused)], accepts: accepts)
        return Dictionary(
            plan.items.map { item in
                let state =
                    switch item.decision {
                    case .land: "land"
                    case .landIfContentDiffers: "compare"
                    case .skip: "skip"
                    case .superseded: "superseded"
                    case .held: "held"
                    case .rejected: "rejected"
                    }
                return (item.delivery.run, state)
            }, uniquingKeysWith: { [$0, $1].sorted().joined(separator: "+") })
    }

    @Test func newestCompleteRunIsLanded() {
        let runs = [
            Self.delivery("1", order: "01"), Self.delivery("2", order: "02"),
            Self.delivery("3", order: "03", problem: "a part is missing"),
        ]
        #expect(Self.states(runs) == ["1": "superseded", "2": "land", "3": "rejected"])
    }

    @Test func thePointedRunIsLandedWhateverTheTimes() {
        let runs = [Self.delivery("1", order: "01", isCurrent: true), Self.delivery("2", order: "02")]
        #expect(Self.states(runs) == ["1": "land", "2": "superseded"])
    }

    @Test func whatTheLakeHoldsIsSkippedAndNewerReplaces() throws {
        let first = Self.delivery("1", order: "01")
        let held = try Self.entry(first)
        #expect(Self.states([first], [held]) == ["1": "skip"])
        #expect(Self.states([first, Self.delivery("2", order: "02")], [held]) == ["1": "superseded", "2": "land"])
        #expect(Self.states([Self.delivery("0", order: "00")], [held]) == ["0": "superseded"])
    }

    @Test func theSameRunWithOtherSizesIsComparedByContent() throws {
        let held = try Self.entry(Self.delivery("1", order: "01"))
        #expect(Self.states([Self.delivery("1", order: "01", size: 11)], [held]) == ["1": "compare"])
    }

    @Test func aCopiedFolderIsTheSameDelivery() {
        let runs = [Self.delivery("1", order: "01", folder: "x"), Self.delivery("1", order: "01", folder: "y")]
        #expect(Self.states(runs) == ["1": "land+skip"])
    }

    @Test func anIncompleteCopyDoesNotHideTheCompleteOne() {
        let runs = [
            Self.delivery("1", order: "01", folder: "a", problem: "a part is missing"),
            Self.delivery("1", order: "01", folder: "b"),
        ]
        #expect(Self.states(runs) == ["1": "land+skip"])
    }

    @Test func twoManifestsOfOneDeliveryAreOne() {
        var copy = Self.delivery("1", order: "01")
        copy.manifest = "x/run/manifest.json"
        copy.isCurrent = false
        #expect(Plan.make([Self.delivery("1", order: "01", isCurrent: true), copy], ledgers: [:]).items.count == 1)
    }

    @Test func exportsOfOtherAccountsAreNotRivals() {
        let runs = [Self.delivery("1", order: "01"), Self.delivery("2", order: "02", export: "daily@2")]
        #expect(Self.states(runs) == ["1": "land", "2": "land"])
    }

    @Test func accumulatingFilesAreLandedOnceEach() throws {
        let files = (1...3).map {
            Self.delivery("f\($0)", order: "f\($0)", period: nil, files: ["f\($0)"], manifest: false)
        }
        let held = try Self.entry(files[0])
        #expect(Self.states(files, [held]) == ["f1": "skip", "f2": "land", "f3": "land"])
        var touched = files[0]
        touched.files[0].etag = "other"
        #expect(Self.states([touched], [held]) == ["f1": "compare"])
    }

    private static func refusals(_ runs: String..., month: Int = 10) throws -> [String: String] {
        let period = try #require(BillingPeriod(year: 2025, month: month))
        return Dictionary(
            uniqueKeysWithValues: runs.map {
                (Ledger.refusalID(export: "daily@1", period: period, run: $0), "2026-01-05")
            })
    }

    @Test("a run that was taken back is held, what is shown stays, and no older one takes its place")
    func takenBack() throws {
        let runs = (1...3).map { Self.delivery("\($0)", order: "0\($0)") }
        let shown = try Self.entry(runs[0])
        let refused = try Self.refusals("3")
        #expect(Self.states(runs, [shown], refused: refused) == ["1": "skip", "2": "superseded", "3": "held"])
        #expect(
            Self.states(runs, [shown], refused: refused, accepts: true)
                == ["1": "superseded", "2": "superseded", "3": "land"])
        #expect(Self.states(runs, refused: refused) == ["1": "superseded", "2": "superseded", "3": "held"])
        #expect(Self.states(runs, [shown], refused: try Self.refusals("3", month: 9))["3"] == "land")
        let newer = runs + [Self.delivery("4", order: "04")]
        #expect(Self.states(newer, [shown], refused: refused)["4"] == "land")
        let held = Plan.make(runs, ledgers: ["s": Ledger([shown], refusals: refused)]).items.compactMap { item in
            if case .held(let reason) = item.decision { reason } else { nil }
        }
        #expect(held == ["it was taken back (rollback or forget) on 2026-01-05; --accept lands it"])
    }

    @Test("the same run with other content, taken back: what is shown is skipped, the rest is held")
    func takenBackRewrite() throws {
        let shown = try Self.entry(Self.delivery("1", order: "01"))
        let refused = try Self.refusals("1")
        #expect(Self.states([Self.delivery("1", order: "01")], [shown], refused: refused) == ["1": "skip"])
        let rewritten = [Self.delivery("1", order: "01", size: 11)]
        #expect(Self.states(rewritten, [shown], refused: refused) == ["1": "held"])
        #expect(Self.states(rewritten, [shown], refused: refused, accepts: true) == ["1": "compare"])
    }

    @Test("a file of an accumulating export that was taken back in one of its months is held")
    func takenBackFile() throws {
        let files = (1...2).map {
            Self.delivery("f\($0)", order: "f\($0)", period: nil, files: ["f\($0)"], manifest: false)
        }
        let refused = try Self.refusals("f1", month: 9)
        #expect(Self.states(files, [try Self.entry(files[0])], refused: refused) == ["f1": "held", "f2": "land"])
        #expect(
            Self.states(files, [try Self.entry(files[0])], refused: refused, accepts: true)
                == ["f1": "land", "f2": "land"])
    }

    @Test func newestMonthFirst() {
        let runs = ["2025-08", "2025-10", "2025-09"].map { Self.delivery($0, order: $0, period: $0) }
        #expect(Plan.make(runs, ledgers: [:]).items.map(\.delivery.run) == ["2025-10", "2025-09", "2025-08"])
    }

    @Test("the order in which deliveries are found does not matter")
    func permutations() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var dice = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            var runs: [Delivery] = []
            for number in 0..<Int.random(in: 1...7, using: &dice) {
                runs.append(
                    Self.delivery(
                        "r\(Int.random(in: 0...4, using: &dice))", order: "0\(Int.random(in: 0...4, using: &dice))",
                        period: Bool.random(using: &dice) ? "2025-10" : nil, folder: "f\(number)",
                        isCurrent: Int.random(in: 0...5, using: &dice) == 0,
                        problem: Int.random(in: 0...4, using: &dice) == 0 ? "broken" : nil))
            }
            let expected = Plan.make(runs, ledgers: [:])
            let shuffled = Plan.make(runs.shuffled(using: &dice), ledgers: [:])
            #expect(Set(expected.items) == Set(shuffled.items), "seed \(seed)")
            for item in expected.items where item.delivery.problem != nil {
                #expect(item.decision != .land, "seed \(seed)")
            }
            let landed = expected.items.filter { $0.decision == .land }
            #expect(
                Set(landed.map { $0.delivery.period.map { "\($0)" } ?? $0.delivery.run }).count == landed.count,
                "seed \(seed)")
        }
    }
}

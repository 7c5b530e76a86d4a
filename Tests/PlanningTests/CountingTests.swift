import BillingModel
import Planning
import Testing

@Suite("Which of the exports that tell of the same money is counted")
struct CountingTests {
    private func candidate(
        _ export: String, _ form: CostForm = .billed, _ rule: Counting.Rule = .auto, days: [String: UInt32]?
    ) -> Counting.Candidate {
        Counting.Candidate(
            source: "s", export: export, cloud: "c", form: form, rule: rule, coverage: days.map(Coverage.init(names:)))
    }

    private func counted(_ candidates: [Counting.Candidate]) -> Set<String> {
        Set(zip(candidates, Counting.exclusions(candidates)).filter { $1 == nil }.map(\.0.export))
    }

    @Test("different accounts, or different days, are all counted")
    func apart() {
        let all = [candidate("x", days: ["a": 2]), candidate("y", days: ["b": 2]), candidate("z", days: ["a": 4])]
        #expect(counted(all) == ["x", "y", "z"])
    }

    @Test("FOCUS before a bill, that before amortised cost")
    func forms() {
        let all = [CostForm.amortised, .billed, .focus].map { candidate("\($0)", $0, days: ["a": 2]) }
        #expect(counted(all) == ["focus"])
        #expect(counted(Array(all.prefix(2))) == ["billed"])
    }

    @Test("a full month before a part of it, which then is told to be elsewhere")
    func partial() {
        let exclusions = Counting.exclusions([
            candidate("part", days: ["a": 0b10]), candidate("full", days: ["a": 0b111_1110]),
        ])
        #expect(exclusions[0] == .rival(source: "s", export: "full", daysOnlyHere: 0))
        #expect(exclusions[1] == nil)
    }

    @Test("what only the loser tells of is named")
    func onlyHere() {
        let exclusions = Counting.exclusions([
            candidate("bill", .billed, days: ["a": 0b110, "b": 0b10]), candidate("focus", .focus, days: ["a": 0b10]),
        ])
        #expect(exclusions[0] == .rival(source: "s", export: "focus", daysOnlyHere: 2))
        #expect(exclusions[0]?.description.contains("2 days of accounts are in this export alone") ?? false)
    }

    @Test("an account that moved has a day with each of its payers, and both are counted")
    func moved() {
        func candidate(
            _ export: String, source: String = "s", _ days: [Coverage.Account: UInt32]
        ) -> Counting.Candidate {
            Counting.Candidate(source: source, export: export, cloud: "c", form: .billed, coverage: Coverage(days))
        }
        let (old, new) = (Coverage.Account("a", payer: "p"), Coverage.Account("a", payer: "q"))
        let unknown = Coverage.Account("a")
        #expect(counted([candidate("x", [old: 0b110]), candidate("y", [new: 0b1100])]) == ["x", "y"])
        #expect(counted([candidate("x", [old: 0b110]), candidate("y", [unknown: 0b1100])]) == ["x"])
        #expect(counted([candidate("x", [old: 0b110]), candidate("y", [old: 0b100, new: 0b1000])]) == ["x"])
        // Another dataset may name the payer differently.
        #expect(counted([candidate("x", [old: 0b110]), candidate("y", source: "t", [new: 0b1100])]) == ["x"])
    }

    @Test("a file of anyone that tells what a cloud's own export tells is not counted, whatever its form")
    func anyone() {
        func candidate(
            _ export: String, cloud: String?, _ form: CostForm, _ days: [String: UInt32]
        ) -> Counting.Candidate {
            Counting.Candidate(
                source: export, export: export, cloud: cloud, form: form, coverage: Coverage(names: days))
        }
        let own = candidate("own", cloud: "aws", .billed, ["1": 0b110])
        let same = candidate("same", cloud: nil, .focus, ["aws/1": 0b1100])
        #expect(Counting.exclusions([same, own])[0] == .rival(source: "own", export: "own", daysOnlyHere: 1))
        #expect(counted([own, candidate("vendor", cloud: nil, .focus, ["datadog/2": 0b110])]) == ["own", "vendor"])
        // Two clouds, and two vendors, may well both have an account of that name.
        #expect(counted([own, candidate("other", cloud: "oci", .focus, ["1": 0b110])]) == ["own", "other"])
        #expect(counted([same, candidate("vendor", cloud: nil, .focus, ["datadog/1": 0b1100])]) == ["same", "vendor"])
    }

    @Test("rows of no account stand in nobody's way where others have one")
    func unnamed() {
        #expect(
            counted([candidate("x", days: ["": 2, "a": 2]), candidate("y", days: ["": 2, "b": 2])]) == ["x", "y"])
        #expect(counted([candidate("x", days: ["": 2]), candidate("y", days: ["": 2])]) == ["x"])
    }

    @Test("an export that does not tell is counted and stands in nobody's way")
    func unknown() {
        #expect(counted([candidate("old", .focus, days: nil), candidate("x", days: ["a": 2])]) == ["old", "x"])
    }

    @Test("what somebody decided comes first")
    func rules() {
        let focus = candidate("focus", .focus, days: ["a": 2])
        let exclusions = Counting.exclusions([focus, candidate("never", .focus, .never, days: ["b": 2])])
        #expect(exclusions == [nil, .rule])
        #expect(counted([focus, candidate("bill", .billed, .always, days: ["a": 2])]) == ["focus", "bill"])
        #expect(counted([candidate("f", .focus, .never, days: ["a": 2]), candidate("b", days: ["a": 2])]) == ["b"])
    }

    @Test("the order does not matter, and no day of an account is counted twice", arguments: 0..<200)
    func anyOrder(seed: Int) {
        var dice = SystemRandomNumberGenerator()
        let forms: [CostForm] = [.amortised, .billed, .focus]
        let candidates = (0..<Int.random(in: 1...6, using: &dice)).map { number in
            candidate(
                "e\(number)", forms.randomElement(using: &dice) ?? .billed,
                days: ["a": UInt32.random(in: 0...7, using: &dice), "b": UInt32.random(in: 0...7, using: &dice)])
        }
        let shuffled = candidates.shuffled(using: &dice)
        let chosen = counted(candidates)
        #expect(counted(shuffled) == chosen, "\(candidates)")
        var seen = Coverage()
        for candidate in candidates where chosen.contains(candidate.export) {
            let coverage = candidate.coverage ?? Coverage()
            #expect(seen.intersection(coverage).isEmpty, "\(candidates)")
            seen = seen.union(coverage)
        }
        // Nobody is left out without a rival that is counted.
        for (candidate, exclusion) in zip(candidates, Counting.exclusions(candidates)) where exclusion != nil {
            #expect(!seen.intersection(candidate.coverage ?? Coverage()).isEmpty, "\(candidates)")
        }
    }
}

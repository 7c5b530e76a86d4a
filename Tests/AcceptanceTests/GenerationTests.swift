import Foundation
import Pipeline
import TableLog
import Tables
import Testing

@Suite("Generations, through the program", .enabled(if: Python.canBeCalled && Binary.canBeCalled, Python.comment))
struct GenerationTests {
    private let month = ["--period", "2025-10"]

    @Test("history tells what landed when; diff says what a witness adds up from the deliveries")
    func historyAndDiff() async throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        let three = try await ThreeGenerations(seed: seed)
        let all = try #require(try three.json("history")["generations"] as? [[String: Any]])
        #expect(
            all.map { "\($0["period"] ?? "") \($0["generation"] ?? "") \($0["state"] ?? "")" }
                == ["2025-10 3 shown", "2025-10 2 replaced", "2025-10 1 replaced", "2025-09 1 shown"])
        #expect(all.map { $0["runs"] as? [String] }[0...2] == [2, 1, 0].map { [three.deliveries[$0].run] }[...])
        #expect(all.allSatisfy { $0["kept"] as? Bool == true })
        #expect(all[0]["rows"] as? Int == 30)
        for arguments in [[], ["--from", "1"], ["--from", "3", "--to", "1"]] {
            try expectDiff(three, arguments, seed)
        }
        #expect(
            try three.failure("diff", "--period", "2025-10", "--from", "7", exitCode: 66).contains("no generation 7"))
        #expect(try three.failure("diff", exitCode: 64).contains("2 months are meant"))
    }

    private func expectDiff(_ three: ThreeGenerations, _ arguments: [String], _ seed: UInt64) throws {
        let finished = try Binary.run(three.scratch, ["diff"] + month + arguments + ["--output", "json"])
        let json = try finished.json
        let (from, to) = (try #require(json["from"] as? Int), try #require(json["to"] as? Int))
        let sections = try #require(json["by"] as? [[String: Any]])
        #expect(sections.map { $0["dimension"] as? String } == ["service", "account", "day"])
        for (section, column) in zip(sections, ["MeterCategory", "SubscriptionId", "Date"]) {
            let rows = try #require(section["rows"] as? [[String: Any]])
            #expect(try lines(rows) == (try witness(three, from, to, by: column)), "\(column) seed \(seed)")
        }
        let totals = try #require(json["totals"] as? [[String: Any]])
        #expect(try lines(totals) == (try witness(three, from, to, by: nil)), "seed \(seed)")
    }

    private func lines(_ rows: [[String: Any]]) throws -> Set<String> {
        let lines = try rows.map { row -> String in
            let billed = try #require(row["billed"] as? [String: String])
            let rows = try #require(row["rows"] as? [String: Int])
            return [
                row["value"] as? String ?? "-", row["currency"] as? String ?? "-", billed["before"] ?? "-",
                billed["after"] ?? "-", billed["difference"] ?? "-", "\(rows["before"] ?? -1) \(rows["after"] ?? -1)",
            ].joined(separator: "|").lowercased()
        }
        #expect(Set(lines).count == lines.count)
        return Set(lines)
    }

    private func witness(_ three: ThreeGenerations, _ from: Int, _ to: Int, by column: String?) throws -> Set<String> {
        let output = try Python.witness(
            "diff_witness.py",
            ["--before", three.csv(from), "--after", three.csv(to), "--cost", "CostInBillingCurrency", "--currency"]
                + ["BillingCurrencyCode"] + (column.map { ["--by", $0] } ?? []))
        let rows = try #require(try JSONSerialization.jsonObject(with: output) as? [[String: Any]])
        return Set(
            try rows.map { row in
                let rows = try #require(row["rows"] as? [Int])
                return [
                    row["value"] as? String ?? "-", row["currency"] as? String ?? "-", row["before"] as? String ?? "-",
                    row["after"] as? String ?? "-", row["difference"] as? String ?? "-", "\(rows[0]) \(rows[1])",
                ].joined(separator: "|").lowercased()
            })
    }

    @Test("diff makes a summary again that is gone, and says the same")
    func diffWithoutSummaries() async throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        let three = try await ThreeGenerations(seed: seed)
        for file in three.states[1]["daily"] ?? [] {
            try FileManager.default.removeItem(at: three.scratch.lake.appendingPathComponent("daily/\(file.path)"))
        }
        let before = try three.scratch.lakeFiles()
        try expectDiff(three, [], seed)
        #expect(try three.scratch.lakeFiles() == before)
    }

    @Test("rollback brings back the same files; what was rolled back is held until it is accepted")
    func rollback() async throws {
        let three = try await ThreeGenerations(seed: UInt64.random(in: 0...UInt64.max))
        let before = try three.scratch.lakeFiles()
        let dry = try three.json("rollback", "--period", "2025-10", "--dry-run")
        #expect(dry["to"] as? Int == 2 && dry["dry_run"] as? Bool == true)
        #expect(try three.scratch.lakeFiles() == before)

        let done = try three.json("rollback", "--period", "2025-10")
        #expect(done["refused"] as? [String] == [three.deliveries[2].run])
        try await expectState(three, three.states[1])
        #expect(try three.history() == ["3 withdrawn kept", "2 shown kept", "1 replaced kept"])
        #expect(try three.failure("rollback", "--period", "2025-10", "--to", "2", exitCode: 64).contains("shown"))

        let held = try three.json("ingest", three.scratch.exports.path, exitCode: 65)
        #expect(states(held) == ["held #-", "skipped #1", "skipped #2", "superseded #-"])
        try await expectState(three, three.states[1])

        let accepted = try three.json("ingest", three.scratch.exports.path, "--accept")
        #expect(states(accepted).contains("landed #4"))
        #expect(try three.history() == ["4 shown kept", "3 withdrawn kept", "2 replaced kept", "1 replaced kept"])
        #expect(states(try three.json("ingest", three.scratch.exports.path)).allSatisfy { !$0.hasPrefix("held") })

        // To the end of the second landing by way of the third, which is undone by a name.
        _ = try three.json("rollback", "--period", "2025-10", "--to", "3")
        try await expectState(three, three.states[2])
        _ = try three.json("rollback", "--period", "2025-10", "--to", "1")
        try await expectState(three, three.states[0])
        _ = try three.json("rollback", "--period", "2025-10", "--to", "2")
        try await expectState(three, three.states[1])
    }

    /// The very same entries in the log, as we and as delta-rs read it, and the same sums.
    private func expectState(_ three: ThreeGenerations, _ expected: [String: [AddFile]]) async throws {
        #expect(try await ThreeGenerations.files(three.scratch) == expected)
        for table in ThreeGenerations.tables {
            let files = (expected[table] ?? []).map { file in
                three.scratch.lake.appendingPathComponent("\(table)/\(file.path)").path
            }
            let seen = try three.deltaFiles(table).map { $0.replacingOccurrences(of: "file://", with: "") }
            #expect(seen.filter { $0.contains("x_billing_period=2025-10") } == files.sorted(), "\(table)")
        }
        let sums = try await three.scratch.query(
            """
            SELECT (SELECT sum(CostInBillingCurrency) FROM raw."azure-actual"), (SELECT sum(BilledCost) FROM focus),
              (SELECT sum(BilledCost) FROM daily)
            """)
        #expect(Set(sums[0]).count == 1, "\(sums)")
    }

    private func states(_ ingested: [String: Any]) -> [String] {
        (ingested["runs"] as? [[String: Any]] ?? []).map { run in
            "\(run["state"] ?? "") #\((run["generation"] as? Int).map(String.init) ?? "-")"
        }.sorted()
    }

    @Test("forget leaves nothing of the month; rollback brings it back")
    func forget() async throws {
        let three = try await ThreeGenerations(seed: UInt64.random(in: 0...UInt64.max))
        _ = try three.json("forget", "--period", "2025-10")
        #expect(try await ThreeGenerations.files(three.scratch) == ["raw/azure-actual": [], "focus": [], "daily": []])
        try await three.scratch.expectBilled(["azure-actual 2025-09 EUR": "9"])
        #expect(try three.history() == ["3 withdrawn kept", "2 withdrawn kept", "1 withdrawn kept"])
        #expect(try three.failure("forget", "--period", "2025-10", exitCode: 66).contains("nothing"))
        #expect(try three.failure("diff", "--period", "2025-10", exitCode: 66).contains("shows nothing"))
        let held = try three.json("ingest", three.scratch.exports.path, exitCode: 65)
        #expect(states(held).contains("held #-") && !states(held).contains { $0.hasPrefix("landed") })
        #expect(try await ThreeGenerations.files(three.scratch)["focus"] == [])
        _ = try three.json("rollback", "--period", "2025-10")
        try await expectState(three, three.states[2])
        #expect(try three.history() == ["3 shown kept", "2 withdrawn kept", "1 withdrawn kept"])
        #expect(states(try three.json("ingest", three.scratch.exports.path)).allSatisfy { !$0.hasPrefix("held") })
    }

    @Test("a crash between the commits of a rollback is healed with the same files", arguments: [1, 3])
    func crash(target: Int) async throws {
        let three = try await ThreeGenerations(seed: UInt64.random(in: 0...UInt64.max))
        _ = try three.json(target == 3 ? "forget" : "rollback", "--period", "2025-10")
        _ = try three.json("rollback", "--period", "2025-10", "--to", String(target))
        for table in ["focus", "daily"] {
            let last = try #require(try three.scratch.commits(table).last)
            try FileManager.default.removeItem(
                at: three.scratch.lake.appendingPathComponent("\(table)/_delta_log/\(last)"))
        }
        #expect(try await ThreeGenerations.files(three.scratch)["focus"] != three.states[target - 1]["focus"])
        #expect(try await three.scratch.ingest().repaired == 1)
        try await expectState(three, three.states[target - 1])
    }
}

import Foundation
import Testing

@Suite("The program", .enabled(if: Binary.canBeCalled, Binary.comment))
struct CommandTests {
    private func delivered() throws -> Scratch {
        let scratch = try Scratch()
        try AzureDelivery(costs: ["0.1", "0.2"]).write(to: scratch)
        return scratch
    }

    @Test("ingest lands, then skips: exit code 0, JSON with totals as text")
    func ingest() throws {
        let scratch = try delivered()
        let finished = try Binary.run(scratch, "ingest", scratch.exports.path, "--output", "json")
        #expect(finished.exitCode == 0, "\(String(decoding: finished.errors, as: UTF8.self))")
        let json = try finished.json
        #expect(json["lake"] as? String == scratch.lake.path)
        #expect((json["duration_s"] as? Double).map { $0 >= 0 } ?? false)
        let run = try #require((json["runs"] as? [[String: Any]])?.first)
        #expect(run["source"] as? String == "azure-actual")
        #expect(run["export"] as? String == "daily@8611537")
        #expect(run["period"] as? String == "2025-10")
        #expect(run["state"] as? String == "landed")
        #expect(run["generation"] as? Int == 1)
        #expect(run["rows"] as? Int == 2)
        #expect(run["quarantined"] as? Int == 0)
        #expect(run["reason"] is NSNull)
        let totals = try #require(run["totals"] as? [String: [String: Any]])
        #expect(totals["EUR"]?["billed"] as? String == "0.300000000000000000")
        #expect(totals["EUR"]?["effective"] as? String == "0.300000000000000000")
        let again = try Binary.run(scratch, "ingest", scratch.exports.path, "--output", "json")
        #expect(again.exitCode == 0)
        #expect((try again.json["runs"] as? [[String: Any]])?.map { $0["state"] as? String } == ["skipped"])
    }

    @Test("query gives columns with types, and decimals as text")
    func query() throws {
        let scratch = try delivered()
        _ = try Binary.run(scratch, "ingest", scratch.exports.path)
        let finished = try Binary.run(
            scratch, "query", "SELECT count(*) AS n, max(BilledCost) AS most, NULL AS nothing FROM focus", "--output",
            "json")
        #expect(finished.exitCode == 0)
        let json = try finished.json
        let columns = try #require(json["columns"] as? [[String: String]])
        #expect(columns.map { $0["name"] } == ["n", "most", "nothing"])
        #expect(columns.prefix(2).map { $0["type"] } == ["BIGINT", "DECIMAL(38,18)"])
        let row = try #require((json["rows"] as? [[Any]])?.first)
        #expect(row[0] as? Int == 2)
        #expect(row[1] as? String == "0.200000000000000000")
        #expect(row[2] is NSNull)
    }

    @Test("a query sees all tables, whichever it names, and whether it names one or looks them up")
    func tables() throws {
        let scratch = try delivered()
        _ = try Binary.run(scratch, "ingest", scratch.exports.path)
        let listings = ["SHOW ALL TABLES", "FROM duckdb_views() WHERE NOT internal", "FROM information_schema.tables"]
        for (sql, named) in [
            ("SELECT count(*) AS n FROM daily", "1"), ("SELECT count(*) AS n FROM raw.\"azure-actual\"", "2"),
            ("SELECT count(*) AS n FROM Runs", "1"),
            ("WITH a AS (FROM daily) SELECT (SELECT count(*) FROM focus_1_2) AS n FROM a", "2"),
        ] {
            let finished = try Binary.run(scratch, "query", sql, "--output", "csv")
            #expect(String(decoding: finished.output, as: UTF8.self).filter { !$0.isNewline } == "n\(named)")
        }
        for sql in listings {
            let text = String(decoding: try Binary.run(scratch, "query", sql, "--output", "csv").output, as: UTF8.self)
            let missing = ["azure-actual", "daily", "focus", "quarantine", "runs"].filter { !text.contains($0) }
            #expect(missing.isEmpty, "\(sql)")
        }
        let misspelt = try Binary.run(scratch, "query", "FROM focsu", "--output", "json")
        #expect((try misspelt.errorJSON["message"] as? String)?.contains("Did you mean \"focus\"") == true)
    }

    @Test("a query cannot write, nor read outside the lake")
    func lockedDown() throws {
        let scratch = try delivered()
        _ = try Binary.run(scratch, "ingest", scratch.exports.path)
        let before = try scratch.lakeFiles()
        let secret = scratch.exports.path + "/secret.csv"
        try scratch.write("a\n1\n", to: "secret.csv")
        for sql in [
            "SELECT * FROM read_csv('\(secret)')", "COPY focus TO '\(scratch.lake.path)/copy.csv'", "DROP VIEW focus",
            "ATTACH 'x.db'",
        ] {
            let finished = try Binary.run(scratch, "query", sql, "--output", "json")
            #expect(finished.exitCode != 0, "\(sql)")
            #expect(finished.output.isEmpty, "\(sql)")
            #expect(try finished.errorJSON["message"] is String)
        }
        #expect(try scratch.lakeFiles() == before)
    }

    @Test("--dry-run tells what would happen and changes nothing, not even a folder")
    func dryRun() throws {
        let scratch = try delivered()
        let finished = try Binary.run(scratch, "ingest", scratch.exports.path, "--dry-run", "--output", "json")
        #expect(finished.exitCode == 0)
        let json = try finished.json
        #expect(json["dry_run"] as? Bool == true)
        let run = try #require((json["runs"] as? [[String: Any]])?.first)
        #expect(run["state"] as? String == "landed")
        #expect(run["reason"] as? String == "would be landed")
        #expect(!FileManager.default.fileExists(atPath: scratch.lake.path))
        _ = try Binary.run(scratch, "ingest", scratch.exports.path)
        let before = try scratch.lakeFiles()
        try AzureDelivery(run: 2, day: 4, costs: ["5"]).write(to: scratch)
        #expect(try Binary.run(scratch, "ingest", scratch.exports.path, "--dry-run").exitCode == 0)
        #expect(try scratch.lakeFiles() == before)
    }

    @Test("65 when a delivery is rejected; the good one landed")
    func rejected() throws {
        let scratch = try delivered()
        try AzureDelivery(month: "2025-09", run: 2, costs: ["oops"]).write(to: scratch)
        let finished = try Binary.run(scratch, "ingest", scratch.exports.path, "--output", "json")
        #expect(finished.exitCode == 65)
        let runs = try #require(try finished.json["runs"] as? [[String: Any]])
        #expect(runs.map { $0["state"] as? String } == ["landed", "rejected"])
        let reason = "'oops' in column CostInBillingCurrency is not a decimal number (line 2, row 1)"
        #expect((runs.last?["reason"] as? String)?.hasPrefix(reason) ?? false)
        #expect((runs.last?["place"] as? String)?.hasSuffix("part_0_0001.csv:2") ?? false)
    }

    @Test("66 when there is nothing to read, with the error as JSON")
    func nothing() throws {
        let scratch = try Scratch()
        let empty = try Binary.run(scratch, "ingest", scratch.exports.path, "--output", "json")
        #expect(empty.exitCode == 66)
        #expect(empty.output.isEmpty)
        let error = try empty.errorJSON
        #expect(error["code"] as? String == "nothing_to_read")
        #expect(error["message"] is String && error["hint"] is String)
        #expect(Set(error.keys) == ["code", "message", "hint", "source"])
        #expect(try Binary.run(scratch, "query", "SELECT 1").exitCode == 66)
        #expect(try Binary.run(scratch, "ingest", scratch.exports.path + "/nowhere").exitCode == 66)
    }

    @Test("64 for arguments that cannot be")
    func usage() throws {
        let scratch = try Scratch()
        #expect(try Binary.run(scratch, "ingest").exitCode == 64)
        #expect(try Binary.run(scratch, "ingest", ".", "--output", "xml").exitCode == 64)
        #expect(try Binary.run(scratch, "swallow").exitCode == 64)
        #expect(try Binary.run(scratch, "--version").exitCode == 0)
        #expect(try Binary.run(scratch, "ingest", "--help").exitCode == 0)
    }

    @Test("77 when a file may not be read", .disabled(if: getuid() == 0, "the superuser may read everything"))
    func permission() throws {
        let scratch = try delivered()
        let file = scratch.exports.appendingPathComponent(AzureDelivery().folder + "/part_0_0001.csv")
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: file.path)
        #expect(try Binary.run(scratch, "ingest", scratch.exports.path).exitCode == 77)
    }
}

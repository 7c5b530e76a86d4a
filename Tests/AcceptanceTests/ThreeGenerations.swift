import Foundation
import Pipeline
import Randomness
import TableLog
import Tables
import Testing

/// October in three deliveries of several services, accounts, days and two currencies, landed 100, 60 and one day ago,
/// and a September that nothing happens to.
struct ThreeGenerations {
    let scratch: Scratch
    let deliveries: [AzureDelivery]
    /// The files of each table as each landing left them.
    private(set) var states: [[String: [AddFile]]] = []
    static let tables = ["raw/azure-actual", "focus", "daily"]

    init(seed: UInt64) async throws {
        scratch = try Scratch()
        var dice = SeededGenerator(seed: seed)
        deliveries = (1...3).map { Self.delivery($0, &dice) }
        try AzureDelivery(month: "2025-09", run: 9, costs: ["9"]).write(to: scratch)
        for (delivery, age) in zip(deliveries, [100.0, 60, 1]) {
            try delivery.write(to: scratch)
            // Whatever the dice leave out.
            let result = try await scratch.ingest(accepts: true, daysAgo: age)
            #expect(result.runs(.landed).contains { $0.run == delivery.run })
            states.append(try await Self.files(scratch))
        }
    }

    private static func delivery(_ number: Int, _ dice: inout SeededGenerator) -> AzureDelivery {
        var delivery = AzureDelivery(run: number, day: number + 1)
        delivery.add(
            rows: (0..<30).map { _ in
                let cents = Int.random(in: -999...99_999, using: &dice)
                let cost = (cents < 0 ? "-" : "") + "\(abs(cents) / 100).\(String(format: "%02d", abs(cents) % 100))7"
                var row = delivery.row(cost: cost, currency: Bool.random(using: &dice) ? "EUR" : "USD")
                row[0] = "2025-10-0\(Int.random(in: 1...4, using: &dice))"
                row[3] = "\(Int.random(in: 1...3, using: &dice))1111111-1111-1111-1111-111111111111"
                row[4] = ["Storage", "Virtual Machines", "Bandwidth"][Int.random(in: 0...2, using: &dice)]
                return row
            })
        return delivery
    }

    /// October's live files by table, in order.
    static func files(_ scratch: Scratch) async throws -> [String: [AddFile]] {
        let lake = try scratch.workbench.lake(create: false)
        let tables = [try lake.raw("azure-actual"), try lake.focus(), try lake.daily()]
        var files: [String: [AddFile]] = [:]
        for (name, table) in zip(Self.tables, tables) {
            files[name] = try await table.snapshot()?.files.filter {
                $0.partitionValues["x_billing_period"] == "2025-10"
            }
        }
        return files
    }

    func csv(_ generation: Int) -> String {
        scratch.exports.appendingPathComponent(deliveries[generation - 1].path()).path
    }

    /// What delta-rs takes for the table's files.
    func deltaFiles(_ table: String) throws -> [String] {
        let script = "import deltalake, json, sys; print(json.dumps(deltalake.DeltaTable(sys.argv[1]).file_uris()))"
        let output = try Python.run(["-c", script, scratch.lake.appendingPathComponent(table).path])
        return try JSONDecoder().decode([String].self, from: output).sorted()
    }

    /// The program's answer; `--output json` is added.
    func json(_ arguments: String..., exitCode: Int32 = 0) throws -> [String: Any] {
        let finished = try Binary.run(scratch, arguments + ["--output", "json"])
        #expect(finished.exitCode == exitCode, "\(arguments): \(String(decoding: finished.errors, as: UTF8.self))")
        scratch.forgetReader()
        return try finished.json
    }

    func failure(_ arguments: String..., exitCode: Int32) throws -> String {
        let finished = try Binary.run(scratch, arguments + ["--output", "json"])
        #expect(finished.exitCode == exitCode, "\(arguments)")
        return try #require(try finished.errorJSON["message"] as? String)
    }

    /// `3 shown kept`, newest first.
    func history() throws -> [String] {
        let all = try #require(try json("history", "--period", "2025-10")["generations"] as? [[String: Any]])
        return all.map { entry in
            let isKept = entry["kept"] as? Bool == true
            return "\(entry["generation"] ?? "-") \(entry["state"] ?? "-") \(isKept ? "kept" : "vacuumed")"
        }
    }
}

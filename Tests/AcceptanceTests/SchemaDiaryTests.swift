import Foundation
import Pipeline
import Testing

@Suite("Schema diary and contracts, through the program", .enabled(if: Binary.canBeCalled, Binary.comment))
struct SchemaDiaryTests {
    private func deliver(_ scratch: Scratch, _ month: Int, extra: [String] = [], missing: Int = 0) throws {
        var delivery = AzureDelivery(month: "2025-0\(month)", run: month)
        let row = delivery.row(cost: "\(month)")
        delivery.add(
            header: AzureDelivery.header.dropLast(missing) + extra,
            rows: [row.dropLast(missing) + extra.map { _ in "v" }])
        try delivery.write(to: scratch)
    }

    private func columns(_ scratch: Scratch, _ arguments: String...) throws -> [String: [String: Any]] {
        let finished = try Binary.run(scratch, ["schema"] + arguments + ["--output", "json"])
        #expect(finished.exitCode == 0, "\(String(decoding: finished.errors, as: UTF8.self))")
        let columns = try #require(try finished.json["columns"] as? [[String: Any]])
        return Dictionary(uniqueKeysWithValues: columns.map { ($0["column"] as? String ?? "", $0) })
    }

    private func period(_ column: [String: Any]?, _ end: String) -> String? {
        (column?[end] as? [String: Any])?["period"] as? String
    }

    @Test("first and last delivery, what is new, gone, and kept apart")
    func history() async throws {
        let scratch = try Scratch()
        try deliver(scratch, 7)
        try await scratch.ingest()
        try deliver(scratch, 8, extra: ["New", "new", "a b", "a_b"])
        try await scratch.ingest()
        try deliver(scratch, 9, extra: ["New"], missing: 1)
        try await scratch.ingest()
        let all = try columns(scratch, "history", "--source", "azure-actual")
        #expect(period(all["Date"], "first") == "2025-07" && period(all["Date"], "last") == "2025-09")
        #expect(period(all["New"], "first") == "2025-08" && all["New"]?["current"] as? Bool == true)
        #expect(period(all["Tags"], "last") == "2025-08" && all["Tags"]?["current"] as? Bool == false)
        let other = try #require(all.values.first { $0["spellings"] as? [String] == ["new"] })
        #expect(other["clashes"] as? [String] == ["New"] && period(other, "last") == "2025-08")
        let current = try columns(scratch)
        #expect(current["New"] != nil && current["Tags"] == nil && current.count == AzureDelivery.header.count)
        #expect(try Binary.run(scratch, "schema", "history", "--column", "nothing").exitCode == 66)
        let text = String(decoding: try Binary.run(scratch, "schema", "history").output, as: UTF8.self)
        #expect(text.contains("no longer delivered") && text.contains("kept apart from New"))
    }

    @Test("freeze rejects what is new and names it; what is missing is no breach")
    func freeze() async throws {
        let scratch = try Scratch()
        try deliver(scratch, 7)
        let first = try Binary.run(scratch, "ingest", scratch.exports.path, "--schema", "freeze")
        #expect(first.exitCode == 0)
        try deliver(scratch, 8, extra: ["New"])
        try deliver(scratch, 9, missing: 1)
        let second = try Binary.run(
            scratch, "ingest", scratch.exports.path, "--schema", "azure-actual=freeze", "--output", "json")
        #expect(second.exitCode == 65)
        let runs = try #require(try second.json["runs"] as? [[String: Any]])
        #expect(Set(runs.map { $0["state"] as? String }) == ["landed", "rejected", "skipped"])
        let reason = runs.first { $0["state"] as? String == "rejected" }?["reason"] as? String
        #expect(reason?.contains("this delivery has others: New;") ?? false, "\(reason ?? "-")")
        #expect(try Binary.run(scratch, "ingest", scratch.exports.path, "--schema", "frozen").exitCode == 64)
        #expect(try Binary.run(scratch, "ingest", scratch.exports.path).exitCode == 0)
    }

    @Test("discard leaves out what is new and says so", arguments: [false, true])
    func discard(isParquet: Bool) async throws {
        let scratch = try Scratch()
        func write(_ month: String, run: Int, extra: Bool) async throws {
            guard isParquet else {
                return try deliver(scratch, Int(month.suffix(1)) ?? 0, extra: extra ? ["New"] : [])
            }
            let select = FocusParquet.select(month: month, cost: "1.5::DOUBLE")
            try await scratch.writeParquet(
                extra ? "SELECT *, 'v' AS x_New FROM (\(sql: select))" : select, to: "made.parquet")
            try FocusParquet.deliver(try scratch.bytes("made.parquet"), month: month, run: run, rows: 3, to: scratch)
            try scratch.remove("made.parquet")
        }
        try await write("2025-07", run: 7, extra: false)
        try await scratch.ingest()
        try await write("2025-08", run: 8, extra: true)
        let finished = try Binary.run(
            scratch, "ingest", scratch.exports.path, "--schema", "discard", "--output", "json")
        #expect(finished.exitCode == 0, "\(String(decoding: finished.errors, as: UTF8.self))")
        let landed = try #require(try finished.json["runs"] as? [[String: Any]]).filter {
            $0["state"] as? String == "landed"
        }
        let name = isParquet ? "x_New" : "New"
        #expect(landed.map { $0["reason"] as? String } == ["new columns are left out: \(name)"])
        #expect(try columns(scratch)[name] == nil)
        #expect(try Binary.run(scratch, "verify", "--deep").exitCode == 0)
    }
}

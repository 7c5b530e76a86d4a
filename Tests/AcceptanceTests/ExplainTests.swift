import BillingModel
import Foundation
import Pipeline
import Randomness
import Testing

/// From a number to its rows, files and deliveries, through the program, against plain code over all rows.
@Suite("Explain", .enabled(if: Binary.canBeCalled, Binary.comment))
struct ExplainTests {
    /// Two months, several parts, accounts, services, days, tags and currencies.
    private func deliver(_ scratch: Scratch, _ dice: inout SeededGenerator) throws {
        for month in [9, 10] {
            var delivery = AzureDelivery(month: "2025-\(month == 9 ? "09" : "10")", run: month)
            for part in 0..<3 {
                let rows = (0..<25).map { _ -> [String] in
                    let cost =
                        "\(Bool.random(using: &dice) ? "-" : "")\(Int.random(in: 0...99, using: &dice)).0\(part)7"
                    let currency = ["EUR", "USD"].randomElement(using: &dice) ?? ""
                    let tags = Bool.random(using: &dice) ? "" : #""team": "t\#(Int.random(in: 1...2, using: &dice))""#
                    var row = delivery.row(
                        cost: cost, currency: currency, tags: tags, day: Int.random(in: 1...4, using: &dice),
                        subscription: "\(Int.random(in: 1...3, using: &dice))1111111-1111-1111-1111-111111111111")
                    row[4] = ["Storage", "Virtual Machines", "Bandwidth"].randomElement(using: &dice) ?? ""
                    return row
                }
                delivery.add(rows: rows, isGzip: part == 1)
            }
            try delivery.write(to: scratch)
        }
    }

    private struct Line {
        let period: String
        let path: String
        let row: Int
        let values: [String: String?]
        let currency: String
        let billed: ExactDecimal
    }

    private func lines(_ scratch: Scratch) async throws -> [Line] {
        try await scratch.query(
            """
            SELECT x_billing_period, x_file, x_row, ServiceName, SubAccountId, CAST(ChargePeriodStart AS DATE),
            Tags['team'], BillingCurrency, CAST(BilledCost AS VARCHAR) FROM focus
            """
        ).map { row in
            Line(
                period: try #require(row[0]), path: try #require(row[1]), row: try #require(row[2].flatMap { Int($0) }),
                values: [
                    "service": row[3], "account": row[4], "day": row[5], "tag": row[6], "period": row[0],
                    "currency": row[7],
                ], currency: try #require(row[7]),
                billed: try #require(row[8].flatMap { ExactDecimal.parse($0).value }))
        }
    }

    private func sums(_ lines: [Line]) throws -> [String: String] {
        try Dictionary(grouping: lines, by: \.currency).mapValues { lines in
            let sum = try lines.reduce(ExactDecimal.zero) { try #require($0.adding($1.billed)) }
            return "\(sum) \(lines.count)"
        }
    }

    private func sums(_ json: Any?) throws -> [String: String] {
        try #require(json as? [String: [String: Any]]).mapValues {
            "\($0["billed"] as? String ?? "-") \($0["rows"] as? Int ?? -1)"
        }
    }

    @Test("totals, deliveries, objects and row numbers are those of the rows that agree")
    func random() async throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var dice = SeededGenerator(seed: seed)
        let scratch = try Scratch()
        try deliver(scratch, &dice)
        try await scratch.ingest()
        let all = try await lines(scratch)
        #expect(all.count == 150)
        for round in 0..<6 {
            let like = try #require(all.randomElement(using: &dice))
            let dimensions = like.values.filter { $0.value != nil }.keys.sorted().filter { _ in
                round == 0 ? false : Bool.random(using: &dice)
            }
            let arguments = dimensions.flatMap { name -> [String] in
                let value = (like.values[name] ?? nil) ?? ""
                return ["--\(name)", name == "tag" ? "team=\(value)" : value]
            }
            let comment: Comment = "seed \(seed): \(arguments)"
            let finished = try Binary.run(scratch, ["explain", "--output", "json", "--rows", "5"] + arguments)
            #expect(finished.exitCode == 0, "\(comment) \(String(decoding: finished.errors, as: UTF8.self))")
            let json = try finished.json
            let wanted = all.filter { line in dimensions.allSatisfy { line.values[$0] == like.values[$0] } }
            #expect(try sums(json["totals"]) == (try sums(wanted)), comment)
            for delivery in try #require(json["deliveries"] as? [[String: Any]]) {
                let mine = wanted.filter { $0.period == delivery["period"] as? String }
                #expect(try sums(delivery["totals"]) == (try sums(mine)), comment)
                #expect((delivery["run"] as? String)?.isEmpty == false && delivery["landed_at"] is String, comment)
            }
            let objects = try #require(json["objects"] as? [[String: Any]])
            #expect(Set(objects.compactMap { $0["path"] as? String }) == Set(wanted.map(\.path)), comment)
            for object in objects {
                let mine = wanted.filter { $0.path == object["path"] as? String }
                #expect(try sums(object["totals"]) == (try sums(mine)), comment)
                let ranges = try #require(object["row_numbers"] as? [[Int]])
                #expect(ranges.flatMap { Array($0[0]...$0[1]) } == mine.map(\.row).sorted(), comment)
                #expect((object["sha256"] as? String)?.count == 64 && object["etag"] is String, comment)
            }
            #expect((json["rows"] as? [Any])?.count == min(5, wanted.count), comment)
        }
    }

    @Test("what is not counted is named; what nothing agrees with says what is near")
    func othersAndNothing() async throws {
        let scratch = try Scratch()
        for (export, run) in [("one", 1), ("two", 2)] {
            var delivery = AzureDelivery(run: run, folder: "\(export)/20251001-20251031/202601020300/run\(run)")
            delivery.export = export
            delivery.add(rows: (1...(3 - run)).map { delivery.row(cost: "\(run).5", day: $0) })
            try delivery.write(to: scratch)
        }
        try await scratch.ingest()
        let json = try Binary.run(scratch, "explain", "--period", "2025-10", "--output", "json").json
        #expect(try sums(json["totals"]) == ["EUR": "3.000000000000000000 2"])
        let others = try #require(json["not_counted"] as? [[String: Any]])
        #expect(others.map { $0["export"] as? String } == ["two@8611537"])
        #expect((others.first?["billed"] as? [String: String]) == ["EUR": "2.500000000000000000"])
        let nothing = try Binary.run(scratch, "explain", "--service", "machines", "--output", "json")
        #expect(nothing.exitCode == 66)
        #expect((try nothing.errorJSON["hint"] as? String)?.contains("Virtual Machines") ?? false)
        #expect(try Binary.run(scratch, "explain", "--day", "2025-13-01").exitCode == 64)
        let table = try Binary.run(scratch, "explain", "--service", "Virtual Machines")
        #expect(String(decoding: table.output, as: UTF8.self).contains("not counted: "))
    }
}

import BillingModel
import Testing

@testable import Landing

@Suite("Landing: typed without loss, with provenance, or not at all")
struct LandingTests {
    @Test("every type, in every spelling that means the same")
    func types() async throws {
        let field = try await Field()
        let landed = try await field.land([
            Field.csv(
                "a.csv",
                """
                cost,n,at,day,ok,note
                1.5,7,2025-10-05T01:02:03Z,10/05/2025,TRUE,x
                1E-3,-7,2025-10-05,2025-10-05,false,"a ""b"", c"
                ,,,,,
                """)
        ])
        let rows = try await field.rows(landed, "cost", "n", "day", "ok", "note")
        #expect(
            rows == [
                ["1.500000000000000000", "7", "2025-10-05", "true", "x"],
                ["0.001000000000000000", "-7", "2025-10-05", "false", "a \"b\", c"], [nil, nil, nil, nil, nil],
            ])
        #expect(landed.totals.rows == 3)
        #expect(landed.totals.costs[ControlTotals.noCurrency]?.billed.description == "1.501000000000000000")
    }

    @Test("provenance leads each row back to its line")
    func provenance() async throws {
        let field = try await Field()
        let landed = try await field.land([
            Field.csv("a.csv", "cost\n1\n2\n", rows: 2), Field.csv("b.csv", "\u{FEFF}cost\r\n3\r\n"),
        ])
        let rows = try await field.rows(landed, "cost", "x_file", "x_row", "x_run", "x_generation", "x_export")
        #expect(
            rows.map { $0.dropFirst().map { $0 ?? "" } } == [
                ["a.csv", "1", "run of a.csv", "3", "fees"], ["a.csv", "2", "run of a.csv", "3", "fees"],
                ["b.csv", "1", "run of b.csv", "3", "fees"],
            ])
        #expect(landed.rowsByFile == ["a.csv": 2, "b.csv": 1])
        #expect(landed.files.allSatisfy { $0.period.description == "2025-10" })
    }

    @Test("more than 18 decimals are rounded half to even and counted; a tie goes to the even digit")
    func rounding() async throws {
        let field = try await Field()
        let landed = try await field.land([
            Field.csv("a.csv", "cost\n0.0000000000000000005\n0.0000000000000000015\n-0.0000000000000000025\n0.10\n")
        ])
        #expect(landed.roundedCells == 3)
        #expect(
            try await field.rows(landed, "cost") == [
                ["0.000000000000000000"], ["0.000000000000000002"], ["-0.000000000000000002"], ["0.100000000000000000"],
            ])
    }

    @Test("sums are kept apart by currency")
    func currencies() async throws {
        let field = try await Field()
        let landed = try await field.land([
            Field.csv("a.csv", "cost,currency\n1,EUR\n2,USD\n4,EUR\n8,\n16,USD\n")
        ])
        let billed = landed.totals.costs.mapValues(\.billed.description)
        #expect(
            billed == [
                "EUR": "5.000000000000000000", "USD": "18.000000000000000000", "unknown": "8.000000000000000000",
            ])
    }

    @Test("rows that tell their own month go to a file for each part and month")
    func months() async throws {
        let field = try await Field()
        let landed = try await field.land(
            [
                Field.csv("a.csv", "cost,at\n1,2025-09-30T23:59:59Z\n2,2025-10-01\n"),
                Field.csv("b.csv", "cost,at\n4,2025-10-02\n"),
            ],
            period: nil)
        let files = landed.files.map { "\($0.run) \($0.period) \($0.parquet.rows)" }.sorted()
        #expect(files == ["run of a.csv 2025-09 1", "run of a.csv 2025-10 1", "run of b.csv 2025-10 1"])
    }

    @Test("the table's columns bind by spelling; other spellings of the same name get a column of their own")
    func binding() async throws {
        let field = try await Field()
        let first = try await field.land([Field.csv("a.csv", "cost,tag:Team\n1,x\n")])
        #expect(first.columns.map(\.name) == ["cost", "tag_team"])
        let second = try await field.land([Field.csv("b.csv", "tag:team,tag:Team,COST\ny,x,1\n")], table: first.columns)
        let names = second.columns.map(\.name)
        #expect(names[1...] == ["tag_team", "cost"])
        #expect(names[0].hasPrefix("tag_team_"))
        let rows = try await field.rows(second, "tag_team", names[0])
        #expect(rows == [["x", "y"]])
    }

    @Test("Parquet amounts become the decimal of their shortest text; times without zone are UTC")
    func parquet() async throws {
        let field = try await Field()
        let landed = try await field.land([
            try await field.parquet(
                "a.parquet",
                """
                SELECT * FROM (VALUES
                    (0.1::DOUBLE, TIMESTAMP '2025-10-05 00:00:00', 1::TINYINT), (1e-7, NULL, NULL), (3e-19, NULL, 2)
                ) t(cost, "at", n)
                """)
        ])
        #expect(
            try await field.rows(landed, "cost", "n") == [
                ["0.100000000000000000", "1"], ["0.000000100000000000", nil], ["0.000000000000000000", "2"],
            ])
        #expect(landed.roundedCells == 1)
    }

    @Test("no file at all, and a table that knows its columns: an empty file")
    func emptyMonth() async throws {
        let field = try await Field()
        #expect(try await field.land([]).files.isEmpty)
        let landed = try await field.land([], table: [Column("cost", .decimal)])
        #expect(landed.totals == .empty)
        #expect(landed.files.map(\.parquet.rows) == [0])
        #expect(landed.files.map(\.run) == ["run of October"])
    }

    @Test(
        "what cannot be read exactly is badData with file, line and text",
        arguments: [
            ("cost\nx\n", "a.csv:2", "'x' in column cost is not a decimal number (line 2, row 1)"),
            ("cost,n\n1,1.5\n", "a.csv:2", "'1.5' in column n is not a whole number of 64 bits (line 2, row 1)"),
            ("cost,n\n1,9223372036854775808\n", "a.csv:2", "'9223372036854775808' in column n"),
            ("cost,day\n1,2025-02-29\n", "a.csv:2", "'2025-02-29' in column day is not a date"),
            ("cost,at\n1,yesterday\n", "a.csv:2", "'yesterday' in column at is not a UTC date and time"),
            ("cost,ok\n1,yes\n", "a.csv:2", "'yes' in column ok is neither true nor false"),
            ("cost,note\n1,\"a\nb\"\n2\n", "a.csv:4", "1 cell, where the header has 2, in row 2 on line 4"),
            ("cost,cost\n1,1\n", "a.csv", "the column 'cost' appears twice in the header"),
            ("price\n1\n", "a.csv", "there is no cost"), ("", "a.csv", "the file is empty"),
            ("cost\n\"1\n", "a.csv:2", "quote"), ("cost\n1\u{0}\n", "a.csv:2", "NUL"),
        ])
    func refused(text: String, place: String, reason: String) async throws {
        let field = try await Field()
        let error = await #expect(throws: BillowError.self) { try await field.land([Field.csv("a.csv", text)]) }
        #expect(error?.code == .badData)
        #expect(error?.source == place)
        #expect(error?.message.contains(reason) ?? false, "\(error?.message ?? "")")
    }

    @Test("what is wrong with a file is told before what is wrong with the next, which is opened already")
    func firstTroubleFirst() async throws {
        let field = try await Field()
        let gone = LandingFile(
            name: "b.csv", run: "b", content: .csv { throw BillowError(.badData, "gone", source: "b.csv") },
            declaredRows: nil)
        for (text, source) in [("cost\nmuch\n", "a.csv:2"), ("cost\n1\n", "b.csv")] {
            let error = await #expect(throws: BillowError.self) {
                try await field.land([Field.csv("a.csv", text), gone, Field.csv("c.csv", "cost\n1\n")])
            }
            #expect(error?.source == source)
        }
    }

    @Test("fewer or more rows than declared are refused")
    func declaredRows() async throws {
        let field = try await Field()
        for declared in [0, 1, 3] {
            let error = await #expect(throws: BillowError.self) {
                try await field.land([Field.csv("a.csv", "cost\n1\n2\n", rows: declared)])
            }
            #expect(error?.message == "2 rows where the manifest declares \(declared)")
            #expect(error?.source == "a.csv")
        }
    }

    @Test("Parquet that holds what is no amount is refused with its row", arguments: ["nan", "inf", "1e21"])
    func refusedParquet(_ amount: String) async throws {
        let field = try await Field()
        let file = try await field.parquet(
            "a.parquet", "SELECT CASE i WHEN 4 THEN \(amount)::DOUBLE ELSE 1 END AS cost FROM range(9) t(i)")
        let error = await #expect(throws: BillowError.self) { try await field.land([file]) }
        #expect(error?.code == .badData)
        #expect(error?.source == "a.parquet")
        #expect(error?.message.contains("(row 5)") ?? false, "\(error?.message ?? "")")
    }
}

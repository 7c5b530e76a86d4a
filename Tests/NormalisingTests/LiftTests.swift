import BillingModel
import BillingSources
import Columnar
import Foundation
import Randomness
import SQLEngine
import TestEngine
import Testing

@testable import Normalising

/// Lifted rows are those that one SELECT gives, in the order of the raw files.
@Suite(.needsDuckDB) struct LiftTests {
    static let columns = [
        Column("A", .text), Column("B", .text), Column("Big", .text), Column("N", .decimal), Column("M", .decimal),
        Column("Path", .text), Column("I", .integer), Column("D", .date), Column("T", .timestamp),
        Column("F", .boolean), Column("Map", .map), Column("Details", .text),
    ]

    /// Expressions that are taken apart in every way, with what SQL does row by row: three-valued logic, types of
    /// branches, parts that must not be evaluated where they do not count.
    static let entries: [Mapping.Entry] = [
        .custom("x_text", .text, "A"), .custom("x_map", .map, "Map"), .custom("x_present", .text, "NULLIF(A, '')"),
        .custom("x_first", .text, "COALESCE(NULLIF(A, ''), NULLIF(lower(Big), ''), 'none')"),
        .custom("x_constant", .decimal, "0.5"), .custom("x_null", .date, "NULL"),
        .custom("x_lower", .text, "lower(Big)"), .custom("x_wide", .decimal, "I"), .custom("x_said", .text, "N"),
        .custom("x_month", .timestamp, "make_timestamptz(epoch_us(CAST(date_trunc('month', D) AS DATE)))"),
        .custom("x_both", .boolean, "A = 'a' AND F AND Big <> 'q' AND N > 0"),
        .custom("x_either", .boolean, "A = 'a' OR F OR Big = 'q' OR N > 0"),
        .custom("x_both_said", .text, "A = 'a' AND F AND Big <> 'q'"),
        .custom("x_choice", .decimal, "CASE WHEN A = 'a' AND Big <> 'q' THEN N WHEN F THEN I ELSE M END"),
        .custom("x_same_choice", .decimal, "CASE WHEN A IS NULL AND A = Big THEN 0::DECIMAL(38,18) ELSE N END"),
        .custom("x_narrow", .text, "CASE WHEN B = 'b' THEN 1 WHEN Big < 'm' THEN N ELSE 2.25 END"),
        .custom("x_no_else", .text, "CASE WHEN Big < 'm' AND F THEN B || Big END"),
        .custom("x_some", .decimal, "COALESCE(CASE WHEN Big < 'm' AND F THEN N END, M, I)"),
        .custom(
            "x_guarded", .decimal,
            "CASE WHEN abs(N) < 1 OR Big IS NULL THEN NULL ELSE CAST(length(Big) / N AS DECIMAL(38,18)) END"),
        .custom(
            "x_number", .integer,
            "CASE WHEN regexp_matches(Big, '^[0-9]+$') AND F IS NOT NULL THEN CAST(Big AS BIGINT) END"),
        .custom("x_product", .decimal, "CAST(N * CAST(I AS DECIMAL(18,0)) AS DECIMAL(38,18))"),
        .custom(
            "x_moment", .timestamp, "COALESCE(CASE WHEN Big > 'd' AND F THEN T END, make_timestamptz(epoch_us(D)))"),
        .custom("x_exact", .decimal, "COALESCE(\(sql: ExactProduct.sql("N", "M")), M)"),
        .custom("x_blocks", .decimal, ExactProduct.sql("N", times: "CASE WHEN B = 'b' THEN 3 ELSE 10 END")),
        .custom("x_second", .text, "split_part(Path, '/', 2)"),
        .custom("x_last", .text, "NULLIF(split_part(NULLIF(Path, ''), '/', -1), '')"),
        .custom("x_tail", .text, "split_part(Path, '/p/', 2)"),
        .custom(
            "x_kind", .text,
            """
            NULLIF(lower(concat_ws('//', NULLIF(split_part(Path, '/', 1), ''), 'Kind', \
            NULLIF(split_part(Path, '/p/', 3), ''))), '')
            """),
        .custom("x_id", .text, "CASE WHEN Big < 'm' AND F THEN lower(Path) ELSE COALESCE(lower(Path), 'none') END"),
        .custom(
            "x_changed", .decimal, "N",
            changes: [
                SourceChange("Always", when: "I >= 0 OR TRUE"), SourceChange("FromN", when: "N > 0 AND Big < 'm'"),
                SourceChange("Unknown", when: "NULL"), SourceChange("FromM", when: "COALESCE(M, 0) = 0 OR F"),
            ]),
        .custom(
            "x_named", .text,
            "NULLIF(concat_ws(',', CASE WHEN A = 'a' THEN 'a' END, CASE WHEN Big > 'c' THEN 'b' END), '')"
        ),
        .custom("x_member", .text, "COALESCE(Map['k'], Map[Big], A)"),
        .custom("x_json", .text, FOCUSLift.member("k", of: Column("Details", .text))),
        .custom("x_no_json", .boolean, "(\(sql: FOCUSLift.member("k", of: Column("Details", .text)))) IS NULL"),
        .custom("x_like", .boolean, "lower(Path) LIKE 'a/p/%' OR Path LIKE '%P/%' OR Path LIKE 'x_y%'"),
        .custom("x_starts", .text, "CASE WHEN starts_with(Path, '/') OR contains(Path, 'Ω') THEN Path END"),
        .custom("x_made", .map, "MAP {'k': A, 'l': NULLIF(B, '')}"),
    ]

    /// - Parameter foreign: whether paths may have other letters than ASCII's.
    private static func cells(_ dice: inout SeededGenerator, row: Int, foreign: Bool) -> [SQLText] {
        func text(_ choices: [String?]) -> SQLText { "\(dice.pick(choices))" }
        let hostile = ["", "Ä'\"\\\n", "İ😀\u{0301}", "q", String(repeating: "long ", count: 30)]
        let maps = ["MAP {'k': 'v', 'b': NULL}", "MAP {'q': ''}", "NULL"]
        let many = ["\(row % 97)", "m\(row)"]
        let amounts = ["0", "-0.000000000000000001", "12.5", "-99999.123456789012345678", "3"]
        return [
            text(["a", "", nil, "Ä"]), text(["b", "c", nil]), text(hostile + many + [nil]),
            "CAST(\(dice.pick(amounts + [nil, "\(row).25"])) AS DECIMAL(38,18))",
            "CAST(\(dice.pick(amounts + [nil])) AS DECIMAL(38,18))",
            text([nil, "", "/", "//p/", "A/p/b/p/C\(row)/", "X/y", "/p", "p/p/p", foreign ? "É/p/Ω" : "Z"]),
            "CAST(\(dice.pick(["1", "-7", "100", nil])) AS BIGINT)",
            "CAST(\(dice.pick(["2025-01-31", "1969-12-31", nil])) AS DATE)",
            "CAST(\(dice.pick(["2025-01-31 23:59:59.999999+00", "1969-07-20 20:17:40+00", nil])) AS TIMESTAMPTZ)",
            "\(unsafe: dice.pick(["TRUE", "FALSE", "NULL"]))",
            "CAST(\(unsafe: dice.pick(maps)) AS MAP(VARCHAR, VARCHAR))",
            text([nil, "", "{}", "{\"k\": \"\(row)\"}", "\"l\":\"\",\"k\":\"Ä\"", "{\"k\": {\"k\": 1.50}}", "\"k\""]),
        ]
    }

    /// Files with few rows in each row group.
    private func write(
        _ files: Int, rows: Int, _ room: Workroom, _ dice: inout SeededGenerator
    ) async throws -> [String] {
        let columns = Self.columns + Normaliser.provenance
        var paths: [String] = []
        for file in 0..<files {
            let definitions = columns.map { "\(name: $0.name) \(unsafe: $0.type.sqlName)" as SQLText }
            try await room.session.execute(
                "CREATE OR REPLACE TABLE made (\(sql: .joined(definitions, separator: ", ")))")
            if rows > 0 {
                let values = (0..<rows).map { row -> SQLText in
                    let own = Self.cells(&dice, row: row, foreign: file == 1)
                    let cells = own + ["'e'", "'r'", "1", "\("file \(file)")", "\(row)"]
                    return "(\(sql: .joined(cells, separator: ", ")))"
                }
                try await room.session.execute("INSERT INTO made VALUES \(sql: .joined(values, separator: ", "))")
            }
            paths.append("\(room.folder)/raw-\(file).parquet")
            try await room.session.execute(
                "COPY made TO \(paths[file]) (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 2048)")
        }
        return paths
    }

    @Test func isWhatOneSelectGives() async throws {
        let seed = newSeed()
        print("lift: seed \(seed)")
        var dice = SeededGenerator(seed: seed)
        // All at once, and portion by portion; few combinations lifted whole, and everything taken apart.
        for (files, rows, limits) in [
            (1, 5000, LiftLimits()), (3, 2500, LiftLimits(portionRows: 4000, cheapCombinations: 1)),
            (2, 300, LiftLimits(portionRows: 1, cheapCombinations: 0)), (1, 0, LiftLimits()),
            (2, 2500, LiftLimits(cheapCombinations: 64, smallRowBytes: 2)), (2, 900, LiftLimits(smallRowBytes: 0)),
        ] {
            let room = try await Workroom()
            let paths = try await write(files, rows: rows, room, &dice)
            try await expectSame(
                Mapping(entries: Self.entries), paths, Self.columns + Normaliser.provenance, limits, room,
                "seed \(seed)")
        }
    }

    @Test func aFileMayLackAColumn() async throws {
        var dice = SeededGenerator(seed: 1)
        let room = try await Workroom()
        var paths = try await write(2, rows: 50, room, &dice)
        let less = paths[1] + ".less"
        try await room.session.execute(
            """
            COPY (SELECT * EXCLUDE (A, N, F) FROM read_parquet(\(paths[1])))
            TO \(less) (FORMAT parquet, COMPRESSION zstd)
            """)
        paths[1] = less
        try await expectSame(
            Mapping(entries: Self.entries), paths, Self.columns + Normaliser.provenance, LiftLimits(), room, "")
    }

    @Test func anotherTypeIsLeftToTheEngine() async throws {
        var dice = SeededGenerator(seed: 1)
        let room = try await Workroom()
        let paths = try await write(1, rows: 5, room, &dice)
        let columns = [Column("A", .decimal)] + Self.columns.dropFirst() + Normaliser.provenance
        let lift = Lift(session: room.session, rawFiles: paths, rawColumns: columns, folder: room.folder + "/focus")
        #expect(try await lift.files(Mapping(entries: []))?.count == nil)
    }

    @Test func whatFailsIsLeftToTheEngine() async throws {
        var dice = SeededGenerator(seed: 1)
        let room = try await Workroom()
        let paths = try await write(1, rows: 500, room, &dice)
        let folder = room.folder + "/focus"
        let lift = Lift(
            session: room.session, rawFiles: paths, rawColumns: Self.columns + Normaliser.provenance, folder: folder)
        #expect(try await lift.files(Mapping(entries: [.custom("x_a", .integer, "CAST(Big AS BIGINT)")]))?.count == nil)
        #expect(!FileManager.default.fileExists(atPath: folder))
        #expect(try await lift.files(Mapping(entries: [.custom("x_a", .text, "Big")]))?.map(\.rows) == [500])
    }
}

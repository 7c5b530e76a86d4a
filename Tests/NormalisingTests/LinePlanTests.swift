import BillingModel
import BillingSources
import LakeFiles
import ObjectStorage
import Parquet
import SQLEngine
import TestEngine
import Testing

@testable import Normalising

@Suite(.needsDuckDB) struct LinePlanTests {
    static let raw =
        [Column("Kind", .text), Column("Cost", .decimal), Column("Spare", .text)] + Normaliser.provenance

    private func plan(
        _ session: any SQLSession, kept: SQLText = "Kind <> 'dropped'", addedFrom: SQLText = "Cost > 1"
    ) async throws -> LinePlan? {
        let entries: [Mapping.Entry] = [.custom("x_kind", .text, "kind")]
        let lines = Mapping.Lines(
            entries: entries, kept: kept, added: "SELECT * FROM raw WHERE \"cost\" > 1", addedFrom: addedFrom)
        var mapping = Mapping(entries: entries, relation: "SELECT * FROM raw WHERE \(sql: kept)")
        mapping.lines = lines
        return LinePlan(mapping, lines, try await session.parse([kept, addedFrom]), rawColumns: Self.raw)
    }

    @Test func knowsWhatIsRead() async throws {
        let plan = try #require(try await plan(try await Workroom().session))
        #expect(plan.kept.inputs == [0])
        #expect(plan.addedFrom.inputs == [1])
        // Added rows are made of what the mapping and their SELECT name, and lead back to the delivery.
        #expect(plan.columns.map { Self.raw[$0].name } == ["Kind", "Cost"] + Normaliser.provenance.map(\.name))
        #expect(plan.mapping.relation == "SELECT * FROM raw WHERE \"cost\" > 1")
        #expect(plan.mapping.lines == nil)
    }

    @Test(arguments: ["Cost > (SELECT max(Cost) FROM raw)", "row_number() OVER () > 1", "Missing = 'a'"])
    func leavesOtherRowsToTheEngine(_ condition: String) async throws {
        let room = try await Workroom()
        #expect(try await plan(room.session, kept: SQLText(unsafe: condition))?.columns.count == nil)
        #expect(try await plan(room.session, addedFrom: SQLText(unsafe: condition))?.columns.count == nil)
    }

    /// Of those of a row group, counted from 0 in it.
    private static func rows(_ all: Range<Int>, _ isIn: (Int) -> Bool) -> [UInt32] {
        all.filter(isIn).map { UInt32($0 - all.lowerBound) }
    }

    /// Rows are counted in their row group; what a condition does not know, it does not take.
    @Test func selectsRowsOfEachRowGroup() async throws {
        let room = try await Workroom()
        let path = room.folder + "/raw.parquet"
        try await room.session.execute(
            """
            COPY (SELECT CASE WHEN i < 2048 OR i % 3 = 0 THEN 'kept' WHEN i % 3 = 1 THEN 'dropped' END AS "Kind",
              CAST(CASE WHEN i % 5 > 0 THEN i % 5 END AS DECIMAL(38,18)) AS "Cost", 'x' AS "Spare", 'e' AS x_export,
              'r' AS x_run, 1::BIGINT AS x_generation, 'f' AS x_file, i AS x_row FROM range(2060) AS t(i) ORDER BY i)
            TO \(path) (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 2048)
            """)
        let files = try #require(RawFiles([try ParquetReader(try FileBytes(path))], columns: Self.raw))
        let portion = try #require(files.portions(rowsMax: 1 << 20).first)
        #expect(portion.map(\.rows) == [0..<2048, 2048..<2060])
        let limits = LiftLimits()
        let evaluation = Evaluation(
            session: room.session, rawColumns: Self.raw, cells: RawCells(files, portion, limits),
            encoders: RowGroupEncoder(), limits: limits, folder: room.folder, turns: Turns())
        let selection = try await #require(try await plan(room.session)).selection(evaluation)
        let keptOfLast: [UInt32] = Self.rows(2048..<2060) { $0 % 3 == 0 }
        #expect(selection.kept == [nil, keptOfLast])
        let addedFrom: [[UInt32]] = [Self.rows(0..<2048) { $0 % 5 > 1 }, Self.rows(2048..<2060) { $0 % 5 > 1 }]
        #expect(selection.addedFrom == addedFrom)
        let all = LineSelection.all(portion)
        #expect(all.kept == [nil, nil] && all.addedFrom == [[], []])
    }
}

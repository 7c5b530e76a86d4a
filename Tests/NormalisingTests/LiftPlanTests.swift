import BillingModel
import BillingSources
import SQLEngine
import TestEngine
import Testing

@testable import Normalising

@Suite(.needsDuckDB) struct LiftPlanTests {
    static let raw =
        [
            Column("Name", .text), Column("Cost", .decimal), Column("Day", .date), Column("Tags", .map),
            Column("quo\"ted", .text),
        ] + Normaliser.provenance

    private func plan(_ entries: [Mapping.Entry], relation: SQLText? = nil) async throws -> LiftPlan? {
        let expressions = try await Workroom().session.parse(entries.map(\.sql))
        return LiftPlan(Mapping(entries: entries, relation: relation), expressions, rawColumns: Self.raw)
    }

    private func plan(_ sql: SQLText, _ type: ColumnType = .text) async throws -> LiftPlan? {
        try await plan([.custom("x_a", type, sql)])
    }

    private func inputs(_ sql: SQLText) async throws -> [Int]? {
        try await plan(sql)?.groups.first?.inputs
    }

    @Test func copiesWhatIsTheSame() async throws {
        let plan = try #require(
            try await plan([
                .custom("x_same", .decimal, "\"cost\""), .custom("x_other", .text, "Cost"),
                .custom("x_constant", .text, "'a'"),
            ]))
        let ways = Dictionary(plan.outputs.map { ($0.column.name, $0.way) }) { $1 }
        guard case .copy(1) = ways["x_same"], case .copy = ways["x_run"], case .null = ways["BilledCost"],
            case .lift = ways["x_other"], case .lift = ways["x_constant"]
        else {
            Issue.record("\(ways)")
            return
        }
        #expect(plan.groups.map(\.inputs) == [[1], []])
    }

    @Test func findsWhatIsRead() async throws {
        #expect(try await inputs("lower(NAME) || coalesce(\"name\", 'Cost')") == [0])
        #expect(try await inputs("CASE WHEN Cost > 1 AND Day IS NULL THEN Name END") == [0, 1, 2])
        #expect(try await inputs("Tags['Name']") == [3])
        #expect(try await inputs("1 + 1") == [])
        #expect(try await inputs("MAP {'a': Name}[Name]") == [0])
        #expect(try await inputs("Name COLLATE nocase") == nil)
    }

    /// What must be left to the engine: other rows, other moments, names that are no raw columns.
    @Test(arguments: [
        "(SELECT max(Name) FROM raw)", "Name IN (SELECT Name FROM raw)", "row_number() OVER ()", "sum(Cost)",
        "random()::VARCHAR", "now()::VARCHAR", "current_date", "uuid()::VARCHAR",
        "list_transform([Name], lambda x: x || Name)", "list_transform([1], x -> x)", "raw.Name", "Tags.Name",
        "COLUMNS(*)", "*", "Name, Cost", "Missing", "x_billing_period", "Name FROM raw", "", ")", "unnest([Name])",
        "\"quo\"\"ted\" COLLATE nocase",
    ])
    func leavesToTheEngine(_ sql: String) async throws {
        #expect(try await plan(SQLText(unsafe: sql))?.outputs.count == nil)
    }

    @Test func leavesOtherRowsToTheEngine() async throws {
        let filtered = try await plan([.custom("x_a", .text, "Name")], relation: "SELECT * FROM raw WHERE Cost > 0")
        #expect(filtered?.groups.count == nil)
    }

    @Test func knowsTextThatMayBeCopied() async throws {
        func shortcut(_ sql: SQLText) async throws -> LiftPlan.Shortcut? {
            guard case .lift(_, let shortcut) = try await plan(sql)?.outputs.last?.way else { return nil }
            return shortcut
        }
        #expect(try await shortcut("NULLIF(Name, '')") == .init(column: 0, needsAll: false))
        #expect(try await shortcut("COALESCE(NULLIF(Name, ''), lower(Name), 'a')") == .init(column: 0, needsAll: true))
        #expect(try await shortcut("NULLIF(Name, 'a')") == nil)
        #expect(try await shortcut("COALESCE(lower(Name), NULLIF(Name, ''))") == nil)
        #expect(try await shortcut("COALESCE(NULLIF(Name, ''), Cost)") == nil)
        #expect(try await shortcut("lower(NULLIF(Name, ''))") == nil)
    }
}

@Suite struct SyntaxTests {
    @Test func comesBackAsItWas() throws {
        let json = #"{"class":"A","n":-1.5e3,"t":"a\"\\b{","e":"","o":{},"l":[],"m":[1,{"b":false},null]}"#
        #expect(try #require(Syntax(json: json)).json == json)
    }

    @Test func placesInTheTextAreLeftOut() throws {
        #expect(Syntax(json: #"{"query_location":1,"a":2}"#) == Syntax(json: #"{"a":2,"query_location_length":3}"#))
    }

    @Test(arguments: ["", "{", "[1", "{\"a\"}", "{\"a\":}", "[1,]", "\"a", "[]]", "{\"a\":1,}"])
    func damagedIsNone(_ json: String) {
        #expect(Syntax(json: json) == nil)
    }
}

import Columnar
import SQLEngine
import TestEngine
import Testing

@Suite(.needsDuckDB) struct TypeTests {
    /// One value of a type: how it is written, its SQL name and what must arrive.
    struct Example: CustomTestStringConvertible, Sendable {
        let sql: String
        let typeName: String
        let value: Value

        init(_ sql: String, _ typeName: String, _ value: Value) {
            self.sql = sql
            self.typeName = typeName
            self.value = value
        }

        var testDescription: String { sql }
    }

    private static let nines = Int128("99999999999999999999999999999999999999") ?? 0

    static let scalars: [Example] = [
        Example("(-128)::TINYINT", "TINYINT", .integer(-128)),
        Example("255::UTINYINT", "UTINYINT", .integer(255)),
        Example("(-32768)::SMALLINT", "SMALLINT", .integer(-32768)),
        Example("65535::USMALLINT", "USMALLINT", .integer(65535)),
        Example("(-2147483648)::INTEGER", "INTEGER", .integer(-2_147_483_648)),
        Example("4294967295::UINTEGER", "UINTEGER", .integer(4_294_967_295)),
        Example("(-9223372036854775808)::BIGINT", "BIGINT", .integer(.min)),
        Example("18446744073709551615::UBIGINT", "UBIGINT", .unsigned(.max)),
        Example("(-170141183460469231731687303715884105728)::HUGEINT", "HUGEINT", .decimal(units: .min, scale: 0)),
        Example("7::UHUGEINT", "UHUGEINT", .decimal(units: 7, scale: 0)),
        Example(
            "340282366920938463463374607431768211455::UHUGEINT", "UHUGEINT",
            .text("340282366920938463463374607431768211455")),
        Example("1.5::FLOAT", "FLOAT", .double(1.5)),
        Example("0.1::DOUBLE", "DOUBLE", .double(0.1)),
        Example("'nan'::DOUBLE", "DOUBLE", .double(.nan)),
        Example("'-inf'::DOUBLE", "DOUBLE", .double(-.infinity)),
        Example("true", "BOOLEAN", .boolean(true)),
        Example("false", "BOOLEAN", .boolean(false)),
        Example("(-9.9)::DECIMAL(2,1)", "DECIMAL(2,1)", .decimal(units: -99, scale: 1)),
        Example("1.5::DECIMAL(9,4)", "DECIMAL(9,4)", .decimal(units: 15000, scale: 4)),
        Example("1.5::DECIMAL(18,2)", "DECIMAL(18,2)", .decimal(units: 150, scale: 2)),
        Example(
            "'99999999999999999999.999999999999999999'::DECIMAL(38,18)", "DECIMAL(38,18)",
            .decimal(units: nines, scale: 18)),
        Example(
            "'-99999999999999999999.999999999999999999'::DECIMAL(38,18)", "DECIMAL(38,18)",
            .decimal(units: -nines, scale: 18)),
        Example("'-0.000000000000000001'::DECIMAL(38,18)", "DECIMAL(38,18)", .decimal(units: -1, scale: 18)),
        Example("''", "VARCHAR", .text("")),
        Example("'naïve 🦆' || chr(0) || 'end'", "VARCHAR", .text("naïve 🦆\0end")),
        Example("repeat('long', 100)", "VARCHAR", .text(String(repeating: "long", count: 100))),
        Example("'{\"a\": 1}'::JSON", "JSON", .text("{\"a\": 1}")),
        Example("'b'::ENUM('a', 'b')", "VARCHAR", .text("b")),
        Example("'\\xAA\\x00a'::BLOB", "BLOB", .bytes([0xAA, 0, 0x61])),
        Example("'0010111'::BIT", "BIT", .text("0010111")),
        Example(
            "'01020304-0506-0708-090a-0b0c0d0e0f10'::UUID", "UUID", .text("01020304-0506-0708-090a-0b0c0d0e0f10")),
        Example("DATE '1969-12-31'", "DATE", .date(-1)),
        Example("TIME '23:59:59.999999'", "TIME", .time(86_399_999_999)),
        Example("TIMETZ '10:00:00-05:30'", "TIME WITH TIME ZONE", .text("10:00:00-05:30")),
        Example(
            "TIMESTAMP '1969-12-31 23:59:59.999999'", "TIMESTAMP", .timestamp(micros: -1, isUTC: false)),
        Example("TIMESTAMP_S '1970-01-01 00:00:01'", "TIMESTAMP_S", .timestamp(micros: 1_000_000, isUTC: false)),
        Example("TIMESTAMP_MS '1970-01-01 00:00:00.001'", "TIMESTAMP_MS", .timestamp(micros: 1000, isUTC: false)),
        Example("TIMESTAMP_NS '1970-01-01 00:00:00.000001'", "TIMESTAMP_NS", .timestamp(micros: 1, isUTC: false)),
        Example(
            "TIMESTAMP_NS '1970-01-01 00:00:00.000000001'", "TIMESTAMP_NS", .text("1970-01-01 00:00:00.000000001")),
        Example(
            "TIMESTAMPTZ '1970-01-01 02:00:00+02'", "TIMESTAMP WITH TIME ZONE", .timestamp(micros: 0, isUTC: true)),
        Example(
            "INTERVAL '14 months -3 days 5 microseconds'", "INTERVAL", .interval(months: 14, days: -3, nanos: 5000)),
    ]

    static let nested: [Example] = [
        Example("['a', NULL, 'c']", "VARCHAR[]", .list([.text("a"), .null, .text("c")])),
        Example("[]::INTEGER[]", "INTEGER[]", .list([])),
        Example("[[1], [], NULL]", "INTEGER[][]", .list([.list([.integer(1)]), .list([]), .null])),
        Example("array_value(1, NULL, 3)", "INTEGER[3]", .list([.integer(1), .null, .integer(3)])),
        Example(
            "{'a': 1, 'B c': NULL::VARCHAR}", "STRUCT(a INTEGER, \"B c\" VARCHAR)",
            .structure([("a", .integer(1)), ("B c", .null)])),
        Example(
            "MAP {'k': 'v', 'n': NULL}", "MAP(VARCHAR, VARCHAR)",
            .map([(.text("k"), .text("v")), (.text("n"), .null)])),
        Example("MAP {}::MAP(VARCHAR, INTEGER)", "MAP(VARCHAR, INTEGER)", .map([])),
        Example(
            "MAP {1: [{'d': 1.5::DECIMAL(38,18)}]}", "MAP(INTEGER, STRUCT(d DECIMAL(38,18))[])",
            .map([(.integer(1), .list([.structure([("d", .decimal(units: 1_500_000_000_000_000_000, scale: 18))])]))])),
        Example("union_value(n := 1)", "UNION(n INTEGER)", .integer(1)),
        Example("['a'::ENUM('a', 'b'), 'b', NULL]", "VARCHAR[]", .list([.text("a"), .text("b"), .null])),
    ]

    @Test(arguments: scalars + nested)
    func everyTypeArrives(_ example: Example) async throws {
        let session = try await Engine.session()
        let stream = try await session.query("SELECT \(unsafe: example.sql) AS c FROM range(3)")
        #expect(stream.columns == [ResultColumn(name: "c", typeName: example.typeName)])
        let batch = try #require(try await stream.next())
        #expect(
            (0..<batch.rowCount).map { batch.value(row: $0, column: 0) } == Array(repeating: example.value, count: 3))
        #expect(try await stream.next() == nil)
    }

    @Test(arguments: scalars + nested)
    func nullsOfEveryTypeArrive(_ example: Example) async throws {
        let session = try await Engine.session()
        // Nine rows with every third null: the bitmap's second byte counts too.
        let rows = try await session.rows(
            "SELECT CASE WHEN i % 3 = 1 THEN NULL ELSE \(unsafe: example.sql) END FROM range(9) t(i) ORDER BY i")
        #expect(rows.map { $0[0] } == (0..<9).map { $0 % 3 == 1 ? .null : example.value })
    }

    /// The engine's own cast is the oracle of the text.
    @Test(arguments: scalars)
    func textIsTheEnginesOwn(_ example: Example) async throws {
        let session = try await Engine.session()
        let rows = try await session.rows("SELECT c, c::VARCHAR FROM (SELECT \(unsafe: example.sql) AS c)")
        let row = try #require(rows.first)
        #expect(row[1] == .text(row[0].description))
    }

    /// DuckDB's own table of each type's smallest and largest values and a null.
    @Test func extremesHaveTheEnginesText() async throws {
        let session = try await Engine.session()
        let left = "SELECT * FROM test_all_types()"
        let skipped = ["bignum", "variant", "geometry"]
        let described = try await session.rows("SELECT column_name FROM (DESCRIBE \(unsafe: left))")
        for column in described.map(\.[0].description) where !skipped.contains(column) {
            let rows = try await session.rows(
                "SELECT \(name: column), \(name: column)::VARCHAR FROM test_all_types()")
            #expect(rows.count == 3)
            for row in rows {
                guard Self.isComparable(row[0]) else { continue }
                #expect(row[0].description == row[1].description, "\(column)")
            }
        }
    }

    /// Nested texts quote differently, and floats of 32 bits are widened.
    private static func isComparable(_ value: Value) -> Bool {
        switch value {
        case .list, .structure, .map: false
        case .double(let number): number.magnitude < 1e30 || number.magnitude > 1e300
        default: true
        }
    }

    @Test func nullColumnsArrive() async throws {
        let session = try await Engine.session()
        #expect(try await session.rows("SELECT NULL") == [[.null]])
    }

    @Test func threeHundredThousandRowsStream() async throws {
        let session = try await Engine.session()
        let stream = try await session.query(
            "SELECT i, i::VARCHAR, (i / 100)::DECIMAL(38,18), [i, i + 1] FROM range(300000) t(i) ORDER BY i")
        var expected: Int64 = 0
        var batches = 0
        while let batch = try await stream.next() {
            batches += 1
            for row in 0..<batch.rowCount {
                let number = batch.value(row: row, column: 0)
                guard number == .integer(expected), batch.value(row: row, column: 1) == .text(String(expected)),
                    batch.value(row: row, column: 3) == .list([.integer(expected), .integer(expected + 1)])
                else {
                    Issue.record("row \(expected) is \(number)")
                    return
                }
                expected += 1
            }
        }
        #expect(expected == 300_000)
        #expect(batches > 1)
    }

    /// A batch outlives the result and the session that it came from.
    @Test func batchesOwnTheirMemory() async throws {
        var batches: [RecordBatch] = []
        do {
            let session = try await Engine.session()
            let stream = try await session.query("SELECT 'text of row ' || i FROM range(5000) t(i) ORDER BY i")
            while let batch = try await stream.next() { batches.append(batch) }
        }
        let last = try #require(batches.last)
        #expect(last.value(row: last.rowCount - 1, column: 0) == .text("text of row 4999"))
    }
}

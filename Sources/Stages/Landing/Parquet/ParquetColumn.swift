import BillingModel
import Columnar
import SQLEngine

/// How one column of a Parquet file becomes a lake column without loss.
struct ParquetColumn {
    struct Reading {
        /// An expression of the lake column's type.
        let sql: SQLText
        /// What the FROM clause needs besides the file.
        var join: SQLText?
        var roundedCells = 0
    }

    private let column: Column
    private let name: SQLText
    private let sqlType: String

    init(_ column: Column, _ cell: ParquetField) {
        self.column = column
        name = cell.sql
        sqlType = cell.sqlType
    }

    /// `lookup` names a temporary table that this column may make.
    func reading(_ source: SQLText, _ session: any SQLSession, lookup: String) async throws -> Reading {
        switch column.type {
        case .decimal: try await decimal(source, session, lookup: lookup)
        case .text: Reading(sql: text)
        // A wall clock reading without zone: exports mean UTC.
        case .timestamp where sqlType.hasPrefix("TIMESTAMP") && !sqlType.contains("ZONE"):
            Reading(sql: "(CAST(\(sql: name) AS TIMESTAMP) AT TIME ZONE 'UTC')")
        case .map: Reading(sql: "CAST(\(sql: name) AS MAP(VARCHAR, VARCHAR))")
        default: Reading(sql: "CAST(\(sql: name) AS \(unsafe: column.type.sqlName))")
        }
    }

    private var text: SQLText {
        let isNested = sqlType.hasSuffix("]") || sqlType.hasPrefix("STRUCT") || sqlType.hasPrefix("MAP")
        return isNested ? "CAST(to_json(\(sql: name)) AS VARCHAR)" : "nullif(CAST(\(sql: name) AS VARCHAR), '')"
    }

    /// Amounts go through their shortest decimal text. What is not plain digits there (exponents, more than 18
    /// decimals) is looked up among values that ``ExactDecimal`` read; what it cannot read is refused.
    private func decimal(_ source: SQLText, _ session: any SQLSession, lookup: String) async throws -> Reading {
        let isExact = sqlType.hasSuffix("INT") || sqlType == "INTEGER" || sqlType == "DECIMAL(38,18)"
        if isExact { return Reading(sql: "CAST(\(sql: name) AS DECIMAL(38,18))") }
        let spelling: SQLText = "nullif(CAST(\(sql: name) AS VARCHAR), '')"
        return try await amounts(
            Spelling(
                text: spelling, plain: "regexp_full_match(\(sql: spelling), '-?[0-9]{1,20}([.][0-9]{1,18})?')",
                cast: "CAST(\(sql: spelling) AS DECIMAL(38,18))"), source, session, lookup: lookup)
    }

    /// Amounts as text, and when and how the engine itself can read them.
    private struct Spelling {
        let text: SQLText
        let plain: SQLText
        let cast: SQLText
    }

    private func amounts(
        _ amounts: Spelling, _ source: SQLText, _ session: any SQLSession, lookup: String
    ) async throws -> Reading {
        let (spelling, plain, cast) = (amounts.text, amounts.plain, amounts.cast)
        let odd = try await session.rows(
            """
            SELECT \(sql: spelling) AS spelling, count(*)::BIGINT, min(file_row_number)::BIGINT + 1
            FROM \(sql: source) WHERE NOT \(sql: plain) GROUP BY ALL
            """)
        guard !odd.isEmpty else { return Reading(sql: cast) }
        let (values, roundedCells) = try read(odd)
        try await session.execute(
            "CREATE OR REPLACE TEMP TABLE \(name: lookup) (x_odd_spelling VARCHAR, x_odd_value DECIMAL(38,18))")
        for start in stride(from: 0, to: values.count, by: 4096) {
            let chunk = Array(values[start..<min(start + 4096, values.count)])
            try await session.execute("INSERT INTO \(name: lookup) VALUES \(sql: .joined(chunk, separator: ", "))")
        }
        return Reading(
            sql: "CASE WHEN \(sql: plain) THEN \(sql: cast) ELSE \(name: lookup).x_odd_value END",
            join: "LEFT JOIN \(name: lookup) ON \(name: lookup).x_odd_spelling = \(sql: spelling)",
            roundedCells: roundedCells)
    }

    // MARK: Derived columns

    /// What landing makes of this column.
    func derived(
        _ reading: CellReading, _ source: SQLText, _ session: any SQLSession, lookup: String
    ) async throws -> Reading {
        switch reading {
        case .typed: return try await self.reading(source, session, lookup: lookup)
        case .month:
            return Reading(sql: "CAST(strptime(nullif(CAST(\(sql: name) AS VARCHAR), ''), '%Y%m') AS DATE)")
        case .sum(let member):
            guard sqlType.hasPrefix("STRUCT"), sqlType.hasSuffix("[]") else {
                throw BillowError(.badData, "the column \(column.sourceName ?? column.name) is no list of records")
            }
            let list: SQLText = "[CAST(e.\(name: member) AS VARCHAR) FOR e IN \(sql: name)]"
            let spelling: SQLText = "nullif(array_to_string(\(sql: list), ' '), '')"
            let one: SQLText = "-?[0-9]{1,20}([.][0-9]{1,18})?"
            return try await amounts(
                Spelling(
                    text: spelling, plain: "regexp_full_match(\(sql: spelling), '\(sql: one)( \(sql: one))*')",
                    cast: "list_sum(CAST(string_split(\(sql: spelling), ' ') AS DECIMAL(38,18)[]))"),
                source, session, lookup: lookup)
        }
    }

    private func read(_ odd: [[Value]]) throws -> (values: [SQLText], roundedCells: Int) {
        var values: [SQLText] = []
        var roundedCells = 0
        for row in odd {
            guard case .text(let spelling) = row[0], case .integer(let count) = row[1] else { continue }
            var sum = ExactDecimal.zero
            for text in spelling.split(separator: " ", omittingEmptySubsequences: false) {
                let parsed = ExactDecimal.parse(String(text))
                guard let value = parsed.value, let total = sum.adding(value) else {
                    throw BillowError(
                        .badData,
                        "'\(spelling.prefix(200))' in column \(column.sourceName ?? column.name)"
                            + " is not a decimal(38,18) (row \(row[2]))"
                    )
                }
                if case .rounded = parsed { roundedCells += Int(count) }
                sum = total
            }
            values.append("(\(spelling), \(sum.description))")
        }
        return (values, roundedCells)
    }
}

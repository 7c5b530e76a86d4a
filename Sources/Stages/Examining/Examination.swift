import BillingModel
import Columnar
import SQLEngine

/// Evaluates the rules over the view `focus` of a session, for each source by itself.
package struct Examination: Sendable {
    package struct Source: Sendable {
        package let name: String
        package let rows: Int
        /// In the order of the rules' ids.
        package internal(set) var verdicts: [Verdict]

        package var passed: Int { verdicts.count(where: \.hasPassed) }
        package var failed: Int { verdicts.count(where: \.hasFailed) }
        package var notApplicable: Int { verdicts.count - passed - failed }
    }

    private let session: any SQLSession
    private let rules: [Rule]
    private let selection: SQLText
    private let presence: ColumnPresence
    private static let rulesPerStatement = 48
    private static let samplesMax = 3

    package init(
        session: any SQLSession, rules: [Rule], source: String? = nil, period: BillingPeriod? = nil
    ) {
        self.session = session
        self.rules = rules
        presence = ColumnPresence(rules)
        let filters = [
            source.map { "x_source = \($0)" as SQLText },
            period.map { "x_billing_period = \($0.description)" as SQLText },
        ]
        selection = .joined(["true"] + filters.compactMap(\.self), separator: " AND ")
    }

    /// By the source's name.
    package func run() async throws -> [Source] {
        let types = try await columnTypes()
        var sources: [Source] = []
        let counts = try await session.rows(
            "SELECT x_source, count(*)::BIGINT FROM focus WHERE \(sql: selection) GROUP BY 1 ORDER BY 1")
        for row in counts {
            sources.append(Source(name: row[0].description, rows: try Self.count(row[1]), verdicts: []))
        }
        let evaluated = rules.filter { Self.reasonNotToEvaluate($0) == nil }
        var found: [String: [Tally]] = [:]
        for start in stride(from: 0, to: evaluated.count, by: Self.rulesPerStatement) {
            let chunk = Array(evaluated[start..<min(start + Self.rulesPerStatement, evaluated.count)])
            for (source, more) in try await tallies(of: chunk, types) { found[source, default: []] += more }
        }
        let filled = try await filledColumns(types)
        for index in sources.indices {
            let known = Dictionary(zip(evaluated.map(\.id), found[sources[index].name] ?? [])) { first, _ in first }
            for rule in rules {
                sources[index].verdicts.append(
                    try await verdict(
                        on: rule, known[rule.id], source: sources[index].name, types,
                        filled: filled[sources[index].name] ?? []))
            }
        }
        return sources
    }

    /// How many rows a rule is about, and how many of these break it.
    private struct Tally {
        let rows: Int
        let broken: Int
    }

    private static func reasonNotToEvaluate(_ rule: Rule) -> String? {
        if rule.keyword == .may { return "a permission, which nothing can break" }
        guard rule.requirement == nil else { return nil }
        return rule.amendment ?? "rows alone cannot tell"
    }

    private func verdict(
        on rule: Rule, _ tally: Tally?, source: String, _ types: [String: ColumnType], filled: Set<String>
    ) async throws -> Verdict {
        guard let tally else {
            let reason = Self.reasonNotToEvaluate(rule) ?? "the source has no rows"
            return Verdict(rule: rule, outcome: .notApplicable(reason: reason), rows: 0)
        }
        if tally.rows == 0 {
            return Verdict(rule: rule, outcome: .notApplicable(reason: "no row that it is about"), rows: 0)
        }
        if tally.broken == 0 { return Verdict(rule: rule, outcome: .passed, rows: tally.rows) }
        let isTold = rule.criteria.isEmpty || filled.contains(rule.column)
        let untold = "the source's data says nothing of it (\(rule.criteria.joined(separator: ", ")))"
        if let reason = isTold ? presence.excuse(for: rule.column, filled: filled) : untold {
            return Verdict(rule: rule, outcome: .notApplicable(reason: reason), rows: tally.rows)
        }
        return Verdict(
            rule: rule, outcome: .failed(rows: tally.broken), rows: tally.rows,
            samples: try await samples(rule, source, types))
    }

    // MARK: SQL

    private func columnTypes() async throws -> [String: ColumnType] {
        var types: [String: ColumnType] = [:]
        for row in try await session.rows("DESCRIBE focus") {
            types[row[0].description] = ColumnType.allCases.first { $0.sqlName == row[1].description }
        }
        return types
    }

    /// By source, the columns that have any value.
    private func filledColumns(_ types: [String: ColumnType]) async throws -> [String: Set<String>] {
        let columns = types.keys.sorted()
        let cells = columns.map { "coalesce(bool_or(\(name: $0) IS NOT NULL), false)" as SQLText }
        var filled: [String: Set<String>] = [:]
        for row in try await session.rows(
            "SELECT x_source, \(sql: .joined(cells, separator: ", ")) FROM focus WHERE \(sql: selection) GROUP BY 1")
        {
            filled[row[0].description] = Set(zip(columns, row.dropFirst()).filter { $1 == .boolean(true) }.map(\.0))
        }
        return filled
    }

    private func tallies(of rules: [Rule], _ types: [String: ColumnType]) async throws -> [String: [Tally]] {
        var cells: [SQLText] = []
        var sums: [SQLText] = []
        for (number, rule) in rules.enumerated() {
            let (about, keeps) = ("about_\(number)", "keeps_\(number)")
            cells += [
                "\(sql: Self.condition(rule, types)) AS \(name: about)",
                "\(sql: rule.requirement?.sql(types) ?? "true") AS \(name: keeps)",
            ]
            sums += [
                "count(*) FILTER (\(name: about))::BIGINT",
                "count(*) FILTER (\(name: about) AND NOT \(name: keeps))::BIGINT",
            ]
        }
        let rows = try await session.rows(
            """
            SELECT x_source, \(sql: .joined(sums, separator: ", "))
            FROM (SELECT x_source, \(sql: .joined(cells, separator: ", ")) FROM focus WHERE \(sql: selection))
            GROUP BY 1
            """)
        var tallies: [String: [Tally]] = [:]
        for row in rows {
            tallies[row[0].description] = try stride(from: 1, to: row.count, by: 2).map { at in
                Tally(rows: try Self.count(row[at]), broken: try Self.count(row[at + 1]))
            }
        }
        return tallies
    }

    private static func condition(_ rule: Rule, _ types: [String: ColumnType]) -> SQLText {
        rule.condition?.sql(types) ?? "true"
    }

    private func samples(_ rule: Rule, _ source: String, _ types: [String: ColumnType]) async throws -> [Verdict.Sample]
    {
        let columns = rule.columns.filter { types[$0] != nil }
        let cells = ["x_file", "x_row"] + columns.map { "CAST(\(name: $0) AS VARCHAR)" as SQLText }
        let rows = try await session.rows(
            """
            SELECT \(sql: .joined(cells, separator: ", ")) FROM (
              SELECT *, \(sql: Self.condition(rule, types)) AS x_about,
                \(sql: rule.requirement?.sql(types) ?? "true") AS x_keeps
              FROM focus WHERE \(sql: selection) AND x_source = \(source))
            WHERE x_about AND NOT x_keeps ORDER BY x_file, x_row LIMIT \(Self.samplesMax)
            """)
        return try rows.map { row in
            Verdict.Sample(
                file: row[0].description, row: try Self.count(row[1]),
                cells: zip(columns, row.dropFirst(2)).map { ($0, $1.isNull ? nil : $1.description) })
        }
    }

    private static func count(_ value: Value) throws -> Int {
        guard case .integer(let count) = value else { throw BillowError(.bug, "a count came back as \(value)") }
        return Int(count)
    }
}

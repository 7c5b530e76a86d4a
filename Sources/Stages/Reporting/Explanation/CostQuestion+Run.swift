import BillingModel
import Columnar
import SQLEngine

extension CostQuestion {
    /// Asks the view `focus` of a session. Throws `nothingToRead` where no row agrees, with the nearest values.
    package func run(on session: any SQLSession) async throws -> CostAnswer {
        var totals: [String: CostAnswer.Sum] = [:]
        for row in try await session.rows("SELECT \(sql: Self.sums) FROM \(sql: lines) GROUP BY ALL") {
            let (currency, sum) = try Self.sum(row[...])
            totals[currency] = sum
        }
        guard !totals.isEmpty else { throw try await nothingFound(session) }
        let parts = try await session.rows(
            """
            SELECT x_source, x_export, x_billing_period, x_run, x_generation, x_file, \(sql: Self.sums)
            FROM \(sql: lines) GROUP BY ALL ORDER BY x_billing_period DESC, x_source, x_export, x_run, x_file, 7
            """
        ).map(Self.part)
        let answer = CostAnswer(
            totals: totals, parts: parts, rowNumbers: try await rowNumbers(session), rows: try await rows(session))
        try answer.check()
        return answer
    }

    /// `focus` with the day that `daily` goes by, and only the rows that are meant.
    private var lines: SQLText {
        """
        (SELECT * FROM (SELECT *, CAST(ChargePeriodStart AS DATE) AS UsageDate FROM focus)\(sql: report.whereClause))
        """
    }

    private static let sums: SQLText = """
        coalesce(BillingCurrency, \(ControlTotals.noCurrency)) AS currency, count(*)::BIGINT AS n,
        CAST(sum(BilledCost) AS VARCHAR), CAST(sum(EffectiveCost) AS VARCHAR)
        """

    // MARK: Rows

    private func rowNumbers(_ session: any SQLSession) async throws -> [CostAnswer.Object: [ClosedRange<Int>]] {
        let islands = try await session.rows(
            """
            SELECT x_source, x_export, x_run, x_file, min(x_row)::BIGINT AS first, max(x_row)::BIGINT FROM (
              SELECT DISTINCT x_source, x_export, x_run, x_file, x_row, x_row - dense_rank() OVER (
                PARTITION BY x_source, x_export, x_run, x_file ORDER BY x_row) AS island FROM \(sql: lines))
            GROUP BY x_source, x_export, x_run, x_file, island ORDER BY ALL
            """)
        var numbers: [CostAnswer.Object: [ClosedRange<Int>]] = [:]
        for row in islands {
            let (first, last) = (try Self.number(row[4]), try Self.number(row[5]))
            numbers[try Self.object(row[...3]), default: []].append(first...max(first, last))
        }
        return numbers
    }

    private func rows(_ session: any SQLSession) async throws -> [CostAnswer.Row] {
        guard rowsMax > 0 else { return [] }
        let columns = SQLText.joined(
            CostAnswer.rowColumns.map { "CAST(\(name: $0) AS VARCHAR) AS \(name: $0)" }, separator: ", ")
        return try await session.rows(
            """
            SELECT x_source, x_export, x_run, x_file, x_row, \(sql: columns) FROM \(sql: lines)
            ORDER BY x_billing_period DESC, x_source, x_export, x_run, x_file, x_row, BilledCost LIMIT \(rowsMax)
            """
        ).map { row in
            CostAnswer.Row(
                object: try Self.object(row[...3]), number: try Self.number(row[4]), cells: row[5...].map(Self.text))
        }
    }

    // MARK: Nothing

    /// Which values the filters may have meant: those of `daily`, which is small.
    private func nothingFound(_ session: any SQLSession) async throws -> BillowError {
        var hints: [String] = []
        for filter in filters {
            guard let value = filter.value else { continue }
            let known = try await session.rows(
                "SELECT DISTINCT \(sql: filter.dimension.sql) AS v FROM daily ORDER BY v NULLS LAST LIMIT 10000"
            ).compactMap { Self.text($0[0]) }
            guard !known.contains(value) else { continue }
            let like = known.filter { $0.lowercased().contains(value.lowercased()) }
            let nearest = like.isEmpty ? EditDistance.nearest(to: value, in: known) : Array(like.prefix(5))
            if !nearest.isEmpty {
                hints.append(
                    "\(filter.dimension.name) has no '\(value)', nearest are \(nearest.joined(separator: ", "))")
            }
        }
        return BillowError(
            .nothingToRead, "no row of focus agrees with these filters",
            hint: hints.isEmpty
                ? "leave one out; `billow runs` says which exports are not counted, and so not in focus"
                : hints.joined(separator: "; "))
    }

    // MARK: Cells

    private static func part(_ row: [Value]) throws -> CostAnswer.Part {
        guard let period = text(row[2]).flatMap({ BillingPeriod($0) }) else { throw wrongShape(row) }
        let (currency, sum) = try sum(row[6...])
        return CostAnswer.Part(
            source: try needed(row[0]), export: try needed(row[1]), period: period, run: try needed(row[3]),
            generation: try number(row[4]), path: try needed(row[5]), currency: currency, sum: sum)
    }

    private static func object(_ cells: ArraySlice<Value>) throws -> CostAnswer.Object {
        let texts = try cells.map(needed)
        return CostAnswer.Object(source: texts[0], export: texts[1], run: texts[2], path: texts[3])
    }

    private static func sum(_ cells: ArraySlice<Value>) throws -> (currency: String, sum: CostAnswer.Sum) {
        let cells = Array(cells)
        return (
            try needed(cells[0]),
            CostAnswer.Sum(
                rows: try number(cells[1]), billed: try amount(cells[2]) ?? .zero, effective: try amount(cells[3]))
        )
    }

    private static func text(_ value: Value) -> String? { if case .text(let text) = value { text } else { nil } }

    private static func needed(_ value: Value) throws -> String {
        guard let text = text(value) else { throw wrongShape([value]) }
        return text
    }

    private static func number(_ value: Value) throws -> Int {
        guard case .integer(let number) = value else { throw wrongShape([value]) }
        return Int(number)
    }

    private static func amount(_ value: Value) throws -> ExactDecimal? {
        guard let text = text(value) else { return nil }
        guard case .exact(let amount) = ExactDecimal.parse(text) else { throw wrongShape([value]) }
        return amount
    }

    private static func wrongShape(_ cells: [Value]) -> BillowError {
        BillowError(.bug, "an explanation came back in another shape: \(cells)")
    }
}

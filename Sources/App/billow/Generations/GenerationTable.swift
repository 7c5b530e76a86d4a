import BillingModel
import Pipeline
import Reporting
import Serving

/// Generations of months as table, JSON or CSV; newest first.
struct GenerationTable {
    let months: [MonthHistory]
    let lake: String

    private var generations: [Generation] { months.flatMap { $0.generations.reversed() } }

    func text(_ format: OutputFormat) throws -> String {
        switch format {
        case .table: try table()
        case .csv: try csv()
        case .json:
            JSONText.object([
                ("lake", JSONText.string(lake)),
                ("generations", "[\n  " + (try generations.map { try $0.json() }).joined(separator: ",\n  ") + "]"),
            ]) + "\n"
        }
    }

    private func csv() throws -> String {
        let header = [
            "source", "export", "period", "generation", "run", "landed_at", "rows", "currency", "billed", "effective",
            "state", "kept", "files", "bytes",
        ]
        return CSVText.line(header)
            + (try generations.flatMap { generation -> [String] in
                let totals = try generation.totals()
                let costs: [(String?, ControlTotals.Costs?)] =
                    totals.costs.isEmpty
                    ? [(nil, nil)] : totals.costs.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
                return costs.map { currency, costs in
                    CSVText.line([
                        generation.key.source, generation.key.export, generation.key.period.description,
                        String(generation.number), generation.newRuns.joined(separator: " "),
                        UTCText.second(generation.landedMillis), String(totals.rows), currency,
                        costs?.billed.description, costs?.effective?.description, generation.state.rawValue,
                        Self.kept(generation), String(generation.files.count), String(generation.sizeBytes),
                    ])
                }
            }).joined()
    }

    private func table() throws -> String {
        let header = [
            "Period", "Source", "Export", "Gen", "State", "Landed at (UTC)", "Rows", "Billed", "Files", "Bytes", "",
            "Run",
        ]
        let rows = try generations.map { generation -> [String] in
            let totals = try generation.totals()
            return [
                generation.key.period.description, generation.key.source,
                Terminal.cut(Terminal.safe(generation.key.export), to: 32), String(generation.number),
                generation.state.rawValue, UTCText.second(generation.landedMillis), String(totals.rows),
                Self.billed(totals), String(generation.files.count), String(generation.sizeBytes),
                Self.kept(generation), Self.run(generation.newRuns),
            ]
        }
        let table = TextTable(
            header: header, rows: rows,
            isRight: [false, false, false, true, false, false, true, true, true, true, false, false])
        return table.headerLines + rows.map(table.line).joined()
    }

    private static func kept(_ generation: Generation) -> String { generation.isKept ? "kept" : "vacuumed" }

    private static func run(_ runs: [String]) -> String {
        let first = Terminal.cut(Terminal.safe(runs.first ?? "–"), to: 40)
        return runs.count > 1 ? "\(first) and \(runs.count - 1) more" : first
    }

    static func billed(_ totals: ControlTotals) -> String {
        totals.costs.sorted { $0.key < $1.key }.map {
            "\($0.value.billed.rounded(decimals: 2)) \(Terminal.safe($0.key))"
        }
        .joined(separator: ", ")
    }
}

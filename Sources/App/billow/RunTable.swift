import BillingModel
import Pipeline
import Reporting
import Serving

/// Deliveries and what became of them, as table, JSON or CSV.
struct RunTable {
    let runs: [RunReport]
    let lake: String

    func write(as format: OutputFormat) {
        switch format {
        case .table: printOut(table)
        case .csv: printOut(csv)
        case .json: printOut(JSONText.object([("lake", JSONText.string(lake)), ("runs", json)]) + "\n")
        }
    }

    var json: String { JSONText.lines(runs.map(\.json)) }

    private var csv: String {
        let header = [
            "source", "export", "period", "run", "state", "generation", "rows", "currency", "billed", "effective",
            "reason",
        ]
        return CSVText.line(header)
            + runs.flatMap { run -> [String] in
                let costs: [(String?, ControlTotals.Costs?)] =
                    run.costs.isEmpty ? [(nil, nil)] : run.costs.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
                return costs.map { currency, cost in
                    CSVText.line([
                        run.source, run.export, run.period?.description, run.run, run.state.rawValue,
                        run.generation.map(String.init), run.rows.map(String.init), currency, cost?.billed.description,
                        cost?.effective?.description, run.reason,
                    ])
                }
            }.joined()
    }

    private var table: String {
        let header = ["Source", "Export", "Period", "State", "Gen", "Rows", "Billed", ""]
        let rows = Self.condensed(runs).map { run, count in
            [
                run.source, Terminal.cut(Terminal.safe(run.export), to: 40), run.period?.description ?? "–",
                run.state.rawValue, run.generation.map(String.init) ?? "–", run.rows.map(String.init) ?? "–",
                Self.billed(run),
                count > 1 ? "\(count) files" : Terminal.safe(Self.reason(run)),
            ]
        }
        let table = TextTable(
            header: header, rows: rows, isRight: [false, false, false, false, true, true, true, false])
        return table.headerLines + rows.map(table.line).joined()
    }

    /// For people: files of one export that add up to a month are one line, as long as the same became of them.
    private static func condensed(_ runs: [RunReport]) -> [(run: RunReport, count: Int)] {
        var lines: [(run: RunReport, count: Int)] = []
        for run in runs {
            let at = lines.firstIndex { line in
                line.run.state == run.state && run.state != .rejected && line.run.period == run.period
                    && line.run.source == run.source && line.run.export == run.export
                    && (run.state == .skipped || line.run.generation == run.generation)
            }
            guard let at, let sum = try? totals(lines[at].run).adding(totals(run)) else {
                lines.append((run, 1))
                continue
            }
            lines[at].run.rows = sum.rows
            lines[at].run.costs = sum.costs
            lines[at].run.generation = max(lines[at].run.generation ?? 0, run.generation ?? 0)
            lines[at].count += 1
        }
        return lines
    }

    private static func totals(_ run: RunReport) -> ControlTotals {
        ControlTotals(rows: run.rows ?? 0, costs: run.costs)
    }

    private static func reason(_ run: RunReport) -> String {
        guard run.state == .rejected, let place = run.place else { return run.reason ?? "" }
        return "\(place): \(run.reason ?? "")"
    }

    private static func billed(_ run: RunReport) -> String {
        run.costs.sorted { $0.key < $1.key }
            .map { "\($0.value.billed.rounded(decimals: 2)) \(Terminal.safe($0.key))" }
            .joined(separator: ", ")
    }
}

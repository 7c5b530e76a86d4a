import BillingModel
import Pipeline
import Reporting

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

    var json: String {
        runs.isEmpty ? "[]" : "[\n  " + runs.map(Self.json).joined(separator: ",\n  ") + "]"
    }

    private static func json(_ run: RunReport) -> String {
        JSONText.object([
            ("source", JSONText.string(run.source)), ("export", JSONText.string(run.export)),
            ("period", JSONText.string(run.period?.description)), ("run", JSONText.string(run.run)),
            ("state", JSONText.string(run.state.rawValue)), ("generation", run.generation.map(String.init) ?? "null"),
            ("rows", run.rows.map(String.init) ?? "null"), ("quarantined", "0"), ("rounded", String(run.roundedCells)),
            ("totals", totals(run)), ("reason", JSONText.string(run.reason)), ("place", JSONText.string(run.place)),
        ])
    }

    private static func totals(_ run: RunReport) -> String {
        JSONText.object(
            run.costs.sorted { $0.key < $1.key }.map { currency, costs in
                let measures: [(String, ExactDecimal?)] = [
                    ("billed", costs.billed), ("effective", costs.effective), ("list", costs.list),
                    ("contracted", costs.contracted),
                ]
                return (currency, JSONText.object(measures.map { ($0, JSONText.string($1?.description)) }))
            })
    }

    private var csv: String {
        let header = ["source", "export", "period", "run", "state", "generation", "rows", "currency", "billed", "effective", "reason"]
        return CSVText.line(header) + runs.flatMap { run -> [String] in
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
        let rows = runs.map { run in
            [
                run.source, Terminal.cut(Terminal.safe(run.export), to: 40), run.period?.description ?? "–", run.state.rawValue,
                run.generation.map(String.init) ?? "–", run.rows.map(String.init) ?? "–", Self.billed(run),
                Terminal.safe(run.reason ?? ""),
            ]
        }
        let table = TextTable(
            header: header, rows: rows, isRight: [false, false, false, false, true, true, true, false])
        return table.headerLines + rows.map(table.line).joined()
    }

    private static func billed(_ run: RunReport) -> String {
        run.costs.sorted { $0.key < $1.key }.map { "\($0.value.billed.rounded(decimals: 2)) \($0.key)" }
            .joined(separator: ", ")
    }
}

import BillingModel
import Pipeline
import Reporting

/// What `billow ingest` prints; the JSON is a contract (README, "For scripts").
struct IngestOutput {
    let result: Ingest.Result
    let lake: String
    let seconds: Double
    let isDryRun: Bool

    func write(as format: OutputFormat) {
        let runs = RunTable(runs: result.runs, lake: lake)
        switch format {
        case .csv: runs.write(as: .csv)
        case .json: printOut(json(runs))
        case .table:
            // Hundreds of lines that say "nothing happened" hide the one that matters.
            let told = result.runs.filter { $0.state != .skipped || result.runs.count <= 40 }
            if !told.isEmpty { RunTable(runs: told, lake: lake).write(as: .table) }
            printOut(summary)
        }
    }

    private func json(_ runs: RunTable) -> String {
        let others = result.others.map {
            JSONText.object([("path", JSONText.string($0.path)), ("reason", JSONText.string($0.reason))])
        }
        var members = [("lake", JSONText.string(lake)), ("runs", runs.json), ("others", JSONText.array(others))]
        if isDryRun { members.append(("dry_run", "true")) }
        members.append(("duration_s", String(format(seconds))))
        return JSONText.object(members) + "\n"
    }

    private func format(_ seconds: Double) -> String {
        let millis = Int(seconds * 1000)
        let rest = String(millis % 1000)
        return "\(millis / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
    }

    private var summary: String {
        let counts = Dictionary(grouping: result.runs, by: \.state).mapValues(\.count)
        var parts: [String] = []
        for state in [RunReport.State.landed, .skipped, .superseded, .held, .rejected] {
            if let count = counts[state] { parts.append("\(count) \(state.rawValue)") }
        }
        var text = "\n"
        if counts[.landed] == nil, counts[.rejected] == nil { text += "Nothing is new. " }
        text += isDryRun ? "Would be: \(parts.joined(separator: ", "))." : "\(parts.joined(separator: ", ")) in \(format(seconds)) s."
        let rounded = result.runs.reduce(0) { $0 + $1.roundedCells }
        if rounded > 0 { text += "\n\(rounded) amounts have more than 18 decimals and were rounded half to even." }
        if result.repaired > 0 { text += "\n\(result.repaired) months that an earlier run had left half done were rebuilt." }
        return text + others + "\nLake: \(lake)\n"
    }

    private var others: String {
        guard !result.others.isEmpty else { return "" }
        let shown = result.others.prefix(10).map { "\n  \(Terminal.safe($0.path)): \(Terminal.safe($0.reason))" }
        let more = result.others.count > 10 ? "\n  … and \(result.others.count - 10) more (--output json lists all)" : ""
        return "\n\(result.others.count) files are no export to land:" + shown.joined() + more
    }
}

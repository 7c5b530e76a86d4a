import BillingModel
import Pipeline
import Reporting

/// What `billow ingest` prints; the JSON is a contract (`docs/formats/output.md`).
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
            runs.write(as: .table)
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
        if counts[.landed] == nil, counts[.held] == nil, counts[.rejected] == nil { text += "Nothing is new. " }
        text +=
            isDryRun
            ? "Would be: \(parts.joined(separator: ", "))."
            : "\(parts.joined(separator: ", ")) in \(format(seconds)) s."
        let rounded = result.runs.reduce(0) { $0 + $1.roundedCells }
        if rounded > 0 { text += "\n\(rounded) amounts have more than 18 decimals and were rounded half to even." }
        if let hint = result.runs.lazy.compactMap(\.hint).first { text += "\nRejected: \(Terminal.safe(hint))." }
        if result.repaired > 0 {
            text += "\n\(result.repaired) months of focus and daily were rebuilt, to show what the raw tables hold."
        }
        return text + others + "\nLake: \(lake)\n"
    }

    private var others: String {
        guard !result.others.isEmpty else { return "" }
        var reasons: [(reason: String, paths: [String])] = []
        for other in result.others {
            if let at = reasons.firstIndex(where: { $0.reason == other.reason }) {
                reasons[at].paths.append(other.path)
            } else {
                reasons.append((other.reason, [other.path]))
            }
        }
        let shown = reasons.prefix(10).map { reason, paths in
            let more = paths.count > 1 ? " and \(paths.count - 1) more" : ""
            return "\n  \(Terminal.safe(paths[0]))\(more): \(Terminal.safe(reason))"
        }
        let rest = reasons.count > 10 ? "\n  … (--output json lists all)" : ""
        let verb = result.others.count == 1 ? "file is" : "files are"
        return "\n\(result.others.count) \(verb) no export to land:" + shown.joined() + rest
    }
}

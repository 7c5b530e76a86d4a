import BillingModel
import Pipeline
import Reporting

/// What `billow rollback` and `billow forget` print.
struct ShownChangeOutput {
    let change: ShownChange
    let isDryRun: Bool

    func write(as format: OutputFormat) throws {
        switch format {
        case .table: printOut(try text())
        case .csv:
            let header = ["source", "export", "period", "from", "to", "removed", "restored", "refused", "dry_run"]
            let cells: [String?] = [
                change.key.source, change.key.export, change.key.period.description, change.from.map(String.init),
                change.to.map { String($0.number) }, String(change.removes.count), String(change.restores.count),
                change.refused.sorted().joined(separator: " "), String(isDryRun),
            ]
            printOut(CSVText.line(header) + CSVText.line(cells))
        case .json:
            printOut(
                JSONText.object([
                    ("source", JSONText.string(change.key.source)), ("export", JSONText.string(change.key.export)),
                    ("period", JSONText.string(change.key.period.description)),
                    ("from", change.from.map(String.init) ?? "null"),
                    ("to", (change.to?.number).map(String.init) ?? "null"),
                    ("removed", JSONText.array(change.removes.map { JSONText.string($0) })),
                    ("restored", JSONText.array(change.restores.map { JSONText.string($0.path) })),
                    ("refused", JSONText.array(change.refused.sorted().map { JSONText.string($0) })),
                    ("dry_run", String(isDryRun)),
                ]) + "\n")
        }
    }

    private func text() throws -> String {
        let would = isDryRun ? "would show" : "shows"
        var text = "\(Terminal.safe(change.key.description)) \(would) "
        if let target = change.to {
            let totals = try target.totals()
            text += "generation \(target.number) again: \(totals.rows) rows, \(GenerationTable.billed(totals))."
        } else {
            text += "nothing any more."
        }
        text += "\nRaw files: \(change.removes.count) out of sight, \(change.restores.count) back; none is deleted.\n"
        if !change.refused.isEmpty {
            let runs = change.refused.sorted().map { Terminal.safe($0) }.joined(separator: ", ")
            text += "Held from now on, unless `billow ingest --accept` lands them: \(runs)\n"
        }
        return text
    }
}

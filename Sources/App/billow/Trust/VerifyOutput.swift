import BillingModel
import Pipeline
import Reporting

/// What `billow verify` prints; the JSON is a contract (`docs/formats/output.md`).
struct VerifyOutput {
    let report: Verification.Report
    let lake: String
    let isDeep: Bool
    let seconds: Double

    func text(_ format: OutputFormat) -> String {
        switch format {
        case .table: table
        case .csv: csv
        case .json: json
        }
    }

    // MARK: JSON and CSV

    private var json: String {
        let counts = report.counts
        return JSONText.object([
            ("lake", JSONText.string(lake)), ("agrees", String(report.differences.isEmpty)),
            (
                "checked",
                JSONText.object([
                    ("commits", String(counts.commits)), ("sealed", String(counts.sealed)),
                    ("files", String(counts.files)), ("hashed", String(counts.hashed)),
                    ("bytes", String(counts.bytes)), ("rows", String(counts.rows)),
                ])
            ),
            ("months", lines(report.months.map(json))), ("sources", lines(report.sources.map(json))),
            ("differences", lines(report.differences.map(json))), ("duration_s", String(seconds)),
        ]) + "\n"
    }

    private func lines(_ items: [String]) -> String {
        items.isEmpty ? "[]" : "[\n  " + items.joined(separator: ",\n  ") + "]"
    }

    private func json(_ month: Verification.Month) -> String {
        let billed = month.totals.costs.sorted { $0.key < $1.key }.map {
            ($0.key, JSONText.string($0.value.billed.description))
        }
        return JSONText.object([
            ("source", JSONText.string(month.key.source)), ("export", JSONText.string(month.key.export)),
            ("period", JSONText.string(month.key.period.description)), ("agrees", String(month.agrees)),
            ("counted", String(month.isCounted)), ("rows", String(month.totals.rows)),
            ("billed", JSONText.object(billed)),
        ])
    }

    private func json(_ source: Verification.Source) -> String {
        let object = source.object
        return JSONText.object([
            ("source", JSONText.string(object.identity.source)), ("export", JSONText.string(object.identity.export)),
            ("run", JSONText.string(object.identity.run)), ("location", JSONText.string(object.location)),
            ("path", JSONText.string(object.identity.path)), ("state", JSONText.string(source.state.rawValue)),
            ("differences", JSONText.array(source.differences.map { JSONText.string($0) })),
        ])
    }

    private func json(_ difference: Discrepancy) -> String {
        JSONText.object([
            ("source", JSONText.string(difference.source)), ("export", JSONText.string(difference.export)),
            ("periods", JSONText.array(difference.periods.map { JSONText.string($0) })),
            ("table", JSONText.string(difference.table)), ("file", JSONText.string(difference.file)),
            ("what", JSONText.string(difference.what)), ("expected", JSONText.string(difference.expected)),
            ("found", JSONText.string(difference.found)),
        ])
    }

    private var csv: String {
        CSVText.line(["source", "export", "periods", "table", "file", "what", "expected", "found"])
            + report.differences.map {
                CSVText.line([
                    $0.source, $0.export, $0.periods.joined(separator: " "), $0.table, $0.file, $0.what, $0.expected,
                    $0.found,
                ])
            }.joined()
    }

    // MARK: For people

    private var table: String {
        let header = ["Period", "Source", "Export", "Counted", "Rows", "Billed", ""]
        let rows = report.months.map { month in
            [
                month.key.period.description, month.key.source, shown(month.key.export, 40),
                month.isCounted ? "yes" : "no", String(month.totals.rows), GenerationTable.billed(month.totals),
                month.agrees ? "agrees" : "DIFFERS",
            ]
        }
        let table = TextTable(
            header: header, rows: rows, isRight: [false, false, false, false, true, true, false])
        return table.headerLines + rows.map(table.line).joined() + sources + differences + summary
    }

    private var sources: String {
        guard isDeep else { return "" }
        var text = "\nSource objects: "
        let states: [Verification.Source.State] = [.agrees, .differs, .changed, .gone]
        let counts = Dictionary(grouping: report.sources, by: \.state).mapValues(\.count)
        let named = states.compactMap { state in counts[state].map { "\($0) \(Self.word(state))" } }
        text += named.isEmpty ? "none\n" : named.joined(separator: ", ") + "\n"
        for source in report.sources where source.state == .changed || source.state == .gone {
            text += "  \(Terminal.safe(source.object.identity.path)): \(Self.word(source.state))\n"
        }
        return text
    }

    private static func word(_ state: Verification.Source.State) -> String {
        switch state {
        case .agrees: "agree"
        case .differs: "differ"
        case .changed: "changed since"
        case .gone: "not there any more"
        }
    }

    private var differences: String {
        guard !report.differences.isEmpty else { return "" }
        var text = "\nWhat differs:\n"
        for difference in report.differences {
            let month: [String?] = [difference.periods.joined(separator: ", "), difference.source, difference.export]
            let place = [difference.table, difference.file].compactMap { $0 }.joined(separator: "/")
            text += "  \(Terminal.safe(month.compactMap { $0 }.joined(separator: " ")))"
            text += place.isEmpty ? "" : " \(Terminal.safe(place))"
            text += ": \(Terminal.safe(difference.what))"
            if difference.expected != nil || difference.found != nil {
                text += ": \(value(difference.expected)) recorded, \(value(difference.found)) found"
            }
            text += "\n"
        }
        return text
    }

    private func value(_ text: String?) -> String {
        text.map { $0.isEmpty ? "nothing" : Terminal.safe($0) } ?? "nothing"
    }

    private var summary: String {
        let counts = report.counts
        var text = "\n\(counts.commits) commits, \(counts.files) files of \(ByteCount.text(counts.bytes)), "
        text += "\(counts.rows) rows added up. "
        if counts.hashed < counts.files { text += "\(counts.files - counts.hashed) files have no recorded hash. " }
        if counts.sealed < counts.commits { text += "\(counts.commits - counts.sealed) commits have no seal. " }
        return text
            + (report.differences.isEmpty ? "All agrees.\n" : "\(report.differences.count) things differ.\n")
    }

    private func shown(_ text: String, _ width: Int) -> String { Terminal.cut(Terminal.safe(text), to: width) }
}

import Examining
import Reporting
import Serving

/// What `billow conformance` prints; the JSON is a contract (`docs/formats/output.md`).
struct ConformanceOutput {
    let sources: [Examination.Source]
    let listsAll: Bool

    func text(_ format: OutputFormat) -> String {
        switch format {
        case .table: sources.map(table).joined(separator: "\n")
        case .csv: csv
        case .json: json
        }
    }

    // MARK: JSON and CSV

    private var json: String {
        JSONText.object([
            ("version", JSONText.string(RuleBook.version)), ("sources", JSONText.lines(sources.map(\.json))),
        ]) + "\n"
    }

    private var csv: String {
        let header = ["source", "rule", "keyword", "verdict", "rows", "failed", "reason", "amendment", "text"]
        return CSVText.line(header)
            + sources.flatMap { source in
                source.verdicts.map { verdict in
                    CSVText.line([
                        source.name, verdict.rule.id, verdict.rule.keyword.rawValue, verdict.word,
                        String(verdict.rows), String(verdict.failedRows), verdict.reason, verdict.rule.amendment,
                        verdict.rule.text,
                    ])
                }
            }.joined()
    }

    // MARK: Table

    private func table(_ source: Examination.Source) -> String {
        let title = """
            \(Terminal.safe(source.name)): \(source.rows) rows; of FOCUS \(RuleBook.version)'s rules \
            \(source.passed) hold, \(source.failed) do not, \(source.notApplicable) are not applicable

            """
        let listed = source.verdicts.filter { listsAll || $0.hasFailed }
        guard !listed.isEmpty else { return title }
        let rows = listed.map { verdict in
            [
                verdict.rule.id, verdict.rule.keyword.rawValue, verdict.word, String(verdict.rows),
                verdict.hasFailed ? String(verdict.failedRows) : "", Terminal.safe(remark(verdict)),
            ]
        }
        let table = TextTable(
            header: ["Rule", "", "", "Rows", "Fail", ""], rows: rows, isRight: [false, false, false, true, true, false])
        return title + table.headerLines + rows.map(table.line).joined()
    }

    /// Why, or what the rule says and the first row that does otherwise.
    private func remark(_ verdict: Verdict) -> String {
        if let reason = verdict.reason { return reason }
        guard let sample = verdict.samples.first else { return verdict.rule.text }
        let cells = sample.cells.map { "\($0.column) \($0.value.map { Terminal.cut($0, to: 30) } ?? "is null")" }
        return "\(verdict.rule.text) \(sample.file):\(sample.row): \(cells.joined(separator: ", "))"
    }
}

import Examining
import Reporting

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
            ("version", JSONText.string(RuleBook.version)), ("sources", lines(sources.map(json))),
        ]) + "\n"
    }

    private func lines(_ items: [String]) -> String {
        items.isEmpty ? "[]" : "[\n  " + items.joined(separator: ",\n  ") + "]"
    }

    private func json(_ source: Examination.Source) -> String {
        let counts = Counts(source)
        return JSONText.object([
            ("source", JSONText.string(source.name)), ("rows", String(source.rows)),
            ("passed", String(counts.passed)), ("failed", String(counts.failed)),
            ("not_applicable", String(counts.notApplicable)), ("rules", lines(source.verdicts.map(json))),
        ])
    }

    private func json(_ verdict: Verdict) -> String {
        let samples = verdict.samples.map { sample in
            let cells = sample.cells.map { ($0.column, JSONText.string($0.value)) }
            return JSONText.object([
                ("file", JSONText.string(sample.file)), ("row", String(sample.row)),
                ("cells", JSONText.object(cells.map { (name: $0.0, json: $0.1) })),
            ])
        }
        return JSONText.object([
            ("rule", JSONText.string(verdict.rule.id)), ("keyword", JSONText.string(verdict.rule.keyword.rawValue)),
            ("verdict", JSONText.string(verdict.word)), ("rows", String(verdict.rows)),
            ("failed", String(verdict.failedRows)), ("reason", JSONText.string(verdict.reason)),
            ("amendment", JSONText.string(verdict.rule.amendment)), ("text", JSONText.string(verdict.rule.text)),
            ("samples", JSONText.array(samples)),
        ])
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
        let counts = Counts(source)
        let title = """
            \(Terminal.safe(source.name)): \(source.rows) rows; of FOCUS \(RuleBook.version)'s rules \
            \(counts.passed) hold, \(counts.failed) do not, \(counts.notApplicable) are not applicable

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

private struct Counts {
    let passed: Int
    let failed: Int
    let notApplicable: Int

    init(_ source: Examination.Source) {
        passed = source.verdicts.count(where: \.hasPassed)
        failed = source.verdicts.count(where: \.hasFailed)
        notApplicable = source.verdicts.count - passed - failed
    }
}

extension Verdict {
    fileprivate var word: String {
        switch outcome {
        case .passed: "passed"
        case .failed: "failed"
        case .notApplicable: "not applicable"
        }
    }

    fileprivate var failedRows: Int { if case .failed(let rows) = outcome { rows } else { 0 } }

    fileprivate var reason: String? { if case .notApplicable(let reason) = outcome { reason } else { nil } }
}

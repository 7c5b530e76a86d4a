import Examining
import Reporting

extension Examination.Source {
    /// One object; a contract (`docs/formats/output.md`).
    package var json: String {
        JSONText.object([
            ("source", JSONText.string(name)), ("rows", String(rows)), ("passed", String(passed)),
            ("failed", String(failed)), ("not_applicable", String(notApplicable)),
            ("rules", JSONText.lines(verdicts.map(\.json))),
        ])
    }
}

extension Verdict {
    fileprivate var json: String {
        let samples = samples.map { sample in
            let cells = sample.cells.map { ($0.column, JSONText.string($0.value)) }
            return JSONText.object([
                ("file", JSONText.string(sample.file)), ("row", String(sample.row)),
                ("cells", JSONText.object(cells.map { (name: $0.0, json: $0.1) })),
            ])
        }
        return JSONText.object([
            ("rule", JSONText.string(rule.id)), ("keyword", JSONText.string(rule.keyword.rawValue)),
            ("verdict", JSONText.string(word)), ("rows", String(rows)), ("failed", String(failedRows)),
            ("reason", JSONText.string(reason)), ("amendment", JSONText.string(rule.amendment)),
            ("text", JSONText.string(rule.text)), ("samples", JSONText.array(samples)),
        ])
    }
}

import BillingModel

extension CostComparison {
    /// A table for each dimension, and the totals.
    package var table: String {
        sections.map { section in
            guard !section.changes.isEmpty else { return "By \(section.dimension.rawValue): nothing differs.\n" }
            return Self.lines(section.changes, title: section.dimension.rawValue)
        }.joined(separator: "\n") + (sections.isEmpty ? "" : "\n") + Self.lines(totals, title: "total")
    }

    private static func lines(_ changes: [CostChange], title: String) -> String {
        let hasEffective = changes.contains { $0.effective != $0.billed }
        let header =
            [title, "currency", "before", "after", "difference"]
            + (hasEffective ? ["effective difference"] : []) + ["rows before", "after"]
        let rows = changes.map { change -> [String] in
            [
                title == "total" ? "" : Terminal.cut(Terminal.safe(change.value ?? "(none)"), to: 48),
                Terminal.safe(change.currency ?? "(none)"), shown(change.billed.before), shown(change.billed.after),
                signed(change.billed.difference),
            ] + (hasEffective ? [signed(change.effective.difference)] : []) + [
                String(change.rowsBefore), String(change.rowsAfter),
            ]
        }
        let table = TextTable(
            header: header, rows: rows, isRight: [false, false] + Array(repeating: true, count: header.count - 2))
        return table.headerLines + rows.map(table.line).joined()
    }

    private static func shown(_ amount: ExactDecimal?) -> String { amount?.rounded(decimals: 2) ?? "unknown" }

    /// A difference that would round to nothing is told in full.
    private static func signed(_ amount: ExactDecimal?) -> String {
        guard let amount else { return "unknown" }
        let text = shown(amount)
        let isTiny = !amount.isZero && text == ExactDecimal.zero.rounded(decimals: 2)
        return (amount > .zero ? "+" : "") + (isTiny ? amount.description : text)
    }

    /// Members of an object: `by`, `totals`. Amounts are strings, an unknown one null.
    package var jsonMembers: [(name: String, json: String)] {
        let sections = sections.map { section in
            JSONText.object([
                ("dimension", JSONText.string(section.dimension.rawValue)),
                ("rows", JSONText.array(section.changes.map { Self.json($0, hasValue: true) })),
            ])
        }
        return [
            ("by", JSONText.array(sections)),
            ("totals", JSONText.array(totals.map { Self.json($0, hasValue: false) })),
        ]
    }

    private static func json(_ change: CostChange, hasValue: Bool) -> String {
        func amounts(_ amounts: CostChange.Amounts) -> String {
            JSONText.object([
                ("before", JSONText.string(amounts.before?.description)),
                ("after", JSONText.string(amounts.after?.description)),
                ("difference", JSONText.string(amounts.difference?.description)),
            ])
        }
        let rows = JSONText.object([("before", String(change.rowsBefore)), ("after", String(change.rowsAfter))])
        return JSONText.object(
            (hasValue ? [("value", JSONText.string(change.value))] : []) + [
                ("currency", JSONText.string(change.currency)), ("billed", amounts(change.billed)),
                ("effective", amounts(change.effective)), ("rows", rows),
            ])
    }

    package var csv: String {
        let header = [
            "by", "value", "currency", "billed_before", "billed_after", "billed_difference", "effective_before",
            "effective_after", "effective_difference", "rows_before", "rows_after",
        ]
        let parts = sections.flatMap { section in section.changes.map { Self.csv($0, by: section.dimension.rawValue) } }
        return CSVText.line(header) + parts.joined() + totals.map { Self.csv($0, by: "total") }.joined()
    }

    private static func csv(_ change: CostChange, by name: String) -> String {
        let amounts = [change.billed, change.effective].flatMap { [$0.before, $0.after, $0.difference] }
        return CSVText.line(
            [name, change.value, change.currency] + amounts.map { $0?.description }
                + [String(change.rowsBefore), String(change.rowsAfter)])
    }
}

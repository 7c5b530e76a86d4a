import BillingModel

extension CostReportResult {
    /// The whole answer as text, a line end last. `width` is the terminal's and counts for tables only.
    package func rendered(_ format: OutputFormat, width: Int = 80, usesColour: Bool = false) -> String {
        switch format {
        case .table: table(width: width, usesColour: usesColour)
        case .json: json
        case .csv: csv
        }
    }

    private var names: [String] { request.dimensions.map(\.name) }

    private var bucketName: String? { request.granularity == .none ? nil : request.granularity.rawValue }

    /// Amounts are strings, an unknown one null. The rest's values are null and `"others": true`.
    private var json: String {
        let rows = rows.map { row in
            var members: [(String, String)] = []
            if let bucketName { members.append((bucketName, JSONText.string(row.bucket))) }
            let values = zip(names, row.values).map { ($0, JSONText.string($1)) }
            members.append(("group", JSONText.object(values)))
            members.append(("currency", JSONText.string(row.currency)))
            members.append(("amount", JSONText.string(row.amount?.description)))
            members.append(("others", row.isRest ? "true" : "false"))
            return JSONText.object(members)
        }
        let totals = totals.map { total in
            JSONText.object([
                ("currency", JSONText.string(total.currency)), ("amount", JSONText.string(total.amount?.description)),
                ("rows", String(total.rows)), ("rows_unknown", String(total.rowsUnknown)),
            ])
        }
        let members = [
            ("measure", JSONText.string(request.measure.rawValue)),
            ("markup", JSONText.string(request.markup.rawValue)),
            ("granularity", JSONText.string(request.granularity.rawValue)),
            ("dimensions", JSONText.array(names.map { JSONText.string($0) })),
            ("rows", JSONText.array(rows)), ("totals", JSONText.array(totals)),
        ]
        return JSONText.object(members) + "\n"
    }

    /// A line for each row, no totals: a column adds up by itself.
    private var csv: String {
        let header = (bucketName.map { [$0] } ?? []) + names + ["currency", request.measureName]
        return rows.reduce(into: CSVText.line(header)) { text, row in
            let bucket: [String?] = bucketName == nil ? [] : [row.bucket]
            text += CSVText.line(bucket + labels(of: row) + [row.currency, row.amount?.description])
        }
    }

    private func table(width: Int, usesColour: Bool) -> String {
        guard !totals.isEmpty else { return "no cost in this range\n" }
        return totals.map { section($0, width: width, usesColour: usesColour) }.joined(separator: "\n")
    }

    /// One currency: a heading, its rows with bars, its total.
    private func section(_ total: Total, width: Int, usesColour: Bool) -> String {
        let rows = rows.filter { $0.currency == total.currency }
        let labelCount = names.count + (bucketName == nil ? 0 : 1)
        let labelWidth = max(12, (width - 36) / max(1, labelCount))
        let cells = rows.map { row -> [String] in
            let bucket = bucketName == nil ? [] : [row.bucket ?? "(unknown)"]
            return (bucket + labels(of: row)).map { Terminal.cut(Terminal.safe($0), to: labelWidth) }
                + [Self.shown(row.amount)]
        }
        let footer =
            (0..<labelCount).map { $0 == 0 ? "Total" : "" } + [Self.shown(total.amount)]
        let header = (bucketName.map { [$0] } ?? []) + names.map { Terminal.cut(Terminal.safe($0), to: labelWidth) }
        let table = TextTable(
            header: header + [request.measureName], rows: cells + [footer],
            isRight: Array(repeating: false, count: labelCount) + [true])
        let used = table.widths.reduce(0, +) + 2 * table.widths.count
        let bars = CostBar(amounts: rows.compactMap(\.amount), cells: max(0, width - used))
        let hasBars = width - used >= 4 && labelCount > 0

        var text = "\(total.currency.map(Terminal.safe) ?? "(no currency)")\n" + table.headerLines
        for (row, cells) in zip(rows, cells) {
            let line = table.line(cells).dropLast()
            let bar = hasBars ? bars.text(row.amount) : ""
            text += bar.isEmpty ? "\(line)\n" : "\(line)  \(Self.painted(bar, row.amount, usesColour))\n"
        }
        if labelCount > 0 { text += table.line(footer) }
        if total.rowsUnknown > 0 {
            text += "\(total.rowsUnknown) of \(total.rows) rows have no known \(request.measure.rawValue) cost\n"
        }
        return text
    }

    private static func painted(_ bar: String, _ amount: ExactDecimal?, _ usesColour: Bool) -> String {
        guard usesColour else { return bar }
        return "\u{1B}[\((amount ?? .zero) < .zero ? 31 : 36)m\(bar)\u{1B}[0m"
    }

    /// Two decimals; more where an amount would read as nothing.
    static func shown(_ amount: ExactDecimal?) -> String {
        guard let amount else { return "unknown" }
        guard !amount.isZero else { return "0.00" }
        let decimals = (2...ExactDecimal.scale).first { decimals in
            amount.rounded(decimals: decimals).contains { ("1"..."9").contains($0) }
        }
        return amount.rounded(decimals: decimals ?? ExactDecimal.scale)
    }
}

import Pipeline
import Reporting

/// Columns and their history as table, JSON or CSV; the JSON is a contract (`docs/formats/output.md`).
struct SchemaTable {
    let entries: [SchemaDiary.Entry]
    let isHistory: Bool

    func text(_ format: OutputFormat) -> String {
        switch format {
        case .table: table
        case .csv: csv
        case .json:
            JSONText.object([
                ("columns", entries.isEmpty ? "[]" : "[\n  " + entries.map(json).joined(separator: ",\n  ") + "]")
            ]) + "\n"
        }
    }

    private func json(_ entry: SchemaDiary.Entry) -> String {
        func texts(_ values: [String]) -> String { JSONText.array(values.map { JSONText.string($0) }) }
        return JSONText.object([
            ("source", JSONText.string(entry.source)), ("column", JSONText.string(entry.name)),
            ("type", JSONText.string(entry.type.rawValue)), ("spellings", texts(entry.spellings)),
            ("first", json(entry.first)), ("last", json(entry.last)), ("deliveries", String(entry.deliveries)),
            ("current", String(entry.isCurrent)), ("other_types", texts(entry.otherTypes)),
            ("clashes", texts(entry.clashes)),
        ])
    }

    private func json(_ landing: DeliveredSchema.Landing?) -> String {
        guard let landing else { return "null" }
        return JSONText.object([
            ("export", JSONText.string(landing.export)), ("period", JSONText.string(landing.period.description)),
            ("run", JSONText.string(landing.run)), ("landed_at", JSONText.string(UTCText.second(landing.atMillis))),
        ])
    }

    private var csv: String {
        let header = [
            "source", "column", "type", "spellings", "first_period", "first_run", "first_landed_at", "last_period",
            "last_run", "last_landed_at", "deliveries", "current", "other_types", "clashes",
        ]
        return CSVText.line(header)
            + entries.map { entry in
                CSVText.line(
                    [entry.source, entry.name, entry.type.rawValue, entry.spellings.joined(separator: "; ")]
                        + cells(entry.first) + cells(entry.last) + [
                            String(entry.deliveries), String(entry.isCurrent), entry.otherTypes.joined(separator: "; "),
                            entry.clashes.joined(separator: "; "),
                        ])
            }.joined()
    }

    private func cells(_ landing: DeliveredSchema.Landing?) -> [String?] {
        [landing?.period.description, landing?.run, landing.map { UTCText.second($0.atMillis) }]
    }

    private var table: String {
        let header =
            ["Source", "Column", "Type", "Spelled"] + (isHistory ? ["First", "Last", "Deliveries", ""] : [])
        let rows = entries.map { entry -> [String] in
            let spelled = entry.spellings == [entry.name] ? "" : entry.spellings.joined(separator: ", ")
            let plain = [
                entry.source, shown(entry.name, 48), entry.type.rawValue, shown(spelled, 48),
            ]
            guard isHistory else { return plain }
            return plain + [place(entry.first), place(entry.last), String(entry.deliveries), remarks(entry)]
        }
        let table = TextTable(header: header, rows: rows, isRight: header.map { $0 == "Deliveries" })
        return table.headerLines + rows.map(table.line).joined()
    }

    private func shown(_ text: String, _ width: Int) -> String { Terminal.cut(Terminal.safe(text), to: width) }

    private func place(_ landing: DeliveredSchema.Landing?) -> String {
        landing.map { "\($0.period) (\(UTCText.day($0.atMillis)))" } ?? "–"
    }

    private func remarks(_ entry: SchemaDiary.Entry) -> String {
        var remarks: [String] = []
        if entry.last == nil {
            remarks.append("delivered before columns were recorded")
        } else if !entry.isCurrent {
            remarks.append("no longer delivered")
        }
        if !entry.otherTypes.isEmpty { remarks.append("in another type: \(entry.otherTypes.joined(separator: ", "))") }
        if !entry.clashes.isEmpty { remarks.append("kept apart from \(entry.clashes.joined(separator: ", "))") }
        return Terminal.safe(remarks.joined(separator: "; "))
    }
}

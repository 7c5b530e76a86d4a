import Columnar
import SQLEngine

/// Prints any query's result as it arrives, a batch at a time.
package struct ResultTable: Sendable {
    package let format: OutputFormat
    /// Widest a cell of a table gets; nil is no limit.
    package let cellWidthMax: Int?

    package init(_ format: OutputFormat, cellWidthMax: Int? = 60) {
        self.format = format
        self.cellWidthMax = cellWidthMax
    }

    /// Reads the stream to its end. Text comes in pieces that end anywhere; the whole ends with a line end. A table's
    /// column widths come from the first batch that has rows: memory stays that of one batch.
    package func write(_ stream: any BatchStream, to output: (String) async throws -> Void) async throws {
        switch format {
        case .table: try await writeTable(stream, to: output)
        case .json: try await writeJSON(stream, to: output)
        case .csv: try await writeCSV(stream, to: output)
        }
    }

    private func writeJSON(_ stream: any BatchStream, to output: (String) async throws -> Void) async throws {
        let columns = stream.columns.map {
            JSONText.object([("name", JSONText.string($0.name)), ("type", JSONText.string($0.typeName))])
        }
        try await output("{\"columns\": \(JSONText.array(columns)), \"rows\": [")
        var separator = "\n  "
        while let batch = try await stream.next() {
            var text = ""
            for row in batch.rowValues {
                text += separator + JSONText.array(row.map(\.json))
                separator = ",\n  "
            }
            try await output(text)
        }
        try await output(separator.hasPrefix(",") ? "\n]}\n" : "]}\n")
    }

    private func writeCSV(_ stream: any BatchStream, to output: (String) async throws -> Void) async throws {
        try await output(CSVText.line(stream.columns.map(\.name)))
        while let batch = try await stream.next() {
            try await output(batch.rowValues.map { CSVText.line($0.map(\.text)) }.joined())
        }
    }

    private func writeTable(_ stream: any BatchStream, to output: (String) async throws -> Void) async throws {
        let names = stream.columns.map { Terminal.safe($0.name) }
        var layout: TextTable?
        var count = 0
        while let batch = try await stream.next() {
            guard batch.rowCount > 0 else { continue }
            let values = batch.rowValues
            let cells = values.map { row in row.map { shown($0) } }
            let table =
                layout
                ?? TextTable(
                    header: names, rows: cells,
                    isRight: names.indices.map { column in values.contains { $0[column].isNumber } })
            if layout == nil { try await output(table.headerLines) }
            layout = table
            count += cells.count
            try await output(cells.map(table.line).joined())
        }
        if layout == nil {
            let table = TextTable(header: names, rows: [], isRight: names.map { _ in false })
            try await output(table.headerLines)
        }
        try await output(count == 1 ? "1 row\n" : "\(count) rows\n")
    }

    private func shown(_ value: Value) -> String {
        let text = Terminal.safe(value.text ?? "NULL")
        // A number that is cut is another number.
        guard let cellWidthMax, !value.isNumber else { return text }
        return Terminal.cut(text, to: cellWidthMax)
    }
}

extension RecordBatch {
    var rowValues: [[Value]] {
        (0..<rowCount).map { row in (0..<columnCount).map { value(row: row, column: $0) } }
    }
}

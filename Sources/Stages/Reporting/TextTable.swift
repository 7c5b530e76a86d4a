/// Columns of text under a header.
package struct TextTable {
    let header: [String]
    let widths: [Int]
    let isRight: [Bool]

    /// As wide as the widest of these cells; later ones that are wider push their line.
    package init(header: [String], rows: [[String]], isRight: [Bool]) {
        self.header = header
        self.isRight = isRight
        widths = header.indices.map { column in
            rows.reduce(Terminal.width(header[column])) { max($0, Terminal.width($1[column])) }
        }
    }

    package var headerLines: String {
        line(header) + line(widths.map { String(repeating: "─", count: $0) })
    }

    package func line(_ cells: [String]) -> String {
        let padded = cells.indices.map { Terminal.padded(cells[$0], to: widths[$0], isRight: isRight[$0]) }
        var line = Substring(padded.joined(separator: "  "))
        while line.last == " " { line.removeLast() }
        return line + "\n"
    }
}

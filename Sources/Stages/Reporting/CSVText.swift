import BillingModel

/// Pieces of CSV as RFC 4180 has it, line ends CR LF.
package enum CSVText {
    package static func line(_ cells: [String?]) -> String {
        cells.map(cell).joined(separator: ",") + "\r\n"
    }

    /// Null is empty, an empty text is `""`. Text that a spreadsheet would run as a formula gets an apostrophe in
    /// front; numbers stay numbers.
    static func cell(_ text: String?) -> String {
        guard let text else { return "" }
        let guarded = isFormula(text) ? "'" + text : text
        let needsQuotes =
            guarded.isEmpty || guarded.first == " " || guarded.last == " "
            || guarded.unicodeScalars.contains { ["\"", ",", "\r", "\n"].contains($0) }
        guard needsQuotes else { return guarded }
        let escaped = guarded.unicodeScalars.reduce(into: "") { text, scalar in
            text.unicodeScalars.append(scalar)
            if scalar == "\"" { text += "\"" }
        }
        return "\"\(escaped)\""
    }

    private static func isFormula(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, ["=", "+", "-", "@", "\t", "\r"].contains(first) else {
            return false
        }
        return ExactDecimal.parse(text) == .malformed
    }
}

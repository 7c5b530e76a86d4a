/// How data is printed: `--output`.
package enum OutputFormat: String, Sendable, CaseIterable {
    /// For people.
    case table
    /// Decimals are strings, so that no reader turns them into floats.
    case json
    /// RFC 4180, with a guard against spreadsheet formulas.
    case csv
}

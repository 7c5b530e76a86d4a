/// How a delivered cell becomes a value.
package enum CellReading: Hashable, Sendable {
    /// As the column's type reads it.
    case typed
    /// The first day of `202510`, or of the member of a JSON object that says so.
    case month(member: String)
    /// The sum of one amount of all records in a list.
    case sum(member: String)
}

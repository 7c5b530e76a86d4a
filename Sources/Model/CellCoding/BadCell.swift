/// A cell that its column's type cannot hold; its row is left out.
package struct BadCell: Hashable, Sendable {
    /// Of the rows that the coder was given for this file, counted from 1.
    package let row: Int
    /// Of the record's first byte in the file; the first line is 1.
    package let line: Int
    /// Position in the coder's columns.
    package let column: Int
    /// Ends the sentence that begins with the cell: `is not a decimal number`.
    package let reason: String
    /// As delivered, without the quotes around it; at most ``textBytesMax`` bytes.
    package let text: String
    /// The whole record as delivered, without its line's end; at most ``recordBytesMax`` bytes.
    package let record: String

    package static let textBytesMax = 1024
    package static let recordBytesMax = 64 << 10
}

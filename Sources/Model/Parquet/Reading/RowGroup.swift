/// What a file's footer says of rows that are stored together.
package struct RowGroup: Sendable {
    package struct Part: Sendable {
        /// Before compression.
        package let sizeBytes: Int
        /// Nil where the footer does not count nulls, as for the rows of maps.
        package let statistics: ColumnStatistics?
    }

    package let rows: Int
    /// One for each column of the reader.
    package let columns: [Part]
}

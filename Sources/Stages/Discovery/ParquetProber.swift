/// Looks into Parquet files that somebody else wrote: in this process, or apart from it, so that a file which breaks
/// what reads it breaks nothing else.
package protocol ParquetProber: Sendable {
    /// Reads this file alone; writes nothing but into the folder, if anything.
    /// - Throws: `badData`, without a source, when the file cannot be read.
    func probe(path: String, scratchFolder: String) async throws -> ParquetBeginning
}

package struct ParquetBeginning: Hashable, Sendable {
    package let header: [String]
    /// Cells as text, nil where null; nil when the file holds no row.
    package let firstRow: [String?]?

    package init(header: [String], firstRow: [String?]?) {
        self.header = header
        self.firstRow = firstRow
    }
}

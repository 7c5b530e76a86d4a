import BillingModel
import CodedColumns

/// One lake column's part of a row group, ready to be appended to a file.
package struct EncodedColumn: Sendable {
    package let type: ColumnType
    /// One; for maps their keys, then their values.
    package let leaves: [EncodedChunk]
    package let rows: Int
    package let statistics: ColumnStatistics

    package init(type: ColumnType, leaves: [EncodedChunk], rows: Int, statistics: ColumnStatistics) {
        self.type = type
        self.leaves = leaves
        self.rows = rows
        self.statistics = statistics
    }

    /// What it takes of a file, the footer apart.
    package var sizeBytes: Int { leaves.reduce(0) { $0 + $1.bytes.count } }
}

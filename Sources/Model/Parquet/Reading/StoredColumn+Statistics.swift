import BillingModel
import CodedColumns

extension StoredColumn {
    /// What a chunk's footer says of this column, as far as it is exact. Nil without a count of nulls, and for maps,
    /// where the chunk does not count rows.
    func statistics(_ chunk: ColumnMetadata, isOrderedByType: Bool) -> ColumnStatistics? {
        guard leaves.count == 1, let stored = chunk.statistics, let nullCount = stored.nullCount,
            (0...chunk.valueCount).contains(nullCount)
        else { return nil }
        guard isOrderedByType, nullCount < chunk.valueCount,
            let minimum = value(stored.minimum, isExact: stored.isMinimumExact),
            let maximum = value(stored.maximum, isExact: stored.isMaximumExact)
        else { return ColumnStatistics(nullCount: nullCount) }
        return ColumnStatistics(nullCount: nullCount, minimum: minimum, maximum: maximum)
    }

    /// Numbers can't be cut off; texts must say that they are not.
    private func value(_ bytes: [UInt8]?, isExact: Bool?) -> ValueList? {
        guard let bytes, isExact ?? (column.type != .text) else { return nil }
        if column.type == .text {
            guard bytes.count <= ColumnStatistics.textBytesMax,
                let text = try? TextList(utf8: bytes, ends: [bytes.count])
            else { return nil }
            return .text(text)
        }
        return bytes.withUnsafeBytes { bytes in
            var cursor = ByteCursor(bytes)
            guard let value = try? leaves[0].type.plain(&cursor, count: 1), cursor.remaining == 0 else { return nil }
            return value
        }
    }
}

import BillingModel
import CodedColumns

extension ParquetReader {
    /// A column's pages as they are, to be appended to another file. Whatever the pages hold is not looked at.
    ///
    /// Throws ``UnsupportedParquet`` where they could not stand in a file of the lake: other types or levels than the
    /// lake's, or a compression that not every reader knows.
    package func encoded(column: Int, rowGroup: Int) throws -> EncodedColumn {
        let stored = storedColumns[column]
        guard stored.isAsInLake else {
            throw UnsupportedParquet(
                "the column '\(stored.column.name)', which is stored in another way than the lake's")
        }
        let part = rowGroups[rowGroup]
        let hasExtremes = part.columns[column].statistics?.minimum != nil
        let leaves = try stored.leaves.indices.map {
            try encodedChunk(self.chunk(stored, leaf: $0, rowGroup), hasExtremes: hasExtremes)
        }
        let statistics = try part.columns[column].statistics ?? counted(column, rowGroup)
        return EncodedColumn(type: stored.column.type, leaves: leaves, rows: part.rows, statistics: statistics)
    }

    private func encodedChunk(_ chunk: ColumnMetadata, hasExtremes: Bool) throws -> EncodedChunk {
        guard chunk.codec == .zstd || chunk.codec == .uncompressed else {
            throw UnsupportedParquet("compression \(chunk.codec.rawValue)")
        }
        var moved = chunk
        moved.dataPageOffset -= chunk.start
        moved.dictionaryPageOffset = chunk.dictionaryPageOffset.flatMap { $0 > 0 ? $0 - chunk.start : nil }
        // Of the rest nobody knows in which order, or how exact, it is.
        moved.statistics = chunk.statistics.map {
            ChunkStatistics(
                nullCount: $0.nullCount, maximum: hasExtremes ? $0.maximum : nil,
                minimum: hasExtremes ? $0.minimum : nil, isMaximumExact: hasExtremes ? true : nil,
                isMinimumExact: hasExtremes ? true : nil)
        }
        return EncodedChunk(bytes: try storedBytes(chunk), metadata: moved)
    }

    /// Where the footer does not count nulls of rows, the cells do.
    private func counted(_ column: Int, _ rowGroup: Int) throws -> ColumnStatistics {
        let codes = try read(column: column, rowGroup: rowGroup).codes
        return ColumnStatistics(nullCount: codes.reduce(into: 0) { $0 += $1 == 0 ? 1 : 0 })
    }
}

extension StoredColumn {
    /// Whether pages of this column are what the lake's pages of its type are.
    fileprivate var isAsInLake: Bool {
        guard isOptional else { return false }
        switch column.type {
        case .text: return leaves[0].type == StoredType(.text, .text)
        case .decimal: return leaves[0].type == StoredType(.fixed(16), .decimal)
        case .integer: return leaves[0].type == StoredType(.int64, .integer)
        case .timestamp: return leaves[0].type == StoredType(.int64, .timestamp)
        case .date: return leaves[0].type == StoredType(.int32, .date)
        case .boolean: return leaves[0].type == StoredType(.boolean, .boolean)
        // Keys required, values optional.
        case .map: return leaves[0].definitionMax == 2 && leaves[1].definitionMax == 3
        }
    }
}

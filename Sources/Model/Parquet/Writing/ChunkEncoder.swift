import BillingModel
import CodedColumns

/// Encodes columns as Parquet chunks: a dictionary of the values that are used and codes into it where values repeat,
/// else the values as they are. The same input gives the same bytes.
///
/// It keeps its memory from chunk to chunk: take one for each thread.
package final class ChunkEncoder {
    var compressor: PageCompressor
    /// The bodies of the chunk's pages one behind the other, and the same compressed.
    var bodies = ByteScratch()
    var compressed = ByteScratch()
    var dictionary = LocalDictionary()
    var texts = TextTable()
    var indexes = Scratch<UInt32>()
    var levels = LevelScratch()

    package init() throws {
        compressor = try PageCompressor()
    }

    /// Every code must have a value, and the values be of the type.
    package func encode(_ column: CodedColumn, type: ColumnType) throws -> EncodedColumn {
        try column.codes.withUnsafeBufferPointer { codes in
            let nulls = try Self.countNulls(codes, valueCount: column.values.count)
            if case .map(let maps) = column.values {
                guard type == .map else { throw Self.mismatch(type) }
                let leaves = try encode(maps, codes)
                return EncodedColumn(
                    type: type, leaves: leaves, rows: codes.count, statistics: ColumnStatistics(nullCount: nulls))
            }
            let leaf = levels.flat(codes, nullCount: nulls)
            let (chunk, statistics) = try encode(leaf, column.values, type)
            return EncodedColumn(type: type, leaves: [chunk], rows: codes.count, statistics: statistics)
        }
    }

    /// One leaf that is not of a map.
    private func encode(
        _ leaf: Leaf, _ values: ValueList, _ type: ColumnType
    ) throws -> (EncodedChunk, ColumnStatistics) {
        begin()
        let distinct = try index(leaf, values, type)
        let used = distinct ?? leaf.codes
        let extremes = try Extremes(values, used, type)
        let pages = try draft(leaf, values, type, dictionary: distinct)
        let statistics = ColumnStatistics(
            nullCount: leaf.nullCount, minimum: extremes?.minimum, maximum: extremes?.maximum)
        let chunk = try finish(
            pages, type.physicalType, levelCount: leaf.levelCount,
            ChunkStatistics(nullCount: leaf.nullCount, extremes: extremes))
        return (chunk, statistics)
    }

    /// The codes of the dictionary's values in its order, with ``indexes`` filled; nil where no dictionary pays.
    private func index(_ leaf: Leaf, _ values: ValueList, _ type: ColumnType) throws -> UnsafeBufferPointer<UInt32>? {
        let codes = leaf.codes
        guard type != .boolean, !Self.isAscending(codes) else { return nil }
        let indexes = indexes.room(codes.count)
        guard dictionary.index(codes, valueCount: values.count, countMax: codes.count / 2, into: indexes) else {
            return nil
        }
        let distinct = dictionary.codes()
        return PlainValues.sizeBytes(values, distinct, type) <= Self.dictionaryBytesMax ? distinct : nil
    }

    func begin() {
        bodies.empty()
        compressed.empty()
    }

    /// Readers hold a dictionary as a whole.
    static let dictionaryBytesMax = 4 << 20

    static func mismatch(_ type: ColumnType) -> BillowError {
        BillowError(.bug, "a column of type \(type) holds values of another")
    }

    /// How many are null; throws when a code has no value.
    private static func countNulls(_ codes: UnsafeBufferPointer<UInt32>, valueCount: Int) throws -> Int {
        let last = UInt32(truncatingIfNeeded: min(valueCount, Int(Int32.max)))
        var nulls: UInt32 = 0
        // The sign bit appears where a code is above the last; every processor can do this for many codes at once.
        var signs: UInt32 = 0
        for code in codes {
            nulls &+= code == 0 ? 1 : 0
            signs |= code | (last &- code)
        }
        guard signs <= UInt32(Int32.max) else {
            throw BillowError(.bug, "a column's code is \(codes.max() ?? 0), and it has \(valueCount) values")
        }
        return Int(nulls)
    }

    /// Whether no code comes twice, told at once where codes just count up, and denied at once where they do not.
    private static func isAscending(_ codes: UnsafeBufferPointer<UInt32>) -> Bool {
        var position = 1
        while position < codes.count {
            let end = min(position + 64, codes.count)
            var isAscending = true
            for index in position..<end { isAscending = isAscending && codes[index - 1] < codes[index] }
            guard isAscending else { return false }
            position = end
        }
        return true
    }
}

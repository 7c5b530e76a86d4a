import CodedColumns

/// Maps: a leaf of keys and a leaf of values.
extension ChunkEncoder {
    func encode(_ maps: MapList, _ cells: UnsafeBufferPointer<UInt32>) throws -> [EncodedChunk] {
        let (keys, values) = levels.map(maps, cells)
        return [try encode(keys, maps.keys), try encode(values, maps.values)]
    }

    private func encode(_ leaf: Leaf, _ texts: TextList) throws -> EncodedChunk {
        begin()
        let pages = try draft(leaf, .text(texts), .text, dictionary: index(leaf, texts))
        return try finish(
            pages, .byteArray, levelCount: leaf.levelCount, ChunkStatistics(nullCount: leaf.nullCount, extremes: nil))
    }

    /// The codes of the dictionary's texts in its order, with ``indexes`` filled; nil where no dictionary pays.
    private func index(_ leaf: Leaf, _ list: TextList) -> UnsafeBufferPointer<UInt32>? {
        let codes = leaf.codes
        let indexes = indexes.room(codes.count)
        guard dictionary.index(codes, valueCount: list.count, countMax: codes.count, into: indexes) else { return nil }
        let distinct = TextView.with(list) { texts.unify(dictionary.codes(), $0, indexes) }
        let pays = distinct.count <= codes.count / 2 && !codes.isEmpty
        let fits = PlainValues.sizeBytes(.text(list), distinct, .text) <= Self.dictionaryBytesMax
        return pays && fits ? distinct : nil
    }
}

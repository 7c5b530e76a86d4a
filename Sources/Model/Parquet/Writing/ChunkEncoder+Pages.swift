import BillingModel
import CodedColumns

/// From a leaf to pages.
extension ChunkEncoder {
    /// A page is closed by the value that takes it over this. One value is never divided.
    private static let pageBytesMax = 1 << 20
    /// Below this, compression cannot win what a frame and its checksum cost.
    private static let compressedFrom = 128
    private static let sampleBytes = 1 << 14
    /// Of the usual size, for twice the speed.
    private static let aboutAsSmallPercent = 101

    /// Bodies of all pages of a leaf. `dictionary` holds the codes of its values, and ``indexes`` what refers to them.
    func draft(
        _ leaf: Leaf, _ values: ValueList, _ type: ColumnType, dictionary: UnsafeBufferPointer<UInt32>?
    ) throws -> [PageDraft] {
        guard let dictionary else {
            return try ranges(leaf, values, bits: type.plainBits).map { range in
                try page(.data, .plain, range.levels.count) {
                    append(leaf, range.levels)
                    let codes = UnsafeBufferPointer(rebasing: leaf.codes[range.values])
                    try PlainValues.append(values, codes, type, to: &bodies)
                }
            }
        }
        let entries = try page(.dictionary, .plain, dictionary.count) {
            try PlainValues.append(values, dictionary, type, to: &bodies)
        }
        let bits = max(1, Int.bitWidth - (dictionary.count - 1).leadingZeroBitCount)
        let indexes = UnsafeBufferPointer(indexes.room(leaf.codes.count))
        let pages = try ranges(leaf, values, bits: bits).map { range in
            try page(.data, .runLengthDictionary, range.levels.count) {
                append(leaf, range.levels)
                bodies.append(UInt8(truncatingIfNeeded: bits))
                bodies.append(hybrid: UnsafeBufferPointer(rebasing: indexes[range.values]), bits: bits)
            }
        }
        return [entries] + pages
    }

    /// The pages as they go to a file: all compressed, or none where that would not pay.
    func finish(
        _ drafts: [PageDraft], _ type: PhysicalType, levelCount: Int, _ statistics: ChunkStatistics
    ) throws -> EncodedChunk {
        var pages = drafts
        var isCompressed = bodies.count >= Self.compressedFrom
        if isCompressed {
            for index in pages.indices {
                let effort = try effort(pages[index], type)
                let start = compressed.count
                try compressor.compress(bodies[pages[index].body], effort, to: &compressed)
                pages[index].compressed = start..<compressed.count
            }
            isCompressed = compressed.count < bodies.count
        }
        let headers = pages.map {
            $0.header(compressedBytes: (isCompressed ? $0.compressed : $0.body).count).thriftBytes
        }
        let headerBytes = headers.reduce(0) { $0 + $1.count }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(headerBytes + (isCompressed ? compressed.count : bodies.count))
        for (page, header) in zip(pages, headers) {
            bytes += header
            bytes += isCompressed ? compressed[page.compressed] : bodies[page.body]
        }
        let hasDictionary = pages.first?.type == .dictionary
        let metadata = ColumnMetadata(
            type: type, encodings: hasDictionary ? [.plain, .runLength, .runLengthDictionary] : [.plain, .runLength],
            path: [], codec: isCompressed ? .zstd : .uncompressed, valueCount: levelCount,
            uncompressedBytes: headerBytes + bodies.count, compressedBytes: bytes.count,
            dataPageOffset: hasDictionary
                ? headers[0].count + (isCompressed ? pages[0].compressed : pages[0].body).count : 0,
            dictionaryPageOffset: hasDictionary ? 0 : nil, statistics: statistics)
        return EncodedChunk(bytes: bytes, metadata: metadata)
    }

    /// Least where a page of decimals is such that trying harder gains nothing, as its beginning tells.
    private func effort(_ page: PageDraft, _ type: PhysicalType) throws -> PageCompressor.Effort {
        guard type == .fixedLengthByteArray, page.type == .data, page.encoding == .plain else { return .usual }
        let sample = bodies[page.body.prefix(Self.sampleBytes)]
        let (least, usual) = (try size(of: sample, .least), try size(of: sample, .usual))
        return least * 100 <= usual * Self.aboutAsSmallPercent ? .least : .usual
    }

    private func size(of sample: UnsafeRawBufferPointer, _ effort: PageCompressor.Effort) throws -> Int {
        let start = compressed.count
        defer { compressed.cut(to: start) }
        try compressor.compress(sample, effort, to: &compressed)
        return compressed.count - start
    }

    private func page(
        _ type: PageType, _ encoding: PageEncoding, _ valueCount: Int, fill: () throws -> Void
    ) throws -> PageDraft {
        let start = bodies.count
        try fill()
        guard bodies.count - start <= Int(Int32.max) else {
            throw BillowError(.badData, "a cell is too large for Parquet: its page has \(bodies.count - start) bytes")
        }
        return PageDraft(type: type, encoding: encoding, valueCount: valueCount, body: start..<bodies.count)
    }

    private func append(_ leaf: Leaf, _ range: Range<Int>) {
        if let repetitions = leaf.repetitions {
            sized { bodies.append(hybrid: UnsafeBufferPointer(rebasing: repetitions[range]), bits: 1) }
        }
        let bits = leaf.definitionMax == 1 ? 1 : 2
        sized {
            if let definitions = leaf.definitions {
                bodies.append(hybrid: UnsafeBufferPointer(rebasing: definitions[range]), bits: bits)
            } else {
                bodies.append(run: leaf.definitionMax, count: range.count, bits: bits)
            }
        }
    }

    /// Levels have their size before them.
    private func sized(_ fill: () -> Void) {
        let start = bodies.count
        bodies.append(0 as UInt32)
        fill()
        bodies.overwrite(at: start, with: UInt32(truncatingIfNeeded: bodies.count - start - 4))
    }

    /// Where pages begin: only where a row does. `bits` is a value's size, nil for texts.
    private func ranges(_ leaf: Leaf, _ values: ValueList, bits: Int?) -> [PageRange] {
        if let bits {
            guard leaf.codes.count * bits > Self.pageBytesMax * 8 else { return [leaf.all] }
            return ranges(leaf) { _ in bits }
        }
        guard case .text(let list) = values else { return [leaf.all] }
        return TextView.with(list) { texts in
            let total = leaf.codes.reduce(0) { $0 &+ 4 &+ texts.sizeBytes($1) }
            guard total > Self.pageBytesMax else { return [leaf.all] }
            return ranges(leaf) { code in (4 + texts.sizeBytes(code)) * 8 }
        }
    }

    private func ranges(_ leaf: Leaf, bits: (UInt32) -> Int) -> [PageRange] {
        var ranges: [PageRange] = []
        var (firstLevel, firstValue, value, pageBits) = (0, 0, 0, 0)
        for level in 0..<leaf.levelCount {
            let startsRow = leaf.repetitions.map { $0[level] == 0 } ?? true
            if pageBits > Self.pageBytesMax * 8, startsRow {
                ranges.append(PageRange(levels: firstLevel..<level, values: firstValue..<value))
                (firstLevel, firstValue, pageBits) = (level, value, 0)
            }
            if leaf.definitions.map({ $0[level] == leaf.definitionMax }) ?? true {
                pageBits += bits(leaf.codes[value])
                value += 1
            }
        }
        ranges.append(PageRange(levels: firstLevel..<leaf.levelCount, values: firstValue..<value))
        return ranges
    }
}

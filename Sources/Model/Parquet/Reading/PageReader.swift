import BillingModel

/// The pages of one chunk, one after the other.
struct PageReader {
    let bytes: [UInt8]
    let leaf: StoredLeaf
    let codec: CompressionCodec
    private var position = 0

    init(_ bytes: [UInt8], leaf: StoredLeaf, codec: CompressionCodec) throws {
        guard codec == .zstd || codec == .uncompressed else {
            throw UnsupportedParquet("compression \(codec.rawValue)")
        }
        self.bytes = bytes
        self.leaf = leaf
        self.codec = codec
    }

    var isAtEnd: Bool { position == bytes.count }

    mutating func next(_ decompressor: Decompressor, _ body: (Page) throws -> Void) throws {
        var reader = ThriftReader(bytes, at: position)
        let header: PageHeader = try reader.structure()
        let (start, size) = (reader.position, header.compressedBytes)
        guard size >= 0, header.uncompressedBytes >= 0, size <= bytes.count - start else {
            throw BillowError.damagedParquet("a page's size")
        }
        position = start + size
        try bytes.withUnsafeBytes { bytes in
            let stored = UnsafeRawBufferPointer(rebasing: bytes[start..<(start + size)])
            try body(try page(header, stored, decompressor))
        }
    }

    private func page(
        _ header: PageHeader, _ stored: UnsafeRawBufferPointer, _ decompressor: Decompressor
    ) throws -> Page {
        switch header.type {
        case .data:
            guard let data = header.data else { throw BillowError.damagedParquet("a page without its header") }
            let bytes = try inflate(stored, size: header.uncompressedBytes, decompressor)
            return try page(data, ByteCursor(bytes))
        case .dataV2:
            guard let data = header.dataV2 else { throw BillowError.damagedParquet("a page without its header") }
            return try page(data, ByteCursor(stored), size: header.uncompressedBytes, decompressor)
        case .dictionary:
            guard let dictionary = header.dictionary else {
                throw BillowError.damagedParquet("a page without its header")
            }
            let bytes = try inflate(stored, size: header.uncompressedBytes, decompressor)
            return Page(
                content: .dictionary, count: try count(dictionary.valueCount), encoding: dictionary.encoding,
                values: bytes)
        default:
            throw UnsupportedParquet("pages of type \(header.type.rawValue)")
        }
    }

    private func page(_ header: DataPageHeader, _ cursor: ByteCursor) throws -> Page {
        var cursor = cursor
        let repetition = try levels(max: leaf.repetitionMax, header.repetitionEncoding, &cursor)
        let definition = try levels(max: leaf.definitionMax, header.definitionEncoding, &cursor)
        return Page(
            content: .data(repetition: repetition, definition: definition), count: try count(header.valueCount),
            encoding: header.encoding, values: try cursor.take(cursor.remaining))
    }

    private func levels(
        max: Int, _ encoding: PageEncoding, _ cursor: inout ByteCursor
    ) throws -> UnsafeRawBufferPointer {
        guard max > 0 else { return try cursor.take(0) }
        guard encoding == .runLength else { throw UnsupportedParquet("levels in encoding \(encoding.rawValue)") }
        return try cursor.take(try cursor.length())
    }

    private func page(
        _ header: DataPageHeaderV2, _ cursor: ByteCursor, size: Int, _ decompressor: Decompressor
    ) throws -> Page {
        var cursor = cursor
        let repetition = try cursor.take(header.repetitionBytes)
        let definition = try cursor.take(header.definitionBytes)
        let rest = try cursor.take(cursor.remaining)
        let restSize = size - repetition.count - definition.count
        guard restSize >= 0 else { throw BillowError.damagedParquet("a page's size") }
        let isPlain = header.isCompressed == false || rest.isEmpty && restSize == 0
        return Page(
            content: .data(repetition: repetition, definition: definition), count: try count(header.valueCount),
            encoding: header.encoding, values: isPlain ? rest : try inflate(rest, size: restSize, decompressor))
    }

    private func count(_ count: Int) throws -> Int {
        guard count >= 0 else { throw BillowError.damagedParquet("a page of \(count) values") }
        return count
    }

    private func inflate(
        _ stored: UnsafeRawBufferPointer, size: Int, _ decompressor: Decompressor
    ) throws -> UnsafeRawBufferPointer {
        guard codec == .zstd else {
            guard stored.count == size else { throw BillowError.damagedParquet("a page's size") }
            return stored
        }
        return try decompressor.inflate(stored, size: size)
    }
}

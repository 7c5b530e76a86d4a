import BillingModel
import CodedColumns

/// Puts the pages of one chunk together. Dictionary pages become the first values; what pages without a dictionary hold
/// is appended, so that one list serves all pages.
struct ChunkDecoder {
    /// No chunk may have more entries: a page of few bytes can hold any number of them.
    static let entriesMax = 1 << 25

    private let leaf: StoredLeaf
    private let entries: Int
    /// What all texts may take, as the footer says.
    private let sizeBytes: Int
    private var cells: LeafCells
    private var dictionaryCount: UInt32?

    /// So much memory is taken at once, whatever a footer says.
    private static let sizeBytesMax = 1 << 25

    init(_ leaf: StoredLeaf, entries: Int, sizeBytes: Int) throws {
        guard entries <= Self.entriesMax else { throw UnsupportedParquet("\(entries) values in a row group") }
        self.leaf = leaf
        self.entries = entries
        self.sizeBytes = min(max(sizeBytes, 0), Self.sizeBytesMax)
        // Bits are codes of two values already.
        cells = LeafCells(values: leaf.type.storage == .boolean ? .boolean([false, true]) : ValueList(leaf.type.type))
    }

    var isComplete: Bool { cells.codes.count == entries }

    consuming func finish() -> LeafCells { cells }

    mutating func add(_ page: Page) throws {
        switch page.content {
        case .dictionary: try addDictionary(page)
        case .data(let repetition, let definition): try addData(page, repetition, definition)
        }
    }

    private mutating func addDictionary(_ page: Page) throws {
        guard dictionaryCount == nil, cells.codes.isEmpty, leaf.type.storage != .boolean else {
            throw BillowError.damagedParquet("a dictionary that does not come first")
        }
        guard page.encoding == .plain || page.encoding == .plainDictionary else {
            throw UnsupportedParquet("dictionaries in encoding \(page.encoding.rawValue)")
        }
        var cursor = ByteCursor(page.values)
        cells.values = try leaf.type.plain(&cursor, count: page.count)
        dictionaryCount = UInt32(page.count)
    }

    private mutating func addData(
        _ page: Page, _ repetition: UnsafeRawBufferPointer, _ definition: UnsafeRawBufferPointer
    ) throws {
        guard page.count <= entries - cells.codes.count else {
            throw BillowError.damagedParquet("more values than the footer says")
        }
        if leaf.repetitionMax > 0 {
            cells.repetition += try levels(repetition, max: leaf.repetitionMax, count: page.count)
        }
        var codes: [UInt32]
        switch uniformLevel(definition, count: page.count) {
        case leaf.definitionMax:
            codes = try self.codes(page, count: page.count)
            if leaf.repetitionMax > 0 {
                cells.definition += repeatElement(UInt32(leaf.definitionMax), count: page.count)
            }
        default:
            let levels = try levels(definition, max: leaf.definitionMax, count: page.count)
            codes = try spread(page, levels)
            if leaf.repetitionMax > 0 { cells.definition += levels }
        }
        if cells.codes.isEmpty { cells.codes = codes } else { cells.codes += codes }
    }

    /// The definition level of all entries, where that is known without looking at each.
    private func uniformLevel(_ levels: UnsafeRawBufferPointer, count: Int) -> Int? {
        guard leaf.definitionMax > 0 else { return 0 }
        return ByteCursor(levels).uniformLevel(count: count).map(Int.init)
    }

    private func levels(_ bytes: UnsafeRawBufferPointer, max: Int, count: Int) throws -> [UInt32] {
        var cursor = ByteCursor(bytes)
        return try [UInt32](unsafeUninitializedCapacity: count) { target, used in
            let output = UnsafeMutableBufferPointer(rebasing: target[..<count])
            try cursor.hybrid(
                bitWidth: Int.bitWidth - max.leadingZeroBitCount, below: UInt32(max) + 1, adding: 0, into: output)
            used = count
        }
    }

    /// Codes for all entries of a page, of which only those with the highest level have a value.
    private mutating func spread(_ page: Page, _ levels: [UInt32]) throws -> [UInt32] {
        let present = UInt32(leaf.definitionMax)
        let count = levels.reduce(into: 0) { $0 += $1 == present ? 1 : 0 }
        // One more, so that nulls behind the last value have something to look at.
        let dense = try codes(page, count: count) + [0]
        return [UInt32](unsafeUninitializedCapacity: levels.count) { target, used in
            var next = 0
            for index in 0..<levels.count {
                let isPresent = levels[index] == present
                target.initializeElement(at: index, to: isPresent ? dense[next] : 0)
                next += isPresent ? 1 : 0
            }
            used = levels.count
        }
    }

    /// Codes of a page's values, which are `count`.
    private mutating func codes(_ page: Page, count: Int) throws -> [UInt32] {
        guard count > 0 else { return [] }
        var cursor = ByteCursor(page.values)
        switch (page.encoding, leaf.type.storage) {
        case (.runLengthDictionary, _), (.plainDictionary, _):
            guard let dictionaryCount else { throw BillowError.damagedParquet("codes without a dictionary") }
            let bitWidth = Int(try cursor.byte())
            return try codes(&cursor, bitWidth: bitWidth, below: dictionaryCount, count: count)
        case (.plain, .boolean):
            // The same bits as one packed run.
            return try (try cursor.take((count + 7) / 8)).packedBits(count: count)
        case (.runLength, .boolean):
            var values = ByteCursor(try cursor.take(try cursor.length()))
            return try codes(&values, bitWidth: 1, below: 2, count: count)
        default:
            return try append(try values(page.encoding, &cursor, count: count))
        }
    }

    private func codes(
        _ cursor: inout ByteCursor, bitWidth: Int, below limit: UInt32, count: Int
    ) throws -> [UInt32] {
        try [UInt32](unsafeUninitializedCapacity: count) { target, used in
            let output = UnsafeMutableBufferPointer(rebasing: target[..<count])
            try cursor.hybrid(bitWidth: bitWidth, below: limit, adding: 1, into: output)
            used = count
        }
    }

    private func values(_ encoding: PageEncoding, _ cursor: inout ByteCursor, count: Int) throws -> ValueList {
        switch (encoding, leaf.type.storage) {
        case (.plain, _): return try leaf.type.plain(&cursor, count: count)
        case (.deltaBinaryPacked, .int64): return try leaf.type.integers(try cursor.deltas(count: count))
        case (.deltaBinaryPacked, .int32):
            let values = try cursor.deltas(count: count)
            return try leaf.type.integers(values.map { Int64(Int32(truncatingIfNeeded: $0)) })
        case (.deltaLengthByteArray, .text): return .text(try cursor.textsBehindLengths(count: count))
        default: throw UnsupportedParquet("values in encoding \(encoding.rawValue)")
        }
    }

    private mutating func append(_ values: ValueList) throws -> [UInt32] {
        let first = UInt32(cells.values.count) + 1
        // Texts of several pages would otherwise move as often as their list grows.
        if first == 1, values.count < entries, case .text(let page) = values {
            var texts = TextList()
            texts.reserve(count: entries, bytes: sizeBytes)
            texts.append(contentsOf: page)
            cells.values = .text(texts)
        } else {
            cells.values.append(contentsOf: values)
        }
        return Array(first..<(first + UInt32(values.count)))
    }
}

extension UnsafeRawBufferPointer {
    /// Each bit's code: 1 for false, 2 for true.
    fileprivate func packedBits(count: Int) throws -> [UInt32] {
        [UInt32](unsafeUninitializedCapacity: count) { target, used in
            for index in 0..<count {
                target.initializeElement(at: index, to: 1 + UInt32(self[index >> 3] >> UInt8(index & 7) & 1))
            }
            used = count
        }
    }
}

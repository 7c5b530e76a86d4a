import BillingModel
import CodedColumns

/// Puts maps together from their keys and values; equal maps become one value.
struct MapAssembly {
    /// Few bytes can name a long text very often: maps may not grow beyond this.
    static let textBytesMax = 1 << 28

    private let column: StoredColumn
    private let keys: LeafCells
    private let values: LeafCells

    init(_ column: StoredColumn, keys: LeafCells, values: LeafCells) throws {
        guard keys.repetition == values.repetition, keys.repetition.first ?? 0 == 0 else {
            throw BillowError.damagedParquet("a map's keys do not go with its values")
        }
        self.column = column
        self.keys = keys
        self.values = values
    }

    func cells(rows: Int) throws -> CodedColumn {
        var keyTexts = ValueDictionary(.text)
        let keyCodes = keyTexts.merge(CodedColumn(codes: keys.codes, values: keys.values))
        var valueTexts = ValueDictionary(.text)
        let valueCodes = valueTexts.merge(CodedColumn(codes: values.codes, values: values.values))
        let (nulls, pairs) = try sequences(keyCodes, valueCodes)
        guard nulls.count == rows else { throw BillowError.damagedParquet("a map column's rows") }
        var distinct = ValueDictionary(.text)
        let codes = distinct.merge(.text(pairs))
        guard case .text(let sequences) = distinct.values, case .text(let keys) = keyTexts.values,
            case .text(let values) = valueTexts.values
        else { throw BillowError(.bug, "texts that are none") }
        return CodedColumn(
            codes: zip(nulls, codes).map { $0 ? 0 : $1 }, values: .map(try maps(sequences, keys, values)))
    }

    /// For each row whether it is null, and its pairs: codes of key and value as the bytes of a text, since texts can
    /// be interned.
    private func sequences(_ keyCodes: [UInt32], _ valueCodes: [UInt32]) throws -> (nulls: [Bool], pairs: TextList) {
        let mapLevel: UInt32 = column.isOptional ? 1 : 0
        var nulls: [Bool] = []
        var pairs: [UInt32] = []
        var ends: [Int] = []
        for index in keyCodes.indices {
            let isPair = keys.definition[index] > mapLevel
            guard isPair == (keyCodes[index] != 0), isPair == (values.definition[index] > mapLevel),
                isPair || keys.definition[index] == values.definition[index],
                isPair || keys.repetition[index] == 0
            else { throw BillowError.damagedParquet("a map's keys do not go with its values") }
            if keys.repetition[index] == 0 {
                if index > 0 { ends.append(pairs.count * 4) }
                nulls.append(keys.definition[index] < mapLevel)
            }
            guard isPair else { continue }
            pairs.append(keyCodes[index])
            pairs.append(valueCodes[index])
        }
        if !nulls.isEmpty { ends.append(pairs.count * 4) }
        return (nulls, TextList(bytes: pairs.withUnsafeBytes(Array.init), ends: ends))
    }

    private func maps(_ sequences: TextList, _ keys: TextList, _ values: TextList) throws -> MapList {
        var maps = MapList()
        var textBytes = 0
        try sequences.bytes.withUnsafeBytes { bytes in
            for index in 0..<sequences.count {
                let range = sequences.range(index)
                for start in stride(from: range.lowerBound, to: range.upperBound, by: 8) {
                    let key = Int(bytes.loadUnaligned(fromByteOffset: start, as: UInt32.self)) - 1
                    let value = Int(bytes.loadUnaligned(fromByteOffset: start + 4, as: UInt32.self)) - 1
                    textBytes += keys.range(key).count + (value < 0 ? 0 : values.range(value).count)
                    guard textBytes <= Self.textBytesMax else {
                        throw UnsupportedParquet("maps of \(textBytes) bytes in a row group")
                    }
                    maps.appendPair(keys, at: key, value < 0 ? nil : values, at: value)
                }
                maps.endMap()
            }
        }
        return maps
    }
}

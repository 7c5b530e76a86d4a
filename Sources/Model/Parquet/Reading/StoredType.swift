import BillingModel
import CodedColumns

/// What a leaf holds, and how it becomes values of the lake.
struct StoredType: Hashable {
    enum Storage: Hashable {
        case boolean
        case int32
        case int64
        case text
        /// Of so many bytes, 1 to 16.
        case fixed(Int)
    }

    let storage: Storage
    let type: ColumnType
    /// Of stored decimals.
    let scale: DecimalScale
    /// Micros in what a stored timestamp counts; 1 for all else.
    let factor: Int64

    init(_ storage: Storage, _ type: ColumnType, scale: Int = ExactDecimal.scale, factor: Int64 = 1) {
        self.storage = storage
        self.type = type
        self.scale = DecimalScale(scale)
        self.factor = factor
    }

    func integers(_ stored: [Int64]) throws -> ValueList {
        if type == .decimal { return .decimal(try stored.map { try scale.units(Int128($0)) }) }
        guard factor != 1 else { return .integer(stored) }
        return .integer(
            try stored.map {
                let (micros, overflow) = $0.multipliedReportingOverflow(by: factor)
                guard !overflow else { throw UnsupportedParquet("a timestamp beyond 64 bits of microseconds") }
                return micros
            })
    }

    /// Values in PLAIN.
    func plain(_ cursor: inout ByteCursor, count: Int) throws -> ValueList {
        switch storage {
        case .boolean:
            let bytes = try cursor.take((count + 7) / 8)
            return .boolean((0..<count).map { bytes[$0 >> 3] >> UInt8($0 & 7) & 1 == 1 })
        case .int32: return try integers(try cursor.plainInt32s(count: count))
        case .int64: return try integers(try cursor.plainInt64s(count: count))
        case .text: return .text(try cursor.plainTexts(count: count))
        case .fixed(let size):
            return .decimal(try cursor.plainInt128s(count: count, size: size).map(scale.units))
        }
    }
}

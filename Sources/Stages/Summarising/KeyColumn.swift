import BillingModel
import CodedColumns

/// A column of the key over all rows of a pass, in the codes of one dictionary.
struct KeyColumn: Sendable {
    var dictionary: ValueDictionary
    private(set) var rows = 0
    /// One for each row; none while all rows have the same, which ``onlyCode`` is then.
    private(set) var codes: [UInt32] = []
    private(set) var onlyCode: UInt32 = 0
    private let rowsExpected: Int

    init(_ type: ColumnType, rowsExpected: Int) {
        dictionary = ValueDictionary(type)
        self.rowsExpected = rowsExpected
    }

    var isConstant: Bool { codes.isEmpty }

    /// How many bits any of the codes needs.
    var bits: Int { Int.bitWidth - dictionary.count.leadingZeroBitCount }

    /// Appends rows in codes of the dictionary.
    mutating func append(_ more: [UInt32]) {
        guard let first = more.first else { return }
        if rows == 0 { onlyCode = first }
        if isConstant, !more.allSatisfy({ $0 == onlyCode }) {
            codes.reserveCapacity(rowsExpected)
            codes.append(contentsOf: repeatElement(onlyCode, count: rows))
            codes += more
        } else if !isConstant {
            codes += more
        }
        rows += more.count
    }

    /// The cells of some rows.
    func column(of rows: ArraySlice<UInt32>) -> CodedColumn {
        let codes =
            isConstant ? [UInt32](repeating: onlyCode, count: rows.count) : rows.map { self.codes[Int($0)] }
        return CodedColumn(codes: codes, values: dictionary.values)
    }
}

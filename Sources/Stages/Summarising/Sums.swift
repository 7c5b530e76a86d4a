import BillingModel
import CodedColumns

/// Exact sums of a decimal column, one for each group.
struct Sums: Sendable {
    private var units: [Int128]
    /// Whether any cell of the group is known: the sum of unknown cells is unknown.
    private var isKnown: [Bool]
    private let name: String

    init(_ name: String, groups: Int) {
        self.name = name
        units = [Int128](repeating: 0, count: groups)
        isKnown = [Bool](repeating: false, count: groups)
    }

    /// Adds each row's cell to its group.
    mutating func add(_ cells: CodedColumn, to groups: ArraySlice<UInt32>) throws {
        let values = try cells.values.decimals()
        var overflows = false
        for (code, group) in zip(cells.codes, groups) where code != 0 {
            let (sum, overflow) = units[Int(group)].addingReportingOverflow(values[Int(code) - 1])
            units[Int(group)] = sum
            isKnown[Int(group)] = true
            overflows = overflows || overflow
        }
        if overflows { throw tooLarge }
    }

    /// Throws when a sum needs more than 38 digits.
    func column(of groups: Range<Int>) throws -> CodedColumn {
        let extremes = [units[groups].min(), units[groups].max()].compactMap { $0 }
        guard extremes.allSatisfy({ ExactDecimal(units: $0) != nil }) else { throw tooLarge }
        return CodedColumn(units[groups], isKnown[groups])
    }

    /// A share of each sum; unknown where that is, and where there is no markup.
    func column(of groups: Range<Int>, _ markup: Markup?) throws -> CodedColumn {
        guard let markup else {
            return CodedColumn(codes: [UInt32](repeating: 0, count: groups.count), values: .decimal([]))
        }
        let shares = try units[groups].map { units in
            guard let share = ExactDecimal(units: units).flatMap(markup.of) else { throw tooLarge }
            return share.units
        }
        return CodedColumn(shares[...], isKnown[groups])
    }

    private var tooLarge: BillowError {
        BillowError(
            .badData, "a daily sum needs more than 38 digits: \(name)", hint: "look for a wrong amount in the month")
    }
}

extension CodedColumn {
    /// Of cells that may not be known.
    fileprivate init(_ units: ArraySlice<Int128>, _ isKnown: ArraySlice<Bool>) {
        guard isKnown.contains(false) else {
            self.init(codes: (0..<UInt32(units.count)).map { $0 + 1 }, values: .decimal(Array(units)))
            return
        }
        var values: [Int128] = []
        let codes = zip(units, isKnown).map { units, isKnown -> UInt32 in
            if isKnown { values.append(units) }
            return isKnown ? UInt32(values.count) : 0
        }
        self.init(codes: codes, values: .decimal(values))
    }
}

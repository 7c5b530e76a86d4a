import BillingModel
import CodedColumns

extension KeyColumn {
    /// A column of ``DailySummary/keys`` for the rows of a pass.
    init(_ column: Column, of parts: [FocusPart], in files: FocusFiles) throws {
        self.init(column.type, rowsExpected: parts.reduce(0) { $0 + $1.count })
        for part in parts {
            switch column.name {
            case "UsageDate": try appendDays(try files.read("ChargePeriodStart", part))
            case "ServiceProviderName":
                appendKnown(try files.read("ServiceProviderName", part), or: try files.read("ProviderName", part))
            case "x_unit": try appendUnits(try files.read("ConsumedUnit", part))
            default:
                let cells = try files.read(column.name, part)
                append(cells, meanings: dictionary.merge(cells.values))
            }
        }
    }

    /// What each value of the cells' list means here.
    private mutating func append(_ cells: CodedColumn, meanings: [UInt32]) {
        let meanings = [0] + meanings
        append(cells.codes.map { meanings[Int($0)] })
    }

    private mutating func appendDays(_ starts: CodedColumn) throws {
        let days = try starts.values.integers().map(UsageDay.init(microseconds:))
        let codes = dictionary.merge(.integer(days.map(\.number)))
        append(starts, meanings: zip(days, codes).map { $0.isKnown ? $1 : 0 })
    }

    private mutating func appendUnits(_ units: CodedColumn) throws {
        var comparable = TextList()
        let texts = try units.values.texts()
        for index in 0..<texts.count {
            comparable.append(UnitRule.comparable(texts.bytes[texts.range(index)]).unit)
        }
        append(units, meanings: dictionary.merge(.text(comparable)))
    }

    /// The first of two columns, the second where it is null.
    private mutating func appendKnown(_ first: CodedColumn, or second: CodedColumn) {
        let firsts = [0] + dictionary.merge(first.values)
        let seconds = [0] + dictionary.merge(second.values)
        append(zip(first.codes, second.codes).map { $0 == 0 ? seconds[Int($1)] : firsts[Int($0)] })
    }
}

import BillingModel
import CodedColumns
import JSONLines

extension CellReader {
    /// Appends what the reading makes of the cell. `text` has at least one byte and its doubled quotes still stand.
    static func read(
        _ text: UnsafeBufferPointer<UInt8>, as type: ColumnType, by reading: CellReading, dates: DateOrder,
        to values: inout ValueList
    ) -> Outcome {
        if reading == .typed { return read(text, as: type, dates: dates, to: &values) }
        let quote = UInt8(ascii: "\"")
        guard text.contains(quote) else { return derive(text, reading, &values) }
        var plain: [UInt8] = []
        plain.reserveCapacity(text.count)
        var at = 0
        while at < text.count {
            plain.append(text[at])
            at += text[at] == quote ? 2 : 1
        }
        return plain.withUnsafeBufferPointer { derive($0, reading, &values) }
    }

    private static func derive(
        _ text: UnsafeBufferPointer<UInt8>, _ reading: CellReading, _ values: inout ValueList
    ) -> Outcome {
        switch reading {
        case .typed:
            return .null
        case .month(let member):
            guard let day = MonthText.firstDay(text, member: member) else {
                return .refused(reason: "is no month (yyyymm)")
            }
            values.append(Int64(day))
            return .read
        case .sum(let member):
            do {
                switch try AmountSum.read(text, member: member) {
                case .none: return .null
                case .sum(let sum): values.append(sum.units)
                case .rounded(let sum):
                    values.append(sum.units)
                    return .rounded
                }
                return .read
            } catch {
                return .refused(reason: "is no list of records with amounts: \((error as? JSONFailure)?.what ?? "")")
            }
        }
    }
}

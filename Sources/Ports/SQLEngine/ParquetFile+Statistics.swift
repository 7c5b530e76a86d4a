import BillingModel
import CodedColumns
import Columnar

extension ParquetFile.ColumnStatistics {
    /// Of a column that was not written by an engine: bounds of one value each, spelled as an engine spells them.
    /// They must be exact; a list without a value is no bound.
    package init(_ type: ColumnType, minimum: ValueList?, maximum: ValueList?, nullCount: Int?) {
        self.init(
            minimum: minimum.flatMap { Self.text($0, type) }, maximum: maximum.flatMap { Self.text($0, type) },
            nullCount: nullCount)
    }

    private static func text(_ bound: ValueList, _ type: ColumnType) -> String? {
        guard bound.count == 1 else { return nil }
        return switch (bound, type) {
        case (.text(let texts), _): texts[0]
        case (.decimal(let units), _): Value.decimal(units: units[0], scale: ExactDecimal.scale).description
        case (.boolean(let flags), _): flags[0] ? "1" : "0"
        case (.integer(let days), .date): Int32(exactly: days[0]).map { Value.date($0).description }
        case (.integer(let micros), .timestamp): Value.timestamp(micros: micros[0], isUTC: true).description
        case (.integer(let numbers), _): Value.integer(numbers[0]).description
        case (.map, _): nil
        }
    }
}

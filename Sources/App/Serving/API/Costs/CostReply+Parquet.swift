import BillingModel
import CodedColumns
import Parquet
import Reporting

extension CostReply {
    private typealias Cells = (column: Column, cells: CodedColumn)

    /// All rows, no totals, as a Parquet file. Amounts are DECIMAL(38,18) and days dates; what has no value or is not
    /// known is null, `others` says which rows are the rest of their currency.
    func parquet() throws -> [UInt8] {
        let table = Self.distinct(columns)
        let encoder = try ChunkEncoder()
        var writer = ParquetWriter(columns: table.map(\.column))
        var bytes: [UInt8] = []
        let encoded = try table.map { try encoder.encode($0.cells, type: $0.column.type) }
        try writer.append(encoded, rows: lines.count) { bytes.append(contentsOf: $0) }
        try writer.finish { bytes.append(contentsOf: $0) }
        return bytes
    }

    private var columns: [Cells] {
        let buckets = lines.map(\.row.bucket)
        let dates: [Cells] =
            switch ask.resolution {
            case .total: []
            case .monthly: [Self.texts("date", buckets)]
            case .daily: [Self.days("date", buckets.map { $0.flatMap { ReportDay($0) } })]
            }
        let groups = ask.report.dimensions.enumerated().map { at, dimension in
            Self.texts(dimension.name, lines.map { $0.row.values[at] })
        }
        let changes: [Cells] =
            before == nil || ask.resolution != .total
            ? []
            : [
                Self.amounts("previous", lines.map { $0.change?.previous }),
                Self.amounts("delta", lines.map { $0.change?.difference }),
            ]
        return dates + groups
            + [
                Self.texts("currency", lines.map(\.row.currency)),
                Self.amounts(ask.report.measureName, lines.map(\.row.amount)),
                (
                    Column("others", .boolean),
                    CodedColumn(codes: lines.map { $0.row.isRest ? 2 : 1 }, values: .boolean([false, true]))
                ),
            ] + changes
    }

    /// Readers find columns by their names: of two that are the same, or differ by case alone, the later is numbered.
    private static func distinct(_ table: [Cells]) -> [Cells] {
        var taken: Set<String> = []
        return table.map { column, cells in
            var (name, number) = (column.name, 2)
            while !taken.insert(name.lowercased()).inserted {
                (name, number) = ("\(column.name)_\(number)", number + 1)
            }
            return (Column(name, column.type), cells)
        }
    }

    private static func texts(_ name: String, _ values: [String?]) -> Cells {
        (Column(name, .text), CodedColumn(codes: codes(values), values: .text(TextList(values.compactMap { $0 }))))
    }

    private static func amounts(_ name: String, _ values: [ExactDecimal?]) -> Cells {
        (
            Column(name, .decimal),
            CodedColumn(codes: codes(values), values: .decimal(values.compactMap { $0?.units }))
        )
    }

    private static func days(_ name: String, _ values: [ReportDay?]) -> Cells {
        let days = values.compactMap { $0.map { Int64($0.daysSince1970) } }
        return (Column(name, .date), CodedColumn(codes: codes(values), values: .integer(days)))
    }

    /// Each value is the next one of its list, null is none.
    private static func codes<Value>(_ values: [Value?]) -> [UInt32] {
        var count: UInt32 = 0
        return values.map { value in
            guard value != nil else { return 0 }
            count += 1
            return count
        }
    }
}

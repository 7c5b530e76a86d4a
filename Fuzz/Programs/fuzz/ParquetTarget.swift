import BillingModel
import CodedColumns
import Parquet

/// Random columns written and read back; files that were damaged, or that are none, must be refused or read without a trap,
/// in bounded memory.
struct ParquetTarget: FuzzTarget {
    static let name = "parquet"

    func attempt(using dice: inout SplitMix) -> String? {
        do {
            let table = RandomTable(&dice)
            var file = try table.written()
            if let failure = try table.difference(from: file) { return failure }
            for _ in 0..<8 {
                var damaged = file
                dice.damage(&damaged, times: 1 + dice.roll(3))
                if let failure = read(damaged) { return failure }
            }
            // The footer is small and everything hangs on it.
            let footer = max(0, file.count - 8 - min(file.count - 8, 400))
            for _ in 0..<8 {
                var tail = Array(file[footer...])
                dice.damage(&tail, times: 1 + dice.roll(3))
                file.replaceSubrange(footer..., with: tail)
                if let failure = read(file) { return failure }
                file = try table.written()
            }
            return nil
        } catch {
            return "writing or reading back failed: \(error)"
        }
    }

    func attempt(_ input: [UInt8], using dice: inout SplitMix) -> String? {
        var bytes = input
        if dice.once(in: 2) { dice.damage(&bytes, times: 1 + dice.roll(4)) }
        return read(bytes)
    }

    /// Reads all there is to read; only what the reader documents may be thrown, and codes must have values.
    private func read(_ bytes: [UInt8]) -> String? {
        do {
            let reader = try ParquetReader(bytes)
            for group in reader.rowGroups.indices {
                for column in reader.columns.indices {
                    do {
                        let cells = try reader.read(column: column, rowGroup: group)
                        if cells.codes.count != reader.rowGroups[group].rows { return "\(cells.codes.count) codes" }
                        if let code = cells.codes.max(), code > UInt32(cells.values.count) { return "code \(code)" }
                        _ = try reader.encoded(column: column, rowGroup: group)
                    } catch let error as BillowError where error.code == .badData {
                    } catch is UnsupportedParquet {
                    }
                }
            }
            return nil
        } catch let error as BillowError where error.code == .badData {
            return nil
        } catch is UnsupportedParquet {
            return nil
        } catch {
            return "threw \(error)"
        }
    }
}

/// Columns of all types over some row groups.
private struct RandomTable {
    let columns: [Column]
    var groups: [[CodedColumn]] = []

    init(_ dice: inout SplitMix) {
        let count = 1 + dice.roll(4)
        let types = (0..<count).map { _ in dice.pick(ColumnType.allCases) }
        columns = types.enumerated().map { Column("c\($0)", $1) }
        for _ in 0..<dice.roll(3) {
            let rows = dice.pick([1, 2, 7, 64, 100, 513, dice.once(in: 20) ? 70_000 : 9])
            groups.append(types.map { Self.column($0, rows: rows, &dice) })
        }
    }

    private static func column(_ type: ColumnType, rows: Int, _ dice: inout SplitMix) -> CodedColumn {
        let distinct = dice.pick([0, 1, 2, 5, min(rows, 300), rows])
        var values = ValueList(type)
        for _ in 0..<distinct { values.append(contentsOf: value(type, &dice)) }
        let nulls = dice.pick([0, 0, 2, 10])
        let clustered = dice.once(in: 2)
        var latest: UInt32 = 0
        let codes = (0..<rows).map { _ -> UInt32 in
            if clustered, !dice.once(in: 20) { return latest }
            let isNull = distinct == 0 || (nulls > 0 && dice.once(in: nulls))
            latest = isNull ? 0 : UInt32(1 + dice.roll(distinct))
            return latest
        }
        return CodedColumn(codes: codes, values: values)
    }

    private static func value(_ type: ColumnType, _ dice: inout SplitMix) -> ValueList {
        switch type {
        case .text: return .text(TextList([text(&dice)]))
        case .decimal:
            let wide =
                Int128(Int64(bitPattern: dice.next())) * dice.pick([1, 0, 1_000_000_000, 9_999_999_999_999_999_999])
            return .decimal([wide])
        case .integer, .timestamp: return .integer([Int64(bitPattern: dice.next()) >> Int64(dice.roll(64))])
        case .date: return .integer([Int64(Int32(truncatingIfNeeded: dice.next()) >> Int32(dice.roll(32)))])
        case .boolean: return .boolean([dice.once(in: 2)])
        case .map:
            var list = MapList()
            list.append((0..<dice.roll(4)).map { _ in (key: text(&dice), value: dice.once(in: 4) ? nil : text(&dice)) })
            return .map(list)
        }
    }

    private static func text(_ dice: inout SplitMix) -> String {
        let piece = dice.pick(["", "a", "é", "漢字", "😀", "\0", "eu-west-1", "0123456789abcdef", " "])
        return String(repeating: piece, count: dice.once(in: 50) ? dice.roll(9000) : dice.roll(6))
    }

    func written() throws -> [UInt8] {
        var bytes: [UInt8] = []
        var writer = ParquetWriter(columns: columns)
        let encoder = try ChunkEncoder()
        for group in groups {
            let encoded = try zip(group, columns).map { try encoder.encode($0, type: $1.type) }
            try writer.append(encoded, rows: group[0].codes.count) { bytes += $0 }
        }
        try writer.finish { bytes += $0 }
        return bytes
    }

    func difference(from file: [UInt8]) throws -> String? {
        let reader = try ParquetReader(file)
        guard reader.columns == columns else { return "columns \(reader.columns) of \(columns)" }
        guard reader.rowGroups.count == groups.count else { return "\(reader.rowGroups.count) row groups" }
        for (number, group) in groups.enumerated() {
            for (column, wanted) in group.enumerated() {
                let found = try reader.read(column: column, rowGroup: number)
                guard Self.cells(found, columns[column].type) == Self.cells(wanted, columns[column].type) else {
                    return "column \(columns[column]) of row group \(number) reads otherwise than it was written"
                }
            }
        }
        return nil
    }

    /// Cells as numbers of distinct values, the same for both since equal values have one number.
    private static func cells(_ column: CodedColumn, _ type: ColumnType) -> [[UInt8]?] {
        let spelled = (0..<column.values.count).map { spelling(column.values, $0) }
        return column.codes.map { $0 == 0 ? nil : spelled[Int($0) - 1] }
    }

    private static func spelling(_ values: ValueList, _ index: Int) -> [UInt8] {
        switch values {
        case .text(let list): return Array(list.bytes[list.range(index)])
        case .decimal(let list): return Array("\(list[index])".utf8)
        case .integer(let list): return Array("\(list[index])".utf8)
        case .boolean(let list): return [list[index] ? 1 : 0]
        case .map(let list):
            return list.range(index).flatMap { pair -> [UInt8] in
                let value = list.hasValue[pair] ? Array(list.values.bytes[list.values.range(pair)]) : [0xFF]
                return Array(list.keys.bytes[list.keys.range(pair)]) + [0xFE] + value + [0xFD]
            }
        }
    }
}

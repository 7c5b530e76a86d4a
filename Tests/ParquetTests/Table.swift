import BillingModel
import CodedColumns

@testable import Parquet

/// A table as cells, by row groups, and the naive answers about it.
struct Table {
    let columns: [Column]
    /// By row group, by column, by row.
    var rowGroups: [[[Cell]]]

    func cells(_ column: Int) -> [Cell] { rowGroups.flatMap { $0[column] } }

    /// The file, written by our writer; `code` makes coded columns of cells.
    func file(_ encoder: ChunkEncoder, code: ([Cell], ColumnType) -> CodedColumn) throws -> (
        bytes: [UInt8], writer: ParquetWriter
    ) {
        var bytes: [UInt8] = []
        var writer = ParquetWriter(columns: columns)
        for group in rowGroups {
            let encoded = try zip(columns, group).map { column, cells in
                try encoder.encode(code(cells, column.type), type: column.type)
            }
            try writer.append(encoded, rows: group.first?.count ?? 0) { bytes += $0 }
        }
        try writer.finish { bytes += $0 }
        return (bytes, writer)
    }

    /// What the statistics must say, worked out one cell after the other.
    static func statistics(_ cells: [Cell]) -> (nulls: Int, minimum: Cell, maximum: Cell) {
        let nulls = cells.count { $0 == .null }
        let present = cells.filter { $0 != .null }
        guard let least = present.min(by: isLess), let most = present.max(by: isLess) else {
            return (nulls, .null, .null)
        }
        if case .map = least { return (nulls, .null, .null) }
        if case .text(let one) = least, case .text(let other) = most, max(one.utf8.count, other.utf8.count) > 64 {
            return (nulls, .null, .null)
        }
        return (nulls, least, most)
    }

    private static func isLess(_ left: Cell, _ right: Cell) -> Bool {
        switch (left, right) {
        case (.text(let one), .text(let two)): Array(one.utf8).lexicographicallyPrecedes(Array(two.utf8))
        case (.decimal(let one), .decimal(let two)): one < two
        case (.integer(let one), .integer(let two)): one < two
        case (.boolean(let one), .boolean(let two)): !one && two
        default: false
        }
    }
}

extension Table: Encodable {
    private struct Described: Encodable {
        let name: String
        let type: String
        let cells: [Cell]
    }

    private struct Group: Encodable {
        struct Known: Encodable {
            let nulls: Int
            let minimum: Cell
            let maximum: Cell
        }

        let rows: Int
        let columns: [Known]
    }

    /// Cells without statistics: another writer may know less.
    struct CellsOnly: Encodable {
        let table: Table

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Keys.self)
            try table.encodeColumns(&container)
        }
    }

    private enum Keys: CodingKey { case columns, rowGroups }

    private func encodeColumns(_ container: inout KeyedEncodingContainer<Keys>) throws {
        try container.encode(
            columns.enumerated().map { Described(name: $1.name, type: $1.type.rawValue, cells: cells($0)) },
            forKey: .columns)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try encodeColumns(&container)
        let groups = rowGroups.filter { !($0.first ?? []).isEmpty }.map { group in
            Group(
                rows: group.first?.count ?? 0,
                columns: zip(columns, group).filter { $0.0.type != .map }.map { _, cells in
                    let known = Self.statistics(cells)
                    return Group.Known(nulls: known.nulls, minimum: known.minimum, maximum: known.maximum)
                })
        }
        try container.encode(groups, forKey: .rowGroups)
    }
}

import BillingModel
import CodedColumns
import Parquet

/// The summary's columns over the groups of one pass.
struct PassColumns: Sendable {
    let files: FocusFiles
    let parts: [FocusPart]
    let keys: [KeyColumn]
    let groups: Groups
    let markup: Markup?
    /// How the groups are split into row groups.
    let rowGroups: [Range<Int>]

    /// Columns that are computed from the same cells.
    enum Family: Sendable, Hashable {
        case key(Int)
        /// Alike in all rows.
        case costs([String])
        case quantity, resourceCount, rowCount, generation
    }

    /// Those that take longest first, so that all threads end at about the same time.
    var families: [Family] {
        [.resourceCount, .quantity] + files.alike(DailySummary.costs, parts).map { .costs($0) }
            + DailySummary.fileKeys.indices.map { .key($0) } + [.rowCount, .generation]
    }

    /// A family's columns by name, in row groups.
    func encoded(_ family: Family) throws -> [String: [EncodedColumn]] {
        switch family {
        case .key(let index):
            let column = DailySummary.fileKeys[index]
            return [column.name: try encoded(column.type) { keys[index].column(of: groups.firstRows[$0]) }]
        case .costs(let names): return try costs(names)
        case .quantity:
            let sums = try sums("x_usage_quantity") { part in
                try UsageQuantity.column(files.read("ConsumedQuantity", part), in: files.read("ConsumedUnit", part))
            }
            return ["x_usage_quantity": try encoded(.decimal) { try sums.column(of: $0) }]
        case .resourceCount: return ["x_resource_count": try encoded(try resourceCounts())]
        case .rowCount: return ["x_row_count": try encoded(groups.rowCounts)]
        case .generation:
            let (codes, values) = try generations()
            return [
                "x_generation": try encoded(.integer) { CodedColumn(codes: Array(codes[$0]), values: .integer(values)) }
            ]
        }
    }

    private func costs(_ names: [String]) throws -> [String: [EncodedColumn]] {
        let sums = try sums(names[0]) { try files.read(names[0], $0) }
        let encoded = try encoded(.decimal) { try sums.column(of: $0) }
        var columns = Dictionary(uniqueKeysWithValues: names.map { ($0, encoded) })
        if names.contains(DailySummary.billedCost) {
            columns["x_markup_cost"] = try self.encoded(.decimal) { try sums.column(of: $0, markup) }
        }
        return columns
    }

    private func sums(_ name: String, _ read: (FocusPart) throws -> CodedColumn) throws -> Sums {
        var sums = Sums(name, groups: groups.count)
        try forEachPart { part, rows in try sums.add(try read(part), to: groups.ofRow[rows]) }
        return sums
    }

    private func resourceCounts() throws -> [UInt32] {
        var resources = ResourceCounts(groups)
        try forEachPart { part, rows in try resources.add(try files.read("ResourceId", part), from: rows.lowerBound) }
        return resources.counts
    }

    /// The latest generation of each group, as codes into a list.
    private func generations() throws -> (codes: [UInt32], values: [Int64]) {
        let cells = try KeyColumn(Column("x_generation", .integer), of: parts, in: files)
        let values = try cells.dictionary.values.integers()
        if cells.isConstant { return ([UInt32](repeating: cells.onlyCode, count: groups.count), values) }
        var latest = [UInt32](repeating: 0, count: groups.count)
        for (code, group) in zip(cells.codes, groups.ofRow) where code != 0 {
            let known = latest[Int(group)]
            if known == 0 || values[Int(known) - 1] < values[Int(code) - 1] { latest[Int(group)] = code }
        }
        return (latest, values)
    }

    /// Each part, and its rows' indices in the pass.
    private func forEachPart(_ work: (FocusPart, Range<Int>) throws -> Void) throws {
        var first = 0
        for part in parts {
            try work(part, first..<first + part.count)
            first += part.count
        }
    }

    private func encoded(_ counts: [UInt32]) throws -> [EncodedColumn] {
        try encoded(.integer) { CodedColumn(counts: counts[$0]) }
    }

    private func encoded(_ type: ColumnType, _ cells: (Range<Int>) throws -> CodedColumn) throws -> [EncodedColumn] {
        let encoder = try ChunkEncoder()
        return try rowGroups.map { try encoder.encode(try cells($0), type: type) }
    }
}

extension CodedColumn {
    /// Counts are small where there are many: they are codes into all of 0, 1, 2 …
    fileprivate init(counts: ArraySlice<UInt32>) {
        if let largest = counts.max(), largest < counts.count {
            self.init(codes: counts.map { $0 + 1 }, values: .integer(Array(0...Int64(largest))))
        } else {
            self.init(codes: (0..<UInt32(counts.count)).map { $0 + 1 }, values: .integer(counts.map { Int64($0) }))
        }
    }
}

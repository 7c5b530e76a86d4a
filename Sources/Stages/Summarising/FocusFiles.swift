import BillingModel
import CodedColumns
import Parquet

/// The `focus` files of one month, of which columns are read a row group at a time.
package struct FocusFiles: Sendable {
    private let readers: [ParquetReader]
    /// For each file, where its columns are, by name.
    private let positions: [[String: Int]]

    /// Throws where a file holds a column in another type than `focus` has.
    package init(_ readers: [ParquetReader]) throws {
        self.readers = readers
        positions = try readers.map { reader in
            var positions: [String: Int] = [:]
            for (index, column) in reader.columns.enumerated() {
                guard let type = Self.types[column.name] else { continue }
                guard column.type == type else { throw UnsupportedParquet("\(column.name) as \(column.type)") }
                positions[column.name] = index
            }
            return positions
        }
    }

    /// What the summary needs of `focus`.
    package static let columns: [Column] =
        [
            Column("ChargePeriodStart", .timestamp), Column("ProviderName", .text), Column("ConsumedUnit", .text),
            Column("ConsumedQuantity", .decimal), Column("ResourceId", .text), Column("x_generation", .integer),
        ]
        + DailySummary.fileKeys.filter { $0.name != "UsageDate" && $0.name != "x_unit" }
        + DailySummary.costs.map { Column($0, .decimal) }

    private static let types = Dictionary(uniqueKeysWithValues: columns.map { ($0.name, $0.type) })

    /// All row groups of all files.
    var parts: [FocusPart] {
        readers.enumerated().flatMap { file, reader in
            reader.rowGroups.enumerated().map { FocusPart(file: file, rowGroup: $0, rows: nil, count: $1.rows) }
        }
    }

    /// A part's cells of one of the columns that the summary needs; nulls where the file is older than the column.
    func read(_ name: String, _ part: FocusPart) throws -> CodedColumn {
        guard let type = Self.types[name] else { throw BillowError(.bug, "the summary does not need \(name)") }
        guard let position = positions[part.file][name] else {
            return CodedColumn(codes: [UInt32](repeating: 0, count: part.count), values: ValueList(type))
        }
        var cells = try readers[part.file].read(column: position, rowGroup: part.rowGroup)
        if let rows = part.rows { cells.codes = rows.map { cells.codes[Int($0)] } }
        return cells
    }

    /// The columns in groups of those that have the same cells in every part, as far as their stored bytes tell: what a
    /// bill does not say apart is often one column under several names.
    func alike(_ names: [String], _ parts: [FocusPart]) -> [[String]] {
        names.reduce(into: []) { groups, name in
            if let index = groups.firstIndex(where: { group in parts.allSatisfy { areAlike(group[0], name, $0) } }) {
                groups[index].append(name)
            } else {
                groups.append([name])
            }
        }
    }

    private func areAlike(_ name: String, _ other: String, _ part: FocusPart) -> Bool {
        guard let position = positions[part.file][name], let otherPosition = positions[part.file][other],
            let column = try? readers[part.file].encoded(column: position, rowGroup: part.rowGroup),
            let other = try? readers[part.file].encoded(column: otherPosition, rowGroup: part.rowGroup)
        else { return false }
        return zip(column.leaves, other.leaves).allSatisfy {
            $0.bytes == $1.bytes && $0.metadata.codec == $1.metadata.codec
        }
    }
}

/// Some rows of a row group of a `focus` file.
struct FocusPart: Sendable {
    let file: Int
    let rowGroup: Int
    /// Nil when it is all of them.
    let rows: [UInt32]?
    let count: Int
}

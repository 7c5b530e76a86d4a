import BillingModel
import CodedColumns
import LakeFiles
import Parquet

/// Raw files with the columns of one schema; a file need not have all of them.
struct RawFiles: Sendable {
    let columns: [Column]
    private let readers: [ParquetReader]
    /// For each file and column where it is in the file.
    private let places: [[Int?]]

    /// Nil when a file has one of the columns with another type.
    init?(_ readers: [ParquetReader], columns: [Column]) {
        var places: [[Int?]] = []
        for reader in readers {
            let names = RawNames(reader.columns)
            let here = columns.map { names[$0.name] }
            for (column, at) in zip(columns, here) {
                if let at, reader.columns[at].type != column.type { return nil }
            }
            places.append(here)
        }
        self.readers = readers
        self.columns = columns
        self.places = places
    }

    /// A row group among the files.
    struct Piece: Sendable {
        let file: Int
        let rowGroup: Int
        /// Among those of its portion.
        var rows: Range<Int>
    }

    /// All row groups in order, in portions of no more than `rowsMax` rows if each row group alone allows it.
    func portions(rowsMax: Int) -> [[Piece]] {
        var portions: [[Piece]] = []
        var portion: [Piece] = []
        for (file, reader) in readers.enumerated() {
            for (number, group) in reader.rowGroups.enumerated() where group.rows > 0 {
                let start = portion.last?.rows.upperBound ?? 0
                if start + group.rows > rowsMax, !portion.isEmpty {
                    portions.append(portion)
                    portion = []
                }
                let first = portion.last?.rows.upperBound ?? 0
                portion.append(Piece(file: file, rowGroup: number, rows: first..<(first + group.rows)))
            }
        }
        return portion.isEmpty ? portions : portions + [portion]
    }

    /// A column's chunk as it lies in its file, or made anew where it could not stand so in a file of ours.
    func encoded(_ column: Int, _ piece: Piece, _ encoders: RowGroupEncoder) throws -> EncodedColumn {
        let type = columns[column].type
        guard let place = places[piece.file][column] else {
            let nulls = [UInt32](repeating: 0, count: piece.rows.count)
            return try encoders.encode(CodedColumn(codes: nulls, values: ValueList(type)), type: type)
        }
        let reader = readers[piece.file]
        do {
            return try reader.encoded(column: place, rowGroup: piece.rowGroup)
        } catch is UnsupportedParquet {
            return try encoders.encode(try reader.read(column: place, rowGroup: piece.rowGroup), type: type)
        }
    }

    /// Some rows of a piece, counted from 0 in it; nil is all of them.
    func encoded(
        _ column: Int, _ piece: Piece, _ rows: [UInt32]?, _ encoders: RowGroupEncoder
    ) throws -> EncodedColumn {
        guard let rows else { return try encoded(column, piece, encoders) }
        var cells = try cells(column, [piece], distinct: false)
        cells.codes = rows.map { cells.codes[Int($0)] }
        return try encoders.encode(cells, type: columns[column].type)
    }

    /// Nulls of a column in these row groups, if the footers tell.
    func nullCount(_ column: Int, _ portion: [Piece]) -> Int? {
        var count = 0
        for piece in portion {
            if let place = places[piece.file][column] {
                let part = readers[piece.file].rowGroups[piece.rowGroup].columns[place]
                guard let known = part.statistics?.nullCount else { return nil }
                count += known
            } else {
                count += piece.rows.count
            }
        }
        return count
    }

    /// Whether the footers tell that a text column has no empty text in these row groups; where `needsAll`, no null
    /// either.
    func isPresent(_ column: Int, needsAll: Bool, _ portion: [Piece]) -> Bool {
        portion.allSatisfy { piece in
            guard let place = places[piece.file][column] else { return !needsAll }
            let part = readers[piece.file].rowGroups[piece.rowGroup].columns[place]
            guard let known = part.statistics else { return false }
            if known.nullCount == piece.rows.count { return !needsAll }
            guard case .text(let least) = known.minimum, least.count == 1 else { return false }
            return !least.range(0).isEmpty && !(needsAll && known.nullCount > 0)
        }
    }

    /// What a column takes before compression, as a measure of how many values it has.
    func sizeBytes(_ column: Int, _ portion: [Piece]) -> Int {
        portion.reduce(0) { sum, piece in
            guard let place = places[piece.file][column] else { return sum }
            return sum + readers[piece.file].rowGroups[piece.rowGroup].columns[place].sizeBytes
        }
    }

    /// A column's cells over a portion. Only `distinct` is no value there twice.
    func cells(_ column: Int, _ portion: [Piece], distinct: Bool) throws -> CodedColumn {
        var dictionary = ValueDictionary(columns[column].type)
        var lists: [ValueList] = []
        var base: UInt32 = 0
        var codes: [UInt32] = []
        codes.reserveCapacity(portion.last?.rows.upperBound ?? 0)
        for piece in portion {
            guard let place = places[piece.file][column] else {
                codes += repeatElement(0, count: piece.rows.count)
                continue
            }
            let cells = try readers[piece.file].read(column: place, rowGroup: piece.rowGroup)
            if distinct {
                codes += dictionary.merge(cells)
            } else {
                codes += cells.codes.lazy.map { $0 == 0 ? 0 : base + $0 }
                base += UInt32(cells.values.count)
                lists.append(cells.values)
            }
        }
        return CodedColumn(codes: codes, values: ValueList(joining: lists) ?? dictionary.values)
    }
}

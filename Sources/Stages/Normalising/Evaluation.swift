import BillingModel
import CodedColumns
import Columnar
import Foundation
import LakeFiles
import SQLEngine

/// Evaluates expressions over the rows of one portion: the engine sees each combination of what an expression reads
/// once, in a small table.
struct Evaluation: Sendable {
    let session: any SQLSession
    let rawColumns: [Column]
    let cells: RawCells
    let encoders: RowGroupEncoder
    let limits: LiftLimits
    /// For the tables; must exist.
    let folder: String
    /// Of the session, which runs one statement at a time.
    let turns: Turns
    /// Nil when these are the cells of a whole portion.
    var part: PortionPart?

    /// The same for one row group of a portion.
    func piece(_ cells: RawCells, of part: PortionPart) -> Evaluation {
        Evaluation(
            session: session, rawColumns: rawColumns, cells: cells, encoders: encoders, limits: limits, folder: folder,
            turns: turns, part: part)
    }

    struct Wanted: Sendable {
        let sql: SQLText
        let type: ColumnType
    }

    /// One column for each expression, all of which read these raw columns, a cell for each row of the selection.
    /// Without `combinations` each row is evaluated.
    func lift(
        _ wanted: [Wanted], inputs: [Int], rows: RowSelection, combinations: Combinations?
    ) async throws -> [CodedColumn] {
        guard !inputs.isEmpty else {
            return try await evaluate(wanted, from: "(SELECT 0 AS file_row_number)", count: 1).map {
                CodedColumn(codes: [UInt32](repeating: $0.codes[0], count: rows.count), values: $0.values)
            }
        }
        let combinations = combinations ?? Combinations(rowCount: rows.count)
        let path = "\(folder)/\(UUID().uuidString).parquet"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await write(inputs, rows.pick(combinations), to: path)
        let file: SQLText = "read_parquet(\(PathPattern.literal(path)), file_row_number=true)"
        let values = try await evaluate(wanted, from: file, count: combinations.rows.count)
        return zip(values, wanted).map { column, wanted in
            // Different combinations often have one value.
            let values = Self.distinct(column, wanted.type)
            if let only = values.codes.only {
                return CodedColumn(
                    codes: [UInt32](repeating: only, count: combinations.codes.count), values: values.values)
            }
            return CodedColumn(codes: combinations.codes.map { values.codes[Int($0)] }, values: values.values)
        }
    }

    /// Nil when there are more than `countMax`.
    func combinations(_ inputs: [Int], _ rows: RowSelection, countMax: Int) async throws -> Combinations? {
        if case .all = rows, let known = await cells.combinations(of: inputs) {
            return known.rows.count > countMax ? nil : known
        }
        var columns: [(codes: [UInt32], codeMax: Int)] = []
        for input in inputs where try await !isSteady([input]) {
            let column = try await cells.column(input)
            columns.append((rows.pick(column.codes), column.values.count))
        }
        guard !columns.isEmpty else { return Combinations(sameRows: rows.count) }
        let found = Combinations(columns.sorted { $0.codeMax < $1.codeMax }, countMax: countMax)
        if case .all = rows, let found { await cells.keep(found, of: inputs) }
        return found
    }

    /// Whether each of these columns has the same cell in all rows.
    func isSteady(_ inputs: [Int]) async throws -> Bool {
        for input in inputs {
            guard cells.isSmall(input) else { return false }
            let count = try await cells.column(input).values.count
            guard count == 0 || count == 1 && cells.nullCount(input) == 0 else { return false }
        }
        return true
    }

    /// Whether these columns, or one column alone, have few combinations in these rows.
    func isCheap(_ inputs: [Int], _ rows: RowSelection) async throws -> Bool {
        let countMax = max(limits.cheapCombinations, rows.count / 16)
        // What is evaluated piece by piece has large columns.
        guard part == nil, inputs.count > 1 else { return part == nil }
        guard inputs.allSatisfy(cells.isSmall) else { return false }
        var product = 1
        for input in inputs where try await !isSteady([input]) {
            let count = try await cells.column(input).values.count + 1
            guard count <= countMax else { return false }
            product = min(product * count, 1 << 32)
        }
        if product <= countMax { return true }
        return try await combinations(inputs, rows, countMax: countMax) != nil
    }

    /// A row for each of these rows of the portion.
    private func write(_ inputs: [Int], _ rows: [UInt32], to path: String) async throws {
        var columns: [CodedColumn] = []
        for input in inputs { columns.append(try await cells.column(input)) }
        let output = try ParquetOutput(path: path, columns: inputs.map { rawColumns[$0] })
        for start in stride(from: 0, to: rows.count, by: Self.rowGroupRows) {
            let part = rows[start..<min(start + Self.rowGroupRows, rows.count)]
            let encoded = try zip(inputs, columns).map { input, column in
                let codes = part.map { column.codes[Int($0)] }
                return try encoders.encode(
                    CodedColumn(codes: codes, values: column.values), type: rawColumns[input].type)
            }
            try output.append(encoded, rows: part.count)
        }
        _ = try output.finish()
    }

    private static let rowGroupRows = 65536

    private func evaluate(_ wanted: [Wanted], from table: SQLText, count: Int) async throws -> [CodedColumn] {
        try await turns.take { [session] in
            try await Self.evaluate(wanted, from: table, count: count, session)
        }
    }

    private static func evaluate(
        _ wanted: [Wanted], from table: SQLText, count: Int, _ session: any SQLSession
    ) async throws -> [CodedColumn] {
        let list = wanted.map { "CAST(\(sql: $0.sql) AS \(unsafe: $0.type.sqlName))" as SQLText }
        let stream = try await session.query(
            "SELECT file_row_number, \(sql: .joined(list, separator: ", ")) FROM \(sql: table) AS raw")
        var columns = wanted.map { CodedColumn(codes: [], values: ValueList($0.type)) }
        var places = CodedColumn(codes: [], values: .integer([]))
        while let batch = try await stream.next() {
            try batch.append(column: 0, as: .integer, to: &places)
            for (index, wanted) in wanted.enumerated() {
                try batch.append(column: index + 1, as: wanted.type, to: &columns[index])
            }
        }
        guard case .integer(let order) = places.values, order.elementsEqual(0..<Int64(count)) else {
            throw BillowError(.bug, "the engine answered other rows than it was asked for, or in another order")
        }
        return columns
    }
}

extension RowSelection {
    /// A row of the portion for each combination of these rows.
    func pick(_ combinations: Combinations) -> [UInt32] {
        combinations.rows.map { row(Int($0)) }
    }
}

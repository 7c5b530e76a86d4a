import BillingModel
import SQLEngine

/// A column of a Parquet file, or a field of a record in one.
struct ParquetField {
    /// `usage.amount` for a field of a record.
    let name: String
    let sql: SQLText
    /// In the engine's spelling.
    let sqlType: String

    private var isRecord: Bool { sqlType.hasPrefix("STRUCT") && !sqlType.hasSuffix("]") }

    /// Those of a file, in order; `opensRecords` has records replaced by their fields.
    static func all(
        _ source: SQLText, opensRecords: Bool, _ session: any SQLSession
    ) async throws -> [ParquetField] {
        let columns = try await described("* EXCLUDE (file_row_number)", source, session).map { name, type in
            ParquetField(name: name, sql: "\(name: name)", sqlType: type)
        }
        guard opensRecords else { return columns }
        var fields: [ParquetField] = []
        for column in columns { fields += try await column.opened(source, session, depth: 0) }
        return fields
    }

    private static let depthMax = 8

    private func opened(_ source: SQLText, _ session: any SQLSession, depth: Int) async throws -> [ParquetField] {
        guard isRecord, depth < Self.depthMax else { return [self] }
        var fields: [ParquetField] = []
        for (field, type) in try await Self.described("unnest(\(sql: sql))", source, session) {
            let inner = ParquetField(
                name: "\(name).\(field)", sql: "struct_extract(\(sql: sql), \(field))", sqlType: type)
            fields += try await inner.opened(source, session, depth: depth + 1)
        }
        return fields
    }

    private static func described(
        _ list: SQLText, _ source: SQLText, _ session: any SQLSession
    ) async throws -> [(name: String, type: String)] {
        try await session.rows("DESCRIBE SELECT \(sql: list) FROM \(sql: source)").compactMap { row in
            guard case .text(let name) = row[0], case .text(let type) = row[1] else { return nil }
            return (name, type)
        }
    }
}

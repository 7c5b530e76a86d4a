import BillingModel
import SQLEngine

/// Turns CSV of text into typed Parquet with snappy, rows in the same order.
struct ParquetConversion: Sendable {
    /// A column and the SQL type that the export gives it.
    struct Column: Sendable {
        let name: String
        let sqlType: String
    }

    let session: any SQLSession

    /// Empty cells become NULL. `csv` is removed.
    func convert(_ csv: WrittenFile, to path: String, _ columns: [Column], in folder: SampleFolder) async throws
        -> WrittenFile
    {
        try folder.prepare(path)
        let typed = SQLText.joined(
            columns.map { "CAST(\(name: $0.name) AS \(unsafe: $0.sqlType)) AS \(name: $0.name)" }, separator: ", ")
        // Nothing about the CSV is left to sniffing.
        let names = SQLText.joined(columns.map { "\($0.name): 'VARCHAR'" }, separator: ", ")
        try await session.execute(
            """
            COPY (
                SELECT \(sql: typed)
                FROM read_csv(\(folder.location(csv.path)), header = true, auto_detect = false, delim = ',',
                    quote = '"', escape = '"', nullstr = '', new_line = '\\n', columns = {\(sql: names)})
            ) TO \(folder.location(path)) (FORMAT parquet, COMPRESSION snappy)
            """)
        try folder.remove(csv.path)
        return WrittenFile(path: path, rows: csv.rows, sizeBytes: try folder.sizeBytes(path))
    }
}

import ADBC
import BillingModel
import BillingSources
import Foundation
import ObjectStorage
import SQLEngine

@testable import Landing

/// A dataset with one column of each type: `cost`, `n`, `at`, `day`, `ok`, and text for all others.
struct Fees: Dataset {
    var delivery = DeliveryMode.replacesPeriod
    var id: String { "fees" }
    var title: String { "Harbour fees" }

    static let types: [String: ColumnType] = [
        "cost": .decimal, "n": .integer, "at": .timestamp, "day": .date, "ok": .boolean,
    ]

    func column(forHeader header: String, sqlType: String?) -> Column {
        let name = header.lowercased().replacingOccurrences(of: ":", with: "_")
        return Column(name, Self.types[name] ?? .text, sourceName: header)
    }

    func validate(_ schema: RawSchema) throws {
        guard schema.first("cost") != nil else { throw BillowError(.badData, "there is no cost") }
    }

    func control(_ schema: RawSchema) -> ControlColumns {
        ControlColumns(
            billed: ["cost"], currency: schema.first("currency")?.name, usageStart: schema.first("day")?.name,
            months: schema.first("at").map { [$0.name] } ?? [])
    }

    func mapping(_ schema: RawSchema) -> Mapping { Mapping(entries: []) }
}

/// Bytes in chunks so small that everything is cut somewhere.
private struct Chunks: ByteStream {
    var bytes: ArraySlice<UInt8>

    mutating func next() -> [UInt8]? {
        guard !bytes.isEmpty else { return nil }
        defer { bytes = bytes.dropFirst(3) }
        return Array(bytes.prefix(3))
    }
}

/// A folder to land in, and an engine.
final class Field: Sendable {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent("billow-landing-\(UUID().uuidString)").path
    let session: any SQLSession

    init() async throws {
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        let settings = SessionSettings(
            memoryBytesMax: 256 << 20, threads: 2, temporaryFolder: FileManager.default.temporaryDirectory.path)
        session = try await DuckDB.locate(environment: ProcessInfo.processInfo.environment).open(settings)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: root)
    }

    static func csv(_ name: String, _ text: String, rows: Int? = nil) -> LandingFile {
        let bytes = Array(text.utf8)
        return LandingFile(
            name: name, run: "run of \(name)", content: .csv { Chunks(bytes: bytes[...]) }, declaredRows: rows)
    }

    func parquet(_ name: String, _ select: SQLText) async throws -> LandingFile {
        let path = "\(root)/\(UUID().uuidString).parquet"
        try await session.execute("COPY (\(sql: select)) TO \(path) (FORMAT parquet)")
        return LandingFile(name: name, run: "run", content: .parquet { path }, declaredRows: nil)
    }

    func land(
        _ files: [LandingFile], period: BillingPeriod? = BillingPeriod("2025-10"), table: [Column] = []
    ) async throws -> Landed {
        let folder = "\(root)/\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        return try await Lander(session: session, parquet: SessionParquetLander(session: session)).land(
            LandingRequest(
                dataset: Fees(), export: "fees", period: period, run: "run of October", generation: 3, files: files,
                tableColumns: table,
                folder: folder))
    }

    /// Every row that was written, each cell as text, in the order of files and rows.
    func rows(_ landed: Landed, _ columns: String...) async throws -> [[String?]] {
        let names = SQLText.joined(columns.map { "\(name: $0)" }, separator: ", ")
        let relation: SQLText =
            "read_parquet(\(landed.files.map(\.parquet.path)), hive_partitioning=false, union_by_name=true)"
        let rows = try await session.rows("SELECT \(sql: names) FROM \(sql: relation) ORDER BY x_file, x_row")
        return rows.map { row in row.map { $0.isNull ? nil : $0.description } }
    }
}

import BillingModel
import BillingSources
import Columnar
import Compression
import Foundation
import Pipeline
import SQLEngine
import Synchronization
import Testing
import Wiring

/// A folder of exports and a lake, in a temporary folder that goes with the value's last use.
final class Scratch: Sendable {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent("billow-acceptance-\(UUID().uuidString)")
    /// Over the lake as the last ingest left it.
    private let reader = Mutex<(any SQLSession)?>(nil)
    var exports: URL { root.appendingPathComponent("exports") }
    var lake: URL { root.appendingPathComponent("lake") }

    init() throws {
        try FileManager.default.createDirectory(at: exports, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: root)
    }

    var workbench: Workbench {
        get throws {
            var settings = try Settings()
            settings.memoryMiB = 256
            settings.threads = 2
            return Workbench(settings: settings, lake: lake.path)
        }
    }

    // MARK: Exports

    func write(_ bytes: [UInt8], to path: String, age seconds: Double = 0) throws {
        let file = exports.appendingPathComponent(path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
        if seconds != 0 {
            let moment = Date(timeIntervalSince1970: 1_760_000_000 - seconds)
            try FileManager.default.setAttributes([.modificationDate: moment], ofItemAtPath: file.path)
        }
    }

    func write(_ text: String, to path: String, age seconds: Double = 0) throws {
        try write(Array(text.utf8), to: path, age: seconds)
    }

    func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: exports.appendingPathComponent(path)))
    }

    /// Reads a file, lets `change` have its bytes, writes it back.
    func corrupt(_ path: String, _ change: (inout [UInt8]) -> Void) throws {
        var bytes = try bytes(path)
        change(&bytes)
        try write(bytes, to: path)
    }

    func remove(_ path: String) throws {
        try FileManager.default.removeItem(at: exports.appendingPathComponent(path))
    }

    func move(_ path: String, to other: String) throws {
        try write(try bytes(path), to: other)
        try remove(path)
    }

    /// A Parquet file of what `select` returns.
    func writeParquet(_ select: SQLText, to path: String, memoryMiB: Int = 256) async throws {
        var settings = try workbench.settings
        settings.memoryMiB = memoryMiB
        let file = exports.appendingPathComponent(path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try await Workbench(settings: settings).session().execute(
            "COPY (\(sql: select)) TO \(file.path) (FORMAT parquet)")
    }

    // MARK: Ingest

    @discardableResult
    func ingest(
        _ paths: [String]? = nil, parquet: (any ParquetHandling)? = nil, accepts: Bool = false,
        quarantines: Bool = false, hints: DeliveryHints = .none, daysAgo: Double = 0
    ) async throws -> Ingest.Result {
        let places = paths?.map { exports.appendingPathComponent($0).path } ?? [exports.path]
        return try await ingest(
            locations: try workbench.locations(places), parquet: parquet, accepts: accepts,
            quarantines: quarantines, hints: hints, daysAgo: daysAgo)
    }

    @discardableResult
    func ingest(
        locations: [Ingest.Location], parquet: (any ParquetHandling)? = nil, accepts: Bool = false,
        quarantines: Bool = false, hints: DeliveryHints = .none, daysAgo: Double = 0
    ) async throws -> Ingest.Result {
        let workbench = try workbench
        let ingest = Ingest(
            lake: try workbench.lake(create: true), sources: Workbench.sources, session: try await workbench.session(),
            parquet: parquet ?? workbench.parquet(), accepts: accepts, quarantines: quarantines,
            hints: hints, nowMillis: Self.clock(daysAgo: daysAgo))
        defer { forgetReader() }
        return try await ingest.run(locations)
    }

    static func clock(daysAgo: Double) -> @Sendable () -> Int64 {
        { Int64((Date().timeIntervalSince1970 - daysAgo * 86_400) * 1000) }
    }

    // MARK: Lake

    /// To be called after the lake was changed by somebody else than ``ingest(_:parquet:accepts:daysAgo:)``.
    func forgetReader() {
        reader.withLock { $0 = nil }
    }

    /// Rows of a statement over the lake's views as of the last ingest, every cell as text, null as nil.
    func query(_ sql: SQLText) async throws -> [[String?]] {
        try await session().rows(sql).map { row in row.map { $0.isNull ? nil : $0.description } }
    }

    private func session() async throws -> any SQLSession {
        if let known = reader.withLock({ $0 }) { return known }
        let session = try await workbench.lockedSession()
        reader.withLock { $0 = session }
        return session
    }

    func value(_ sql: SQLText) async throws -> String? {
        try #require(try await query(sql).first?.first)
    }

    /// Every file of the lake but for notes on what was found, by path, with its size and content's hash; equal maps
    /// mean an untouched lake.
    func lakeFiles() throws -> [String: Int] {
        guard FileManager.default.fileExists(atPath: lake.path) else { return [:] }
        var files: [String: Int] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: lake.path)
        where !path.hasPrefix("unlanded/") && !path.hasPrefix("known/") {
            let file = lake.appendingPathComponent(path)
            let type = try FileManager.default.attributesOfItem(atPath: file.path)[.type] as? FileAttributeType
            if type == .typeRegular { files[path] = [UInt8](try Data(contentsOf: file)).hashValue }
        }
        return files
    }

    /// Commits of a table by version.
    func commits(_ table: String) throws -> [String] {
        let log = lake.appendingPathComponent("\(table)/_delta_log").path
        return try FileManager.default.contentsOfDirectory(atPath: log).filter { $0.hasSuffix(".json") }.sorted()
    }
}

extension Ingest.Result {
    func runs(_ state: RunReport.State) -> [RunReport] { runs.filter { $0.state == state } }

    /// `landed 2025-10 run-2 #1`, in the order of the report.
    var lines: [String] {
        runs.map { run in
            let generation = run.generation.map { " #\($0)" } ?? ""
            return "\(run.state.rawValue) \(run.period?.description ?? "-") \(run.run)\(generation)"
        }
    }
}

/// The whole text as gzip.
func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
    var writer = GzipWriter()
    var output = try bytes.withUnsafeBytes { try writer.append($0) }
    output += try writer.finish()
    return output
}

func gzip(_ text: String) throws -> [UInt8] { try gzip(Array(text.utf8)) }

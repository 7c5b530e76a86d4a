import ADBC
import BillingModel
import BillingSources
import ConfigurationFiles
import Foundation
import ObjectStorage
import Pipeline
import Processes
import Reporting
import SQLEngine
import SourceAWS
import SourceAzure
import SourceFOCUS
import SourceGCP
import SourceOCI
import StorageLocal

/// Everything that commands work with, made from settings. The only place that names drivers.
package struct Workbench: Sendable {
    package let settings: Settings
    package let lakeFolder: String
    private let config: String?

    package init(settings: Settings, lake: String? = nil, config: String? = nil) {
        self.settings = settings
        self.config = config ?? settings.config
        lakeFolder = Self.absolute(lake ?? settings.lake)
    }

    /// Every cloud that Billow knows, in the order in which they are asked what a file is.
    package static let sources: [any BillingSource] = [
        AWSSource(), AzureSource(), GCPSource(), OCISource(), PlainSource(),
    ]

    /// As the file says now; nothing where there is none. Throws `configuration`.
    package func configuration() throws -> ConfigurationFile {
        try ConfigurationReader(path: config).read(datasets: Self.sources.flatMap(\.datasets).map(\.id))
    }

    package func driver() throws -> DuckDB {
        try DuckDB.locate(environment: settings.environment)
    }

    /// A session for Billow's own statements; what does not fit into memory spills to a temporary folder.
    package func session() async throws -> any SQLSession {
        try await driver().open(sessionSettings(.full))
    }

    /// The same, opened when there is something to ask: a driver that is missing is told at once.
    package func deferredSession() throws -> any SQLSession {
        _ = try driver()
        return DeferredSession { try await session() }
    }

    private func sessionSettings(_ access: SessionSettings.Access) -> SessionSettings {
        SessionSettings(
            memoryBytesMax: settings.memoryMiB << 20, threads: settings.threads,
            temporaryFolder: FileManager.default.temporaryDirectory.appending(path: "billow-\(UUID().uuidString)").path,
            access: access)
    }

    /// What reads delivered Parquet files, each delivery's in a child process; another program and other limits are for
    /// tests.
    package func parquet(program: String? = nil, allowance: ParquetAllowance? = nil) -> any ParquetHandling {
        let known = ["PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "BILLOW_DUCKDB", "ADBC_DRIVER_PATH"]
        let program = ChildProgram(
            path: program ?? settings.program, arguments: ["land-parquet"],
            // A child that crashes shall do so at once.
            environment: settings.environment.filter { known.contains($0.key) }.merging(
                ["SWIFT_BACKTRACE": "enable=no"]) { $1 })
        return ParquetChild(program: program, allowance: allowance ?? settings.parquet)
    }

    /// What the child does that ``parquet()`` starts.
    package func serveParquet() async throws {
        let datasets = Self.sources.flatMap(\.datasets)
        try await ParquetServant(datasets: datasets, environment: settings.environment).serve()
    }

    /// The lake, whose folder is made when it is not there and `create` says so.
    package func lake(create: Bool) throws -> Lake {
        if create {
            do {
                try FileManager.default.createDirectory(atPath: lakeFolder, withIntermediateDirectories: true)
            } catch {
                let isForbidden = (error as? CocoaError)?.code == .fileWriteNoPermission
                throw BillowError(
                    isForbidden ? .permission : .inputOutput, "cannot make the lake's folder",
                    hint: "give this user write access to the folder above, or name another lake with --lake",
                    source: lakeFolder)
            }
        } else if !FileManager.default.fileExists(atPath: lakeFolder) {
            throw BillowError(
                .nothingToRead, "there is no lake at \(lakeFolder)",
                hint: "run `billow ingest FOLDER` first, or name the lake with --lake or BILLOW_LAKE",
                source: lakeFolder)
        }
        return Lake(store: LocalStore(root: lakeFolder, isOwn: true), codec: try checkpointCodec())
    }

    /// A small session of its own for each checkpoint.
    private func checkpointCodec() throws -> DuckDBCheckpointCodec {
        var settings = sessionSettings(.full)
        settings.memoryBytesMax = min(settings.memoryBytesMax, 128 << 20)
        settings.threads = 1
        return DuckDBCheckpointCodec(driver: try driver(), settings: settings)
    }

    /// A session in which the lake's tables, or those of the extent, are views and nothing else can be read, for a
    /// user's statements; by the rules of the configuration, unless others are given.
    package func lockedSession(
        of lake: Lake? = nil, _ extent: LakeViews.Extent = .everything, rules: ReadingRules? = nil
    ) async throws -> any SQLSession {
        let rules = try rules ?? configuration().rules
        let lake = try lake ?? self.lake(create: false).remembering()
        let views = try await LakeViews(lake: lake).statements(rules, extent: extent)
        return try await driver().open(
            sessionSettings(.lockedDown(readableFolders: [lakeFolder], prepare: views, author: .user)))
    }

    /// A user's statement. Most ask `daily` alone, which opens many times as fast as the whole lake; what names another
    /// table, or may look up which there are, is asked of all.
    package func answer(_ sql: SQLText) async throws -> any BatchStream {
        let text = sql.text.lowercased()
        guard !Self.lookUps.contains(where: text.contains) else { return try await lockedSession().query(sql) }
        do {
            return try await lockedSession(.daily(.all)).query(sql)
        } catch let error as BillowError where error.message.contains("Catalog Error") {
            return try await lockedSession().query(sql)
        }
    }

    /// Parts of the names of the engine's statements, functions and tables that tell of tables.
    private static let lookUps = [
        "catalog", "database", "describe", "duckdb", "pg_", "pragma", "query", "schema", "show", "sqlite", "summarize",
        "table", "view",
    ]

    /// A session of a database for many questions of Billow's own, which has no view yet. With a limit it may take a
    /// quarter of the memory, since others stand beside it.
    func servedSession(_ limit: RowLimit?) async throws -> any BranchingSession {
        var settings = sessionSettings(
            .lockedDown(readableFolders: [lakeFolder], prepare: [KeptDaily.creation], author: .billow))
        if limit != nil { settings.memoryBytesMax = max(128 << 20, settings.memoryBytesMax / 4) }
        guard let session = try await driver().open(settings) as? any BranchingSession else {
            throw BillowError(.bug, "the engine's sessions are one to a database")
        }
        return session
    }

    /// Where a delivery was found, as the log tells it.
    package func store(_ location: String) -> any ObjectStore { LocalStore(root: location) }

    /// Folders, and files that are named one by one; files of one folder belong together.
    package func locations(_ paths: [String]) throws -> [Ingest.Location] {
        var locations: [Ingest.Location] = []
        var files: [String: [ObjectKey]] = [:]
        for path in paths {
            let path = Self.absolute(path)
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                throw BillowError(
                    .nothingToRead, "there is nothing at \(path)", hint: "name a folder of exports, or files",
                    source: path)
            }
            if isFolder.boolValue {
                locations.append(Ingest.Location(store: LocalStore(root: path)))
            } else {
                let url = URL(fileURLWithPath: path)
                files[url.deletingLastPathComponent().path, default: []].append(try ObjectKey(url.lastPathComponent))
            }
        }
        for (folder, keys) in files.sorted(by: { $0.key < $1.key }) {
            locations.append(Ingest.Location(store: LocalStore(root: folder), keys: keys))
        }
        return locations
    }

    private static func absolute(_ path: String) -> String {
        URL(fileURLWithPath: (path as NSString).expandingTildeInPath).standardizedFileURL.path
    }
}

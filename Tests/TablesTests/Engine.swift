import ADBC
import Foundation
import SQLEngine
import Testing

/// The DuckDB that this machine has, for real Parquet checkpoints.
enum Engine {
    static let duckDB = Result { try DuckDB.locate(environment: ProcessInfo.processInfo.environment) }

    /// In CI its absence is a failure, not a reason to skip.
    static let canBeCalled = (try? duckDB.get()) != nil || ProcessInfo.processInfo.environment["CI"] == "true"
    static let comment: Comment = "no DuckDB library here: run `make setup` or set BILLOW_DUCKDB"

    static func codec() throws -> DuckDBCheckpointCodec {
        let spill = FileManager.default.temporaryDirectory.appendingPathComponent("billow-spill-\(UUID().uuidString)")
        return DuckDBCheckpointCodec(
            driver: try duckDB.get(),
            settings: SessionSettings(memoryBytesMax: 1 << 28, threads: 1, temporaryFolder: spill.path))
    }
}

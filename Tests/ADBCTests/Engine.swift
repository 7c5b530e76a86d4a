import ADBC
import Columnar
import Foundation
import SQLEngine
import TestEngine
import Testing

/// The DuckDB that this machine has.
enum Engine {
    static let duckDB = Result { try DuckDB.locate(environment: ProcessInfo.processInfo.environment) }

    static func session(_ access: SessionSettings.Access = .full) async throws -> any SQLSession {
        try await duckDB.get().open(settings(access))
    }

    static func settings(_ access: SessionSettings.Access = .full) -> SessionSettings {
        let spill = FileManager.default.temporaryDirectory.appendingPathComponent("billow-spill-\(UUID().uuidString)")
        return SessionSettings(memoryBytesMax: 1 << 30, threads: 2, temporaryFolder: spill.path, access: access)
    }
}

@Suite struct EngineTests {
    /// Everywhere else a missing engine skips tests; in CI it must not.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["CI"] == "true"))
    func duckDBIsThereInCI() throws {
        _ = try Engine.duckDB.get()
    }
}

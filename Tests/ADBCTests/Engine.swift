import ADBC
import Columnar
import Foundation
import SQLEngine
import Testing

/// The DuckDB that this machine has.
enum Engine {
    static let duckDB = Result { try DuckDB.locate(environment: ProcessInfo.processInfo.environment) }

    static var isHere: Bool { (try? duckDB.get()) != nil }

    static func session(_ access: SessionSettings.Access = .full) async throws -> any SQLSession {
        try await duckDB.get().open(settings(access))
    }

    static func settings(_ access: SessionSettings.Access = .full) -> SessionSettings {
        let spill = FileManager.default.temporaryDirectory.appendingPathComponent("billow-spill-\(UUID().uuidString)")
        return SessionSettings(memoryBytesMax: 1 << 30, threads: 2, temporaryFolder: spill.path, access: access)
    }
}

extension Trait where Self == ConditionTrait {
    static var needsDuckDB: Self {
        .enabled(if: Engine.isHere, "no DuckDB library here: run `make setup` or set BILLOW_DUCKDB")
    }
}

@Suite struct EngineTests {
    /// Everywhere else a missing engine skips tests; in CI it must not.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["CI"] == "true"))
    func duckDBIsThereInCI() throws {
        _ = try Engine.duckDB.get()
    }
}

import ADBC
import BillingModel
import Foundation
import SQLEngine
import Testing

/// The embedded engine, for tests of what is asked of it.
package enum TestEngine {
    private static let driver = Result { try DuckDB.locate(environment: ProcessInfo.processInfo.environment) }

    package static var isPossible: Bool { (try? driver.get()) != nil }

    /// A session on an empty database. Without the engine's library it throws.
    package static func openSession(threads: Int = 1, folder: String? = nil) async throws -> any SQLSession {
        let folder = folder ?? FileManager.default.temporaryDirectory.path
        return try await driver.get().open(
            SessionSettings(memoryBytesMax: 1 << 30, threads: threads, temporaryFolder: folder))
    }
}

extension Trait where Self == ConditionTrait {
    package static var needsDuckDB: Self {
        .enabled(if: TestEngine.isPossible, "no DuckDB library here: run `make setup` or set BILLOW_DUCKDB")
    }
}

package func decimal(_ amount: ExactDecimal?) -> SQLText {
    "CAST(\(amount?.description) AS DECIMAL(38,18))"
}

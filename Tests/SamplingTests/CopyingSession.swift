import BillingModel
import Foundation
import SQLEngine

/// Stands in for the engine: the "Parquet" file that it writes is the CSV that it was given.
final class CopyingSession: SQLSession, @unchecked Sendable {
    private(set) var statements: [String] = []

    func execute(_ sql: SQLText) async throws -> Int? {
        statements.append(sql.text)
        let source = try (sql.text.firstMatch(of: /read_csv\('([^']+)'/)).orThrow()
        let target = try (sql.text.firstMatch(of: /\) TO '([^']+)'/)).orThrow()
        try FileManager.default.removeItemIfPresent(String(target.1))
        try FileManager.default.copyItem(atPath: String(source.1), toPath: String(target.1))
        return nil
    }

    func query(_ sql: SQLText) async throws -> any BatchStream {
        throw BillowError(.bug, "samples read nothing back")
    }

    func cancel() {}
}

import BillingModel
import Columnar
import SQLEngine

extension ReportDimension {
    /// Attributes that the `daily` of a session has by dimension tables.
    package static func attributes(on session: any SQLSession) async throws -> [String] {
        let known = Set((columnNames + FOCUS.columnsByName.keys).map { $0.lowercased() })
        return try await session.rows("SELECT column_name FROM (DESCRIBE daily)").compactMap { row in
            guard case .text(let name) = row[0], !known.contains(name.lowercased()), !name.hasPrefix("x_") else {
                return nil
            }
            return name
        }
    }
}

import Columnar

/// A connection to an SQL engine. Statements of one session run one after another, in the order in which they were
/// given; different sessions of one database run side by side.
///
/// Errors are ``BillowError`` with the engine's full message and the statement's start.
package protocol SQLSession: Sendable {
    /// Runs one or more statements; answers the rows changed by the last one where the engine tells.
    @discardableResult
    func execute(_ sql: SQLText) async throws -> Int?

    /// Runs one statement and streams what it returns. The stream must be read to its end or closed before the next
    /// statement.
    func query(_ sql: SQLText) async throws -> any BatchStream

    /// Ends what is running, from any thread; the statement throws `tryAgain`. Without effect on an idle session.
    func cancel()
}

/// A session that others can be opened beside, on its database.
package protocol BranchingSession: SQLSession {
    func branch() async throws -> any SQLSession
}

/// A result set, a batch of rows at a time.
package protocol BatchStream: Sendable {
    var columns: [ResultColumn] { get }

    /// Nil at the end.
    func next() async throws -> RecordBatch?

    /// Releases the engine's result; called by itself at the end.
    func close() async
}

/// A column of a result: its name and the SQL name of its type, such as `DECIMAL(38,18)`.
package struct ResultColumn: Hashable, Sendable {
    package let name: String
    package let typeName: String

    package init(name: String, typeName: String) {
        self.name = name
        self.typeName = typeName
    }
}

extension SQLSession {
    /// All rows of a small result.
    package func rows(_ sql: SQLText) async throws -> [[Value]] {
        let stream = try await query(sql)
        var rows: [[Value]] = []
        while let batch = try await stream.next() {
            for row in 0..<batch.rowCount {
                rows.append((0..<batch.columnCount).map { batch.value(row: row, column: $0) })
            }
        }
        return rows
    }
}

import BillingModel

/// One version of a table: what its commit file says, or all that a checkpoint holds.
package struct Commit: Hashable, Sendable {
    package let version: Int
    package let actions: [Action]

    package init(version: Int, actions: [Action]) {
        self.version = version
        self.actions = actions
    }

    /// `00000000000000000007.json`.
    package static func fileName(_ version: Int) -> String { "\(digits(version)).json" }

    /// `00000000000000000010.checkpoint.parquet`.
    package static func checkpointName(_ version: Int) -> String { "\(digits(version)).checkpoint.parquet" }

    package var info: CommitInfo? {
        for case .commitInfo(let info) in actions { return info }
        return nil
    }

    private static func digits(_ version: Int) -> String {
        let digits = String(version)
        return String(repeating: "0", count: max(0, 20 - digits.count)) + digits
    }
}

extension Commit {
    /// Reads a commit file. Throws `badData` naming version and line.
    package init(version: Int, bytes: [UInt8]) throws {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Self.unusable(version, "the file is not UTF-8")
        }
        var actions: [Action] = []
        for (index, line) in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .enumerated()
        {
            guard !line.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") }) else { continue }
            do {
                actions.append(try LogJSON.read(Action.self, from: Substring(line)))
            } catch let error as LogDefect {
                throw Self.unusable(version, "line \(index + 1): \(error.reason)")
            }
        }
        guard !actions.isEmpty else { throw Self.unusable(version, "the file is empty") }
        self.init(version: version, actions: actions)
    }

    /// The commit file: an action a line, each ended by a line feed.
    package func bytes() throws -> [UInt8] {
        var bytes: [UInt8] = []
        for action in actions {
            bytes += try action.jsonLine().utf8
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes
    }

    static func unusable(_ version: Int, _ reason: String) -> BillowError {
        BillowError(
            .badData, "version \(version) of the table's log cannot be used: \(reason)",
            hint: "nothing was changed; put the file back from a copy of the table, or rebuild the table in a new lake",
            source: "_delta_log/\(fileName(version))")
    }
}

extension Action {
    /// One action from its JSON, members that are null left out of account. Throws `badData` when it is not one that
    /// ``Commit`` would take.
    package init(jsonLine: String) throws {
        do {
            self = try LogJSON.read(Action.self, from: jsonLine)
        } catch let error as LogDefect {
            throw BillowError(.badData, "an action of the table's log cannot be used: \(error.reason)")
        }
    }

    /// JSON without line feeds.
    package func jsonLine() throws -> String {
        try LogJSON.text(self)
    }
}

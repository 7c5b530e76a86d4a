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
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw Self.unusable(version, "the file is not UTF-8")
        }
        let actions = try bytes.withUnsafeBufferPointer { try Self.actions($0, version) }
        guard !actions.isEmpty else { throw Self.unusable(version, "the file is empty") }
        self.init(version: version, actions: actions)
    }

    private static func actions(_ bytes: UnsafeBufferPointer<UInt8>, _ version: Int) throws -> [Action] {
        var actions: [Action] = []
        var (start, number) = (0, 1)
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            let line = UnsafeBufferPointer(rebasing: bytes[start..<end])
            do {
                let isBlank = line.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") }
                if !isBlank { actions.append(try LogJSON.action(line)) }
            } catch let error as LogDefect {
                throw unusable(version, "line \(number): \(error.reason)")
            }
            (start, number) = (end + 1, number + 1)
        }
        return actions
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
            var line = jsonLine
            self = try line.withUTF8 { try LogJSON.action($0) }
        } catch let error as LogDefect {
            throw BillowError(.badData, "an action of the table's log cannot be used: \(error.reason)")
        }
    }

    /// JSON without line feeds.
    package func jsonLine() throws -> String {
        try LogJSON.text(self)
    }
}

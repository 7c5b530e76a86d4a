/// What the actions so far add up to.
struct LogState: Sendable {
    var protocolVersion: ProtocolVersion?
    var metadata: TableMetadata?
    /// By canonical log path, which is ASCII: `String` takes two Unicode spellings of one name for the same.
    var live: [String: AddFile] = [:]
    var tombstones: [String: RemoveFile] = [:]
    var transactions: [String: Transaction] = [:]

    enum Kind {
        case commit
        case checkpoint
    }

    /// Throws ``LogDefect`` and leaves the state in between: it is of no use then.
    mutating func apply(_ actions: [Action], as kind: Kind) throws {
        try applyProtocolAndMetadata(actions)
        try applyTransactions(actions)
        try applyFiles(actions, as: kind)
    }

    private mutating func applyProtocolAndMetadata(_ actions: [Action]) throws {
        var protocols: [ProtocolVersion] = []
        var metadatas: [TableMetadata] = []
        for action in actions {
            switch action {
            case .protocol(let version): protocols.append(version)
            case .metaData(let metadata): metadatas.append(metadata)
            default: break
            }
        }
        guard protocols.count <= 1 else { throw LogDefect("it holds \(protocols.count) protocol actions") }
        guard metadatas.count <= 1 else { throw LogDefect("it holds \(metadatas.count) metaData actions") }
        if let version = protocols.first {
            try version.check()
            protocolVersion = version
        }
        if let new = metadatas.first {
            try new.check()
            metadata = new
        }
        guard protocolVersion != nil else { throw LogDefect("the table starts without a protocol action") }
        guard metadata != nil else { throw LogDefect("the table starts without a metaData action") }
    }

    private mutating func applyTransactions(_ actions: [Action]) throws {
        var seen: Set<String> = []
        for case .transaction(let transaction) in actions {
            guard seen.insert(transaction.appID).inserted else {
                throw LogDefect("it holds two txn actions for '\(transaction.appID)'")
            }
            transactions[transaction.appID] = transaction
        }
    }

    private mutating func applyFiles(_ actions: [Action], as kind: Kind) throws {
        var seen: Set<String> = []
        for action in actions {
            switch action {
            case .add(var file):
                let key = LogPath.encode(file.path)
                try claim(key, in: &seen)
                try LogPath.check(file.path)
                // Once in the table, a file looks the same whether it came by a commit or by a checkpoint.
                file.dataChange = false
                live[key] = file
                tombstones[key] = nil
            case .remove(let file):
                let key = LogPath.encode(file.path)
                try claim(key, in: &seen)
                if kind == .commit, live.removeValue(forKey: key) == nil {
                    throw LogDefect("it removes '\(file.logPath)', which is not in the table")
                }
                tombstones[key] = file
            default: break
            }
        }
        try checkPartitionValues(actions)
    }

    private func claim(_ key: String, in seen: inout Set<String>) throws {
        guard seen.insert(key).inserted else { throw LogDefect("it names the file '\(key)' twice") }
    }

    /// New files against the columns in force; all files when those changed.
    private func checkPartitionValues(_ actions: [Action]) throws {
        let columns = Set(metadata?.partitionColumns ?? [])
        func check(_ file: AddFile) throws {
            guard file.partitionValues.count == columns.count, columns.isSuperset(of: file.partitionValues.keys) else {
                throw LogDefect(
                    "'\(file.logPath)' has values for \(file.partitionValues.keys.sorted()), but the table is "
                        + "partitioned by \(metadata?.partitionColumns ?? [])")
            }
        }
        let columnsChanged = actions.contains { if case .metaData = $0 { true } else { false } }
        if columnsChanged {
            for file in live.values.sorted(by: { $0.logPath < $1.logPath }) { try check(file) }
        } else {
            for case .add(let file) in actions { try check(file) }
        }
    }
}

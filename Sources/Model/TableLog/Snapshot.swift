/// A table at one version.
package struct Snapshot: Sendable {
    package let version: Int
    package let metadata: TableMetadata
    /// Live files in ascending order of ``AddFile/logPath``; ``AddFile/dataChange`` is false in all of them.
    package let files: [AddFile]

    let state: LogState

    init(version: Int, metadata: TableMetadata, state: LogState) {
        self.version = version
        self.metadata = metadata
        self.state = state
        files = state.live.values.sorted { $0.logPath < $1.logPath }
    }

    package var protocolVersion: ProtocolVersion { state.protocolVersion ?? .billow }

    /// The latest of each application.
    package var transactions: [String: Transaction] { state.transactions }

    /// Files that were removed and may still be read by those who hold an older snapshot.
    package var tombstones: [RemoveFile] { state.tombstones.values.sorted { $0.logPath < $1.logPath } }

    /// How far an application has come; nil when it never wrote.
    package func transactionVersion(_ appID: String) -> Int64? { state.transactions[appID]?.version }

    /// The live file at a path on disk.
    package func file(_ path: String) -> AddFile? { state.live[LogPath.encode(path)] }

    package func files(in scope: PartitionScope) -> [AddFile] {
        files.filter { scope.contains($0.partitionValues) }
    }

    /// Nil when a file does not say how many it has.
    package var rows: Int? {
        var sum = 0
        for file in files {
            guard let rows = file.rows else { return nil }
            sum += rows
        }
        return sum
    }

    package var sizeBytes: Int { files.reduce(0) { $0 + $1.sizeBytes } }
}

extension Snapshot {
    /// What a checkpoint of this version holds, in a fixed order. Tombstones from before `tombstonesSinceMillis` are
    /// left out.
    package func checkpointActions(tombstonesSinceMillis: Int64) -> [Action] {
        var actions: [Action] = [.protocol(protocolVersion), .metaData(metadata)]
        actions += transactions.values.sorted { $0.appID < $1.appID }.map(Action.transaction)
        actions += tombstones.filter { ($0.deletionMillis ?? 0) >= tombstonesSinceMillis }.map(Action.remove)
        return actions + files.map(Action.add)
    }
}

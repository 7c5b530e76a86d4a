import BillingModel

/// A commit that somebody wants to make.
package struct TableChange: Sendable {
    /// What the commit does to the rows.
    package enum Effect: Sendable {
        case changesData
        /// The same rows in other files: compaction.
        case movesRows
    }

    package var adds: [AddFile]
    /// Paths on disk of files that are live in the snapshot that the change was planned on.
    package var removes: [String]
    /// The parts of the table that this change is the whole new content of; another writer's files there conflict.
    package var replaces: [PartitionScope]
    /// For a new table, or where columns change.
    package var metadata: TableMetadata?
    /// At most one for each application.
    package var transactions: [Transaction]
    package var info: CommitInfo
    package var effect: Effect

    package init(
        adds: [AddFile] = [], removes: [String] = [], replaces: [PartitionScope] = [], metadata: TableMetadata? = nil,
        transactions: [Transaction] = [], info: CommitInfo, effect: Effect = .changesData
    ) {
        self.adds = adds
        self.removes = removes
        self.replaces = replaces
        self.metadata = metadata
        self.transactions = transactions
        self.info = info
        self.effect = effect
    }

    /// Makes `adds` the whole content of a part of the table: removes all live files there.
    package mutating func replace(_ scope: PartitionScope, in snapshot: Snapshot?, with adds: [AddFile]) {
        replaces.append(scope)
        removes += snapshot?.files(in: scope).map(\.path) ?? []
        self.adds += adds
    }
}

extension TableChange {
    /// The commit that follows `snapshot` (nil: creates the table), and the table after it.
    ///
    /// Throws `badData` when the log would be one that we refuse to read, `bug` when the change does not fit the
    /// snapshot.
    package func commit(on snapshot: Snapshot?) throws -> (commit: Commit, after: Snapshot) {
        let changesData = effect == .changesData
        var actions: [Action] = [.commitInfo(info)]
        if snapshot == nil {
            guard metadata != nil else { throw BillowError(.bug, "a table is created without columns") }
            actions.append(.protocol(.billow))
        }
        if let metadata { actions.append(.metaData(metadata)) }
        if let known = snapshot?.metadata.id, let id = metadata?.id, known != id {
            throw BillowError(.bug, "a change of columns would change the table's id from \(known) to \(id)")
        }
        actions += transactions.map(Action.transaction)
        if changesData, !removes.isEmpty, snapshot?.metadata.isAppendOnly == true {
            throw BillowError(.badData, "the table is append-only (delta.appendOnly), rows cannot be removed from it")
        }
        for path in removes {
            guard let file = snapshot?.file(path) else {
                throw BillowError(.bug, "a change removes '\(path)', which is not in the table", source: path)
            }
            actions.append(
                .remove(RemoveFile(file, deletionMillis: info.timestampMillis, dataChange: changesData)))
        }
        for var file in adds {
            file.dataChange = changesData
            actions.append(.add(file))
        }
        let commit = Commit(version: (snapshot?.version ?? -1) + 1, actions: actions)
        let after = try snapshot?.applying([commit]) ?? Snapshot.replay(commits: [commit])
        guard let after else { throw BillowError(.bug, "a commit left no table") }
        return (commit, after)
    }
}

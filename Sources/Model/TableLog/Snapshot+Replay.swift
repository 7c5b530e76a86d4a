import BillingModel

extension Snapshot {
    /// The table after these commits, which follow each other from the checkpoint's version + 1, or from 0.
    ///
    /// Nil when there is neither checkpoint nor commit. Throws `badData`, naming version and reason, for a log that
    /// `docs/formats/table-log.md` says is refused.
    package static func replay(checkpoint: Commit? = nil, commits: [Commit]) throws -> Snapshot? {
        var state = LogState()
        if let checkpoint {
            do {
                try state.apply(checkpoint.actions, as: .checkpoint)
            } catch let error as LogDefect {
                throw Commit.unusable(checkpoint.version, "checkpoint: \(error.reason)")
            }
        }
        return try advance(&state, from: checkpoint?.version, over: commits)
    }

    /// This table after further commits.
    package func applying(_ commits: [Commit]) throws -> Snapshot {
        guard !commits.isEmpty else { return self }
        var state = state
        return try Self.advance(&state, from: version, over: commits) ?? self
    }

    private static func advance(_ state: inout LogState, from start: Int?, over commits: [Commit]) throws -> Snapshot? {
        var version = start ?? -1
        for commit in commits {
            guard commit.version == version + 1 else {
                throw Commit.unusable(
                    version + 1, "it is missing, the next one found is version \(commit.version)")
            }
            do {
                try state.apply(commit.actions, as: .commit)
            } catch let error as LogDefect {
                throw Commit.unusable(commit.version, error.reason)
            }
            version = commit.version
        }
        guard version >= 0, let metadata = state.metadata else { return nil }
        return Snapshot(version: version, metadata: metadata, state: state)
    }
}

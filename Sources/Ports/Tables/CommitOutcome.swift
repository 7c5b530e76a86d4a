import TableLog

/// What became of a change.
package enum CommitOutcome: Sendable {
    /// The table as this commit left it.
    case committed(Snapshot)
    /// Somebody else's commit took away what the change was planned on. Nothing was written; plan again on `current`.
    case conflicted(reason: String, current: Snapshot)
}

/// A version of a table, for those who look back.
package struct HistoryEntry: Sendable {
    package let version: Int
    /// Nil when its writer left none.
    package let info: CommitInfo?
    /// Everything that the commit says.
    package let actions: [Action]
}

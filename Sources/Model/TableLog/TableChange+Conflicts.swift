extension TableChange {
    package enum Resolution: Equatable, Sendable {
        case stillValid
        /// The reason is a sentence for people.
        case conflict(reason: String)
    }

    /// Whether this change still means what was planned, after commits that its planner did not see.
    package func resolve(against newer: [Commit]) -> Resolution {
        let removed = Set(removes.map(LogPath.encode))
        let added = Set(adds.map { LogPath.encode($0.path) })
        let applications = Set(transactions.map(\.appID))
        for commit in newer {
            for action in commit.actions {
                if let reason = conflict(action, removed: removed, added: added, applications: applications) {
                    return .conflict(reason: "version \(commit.version) \(reason)")
                }
            }
        }
        return .stillValid
    }

    private func conflict(
        _ action: Action, removed: Set<String>, added: Set<String>, applications: Set<String>
    ) -> String? {
        switch action {
        case .protocol: return "changed the table's protocol"
        case .metaData: return "changed the table's columns"
        case .transaction(let other):
            return applications.contains(other.appID) ? "already advanced '\(other.appID)' to \(other.version)" : nil
        case .remove(let file):
            if removed.contains(LogPath.encode(file.path)) { return "already removed '\(file.path)'" }
            guard let values = file.partitionValues else {
                return replaces.isEmpty ? nil : "removed '\(file.path)' without saying from which partition"
            }
            return replaces.first { $0.contains(values) }.map { "removed files from \($0), which is being replaced" }
        case .add(let file):
            if added.contains(LogPath.encode(file.path)) { return "already added '\(file.path)'" }
            return replaces.first { $0.contains(file.partitionValues) }
                .map { "added files to \($0), which is being replaced" }
        case .commitInfo, .unknown:
            return nil
        }
    }
}

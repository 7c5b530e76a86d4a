import BillingModel
import Foundation
import ObjectStorage
import TableLog

extension Table {
    private static let attemptsMax = 100
    private static let checkpointEvery = 10

    /// Makes `change`, planned on `snapshot` (nil: there was no table), the table's next version.
    ///
    /// At most once: after an error the commit may stand or not, and a change that carries a transaction can be planned
    /// again without harm. Throws `tryAgain` when other writers win too often.
    package func commit(_ change: TableChange, on snapshot: Snapshot?) async throws -> CommitOutcome {
        var change = change
        change.info.attemptID = UUID().uuidString.lowercased()
        var base = snapshot
        for _ in 0..<Self.attemptsMax {
            let (commit, after) = try change.commit(on: base)
            if try await write(commit) {
                await writeCheckpointIfDue(after, commit: commit)
                return .committed(after)
            }
            let newer = try await commits(after: base?.version ?? -1)
            let current = try base?.applying(newer) ?? Snapshot.replay(commits: newer)
            // A listing may lag behind the write that we lost to.
            guard let current, !newer.isEmpty else { continue }
            if newer.contains(where: { $0.info?.attemptID == change.info.attemptID }) {
                return .committed(current)
            }
            if case .conflict(let reason) = change.resolve(against: newer) {
                return .conflicted(reason: reason, current: current)
            }
            base = current
        }
        throw BillowError(
            .tryAgain, "\(Self.attemptsMax) commits to the table '\(root)' came first",
            hint: "run again when fewer writers are at work", source: store.location)
    }

    /// False when the version exists and is somebody else's.
    private func write(_ commit: Commit) async throws -> Bool {
        let key = try logKey(Commit.fileName(commit.version))
        return try await store.put(key, try CommitSeal.sealed(commit), mode: .ifAbsent) == .written
    }

    private func writeCheckpointIfDue(_ snapshot: Snapshot, commit: Commit) async {
        guard snapshot.version > 0, snapshot.version.isMultiple(of: Self.checkpointEvery), codec != nil else { return }
        do {
            try await writeCheckpoint(snapshot, nowMillis: commit.info?.timestampMillis ?? 0)
        } catch {
            onCheckpointFailure(error)
        }
    }
}

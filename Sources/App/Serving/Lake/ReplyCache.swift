/// Replies to questions that were asked before, of one set of versions; the longest unused go first.
actor ReplyCache {
    private struct Entry {
        let reply: Reply
        var usedAt: Int
    }

    private var versions: LakeVersions?
    private var entries: [String: Entry] = [:]
    private var making: [String: Task<Reply, any Error>] = [:]
    private var sizeBytes = 0
    private var uses = 0
    private let sizeBytesMax: Int

    init(sizeBytesMax: Int = 64 << 20) {
        self.sizeBytesMax = sizeBytesMax
    }

    /// Makes a reply once for however many ask at the same time. Failures are not kept.
    func reply(
        _ key: String, of versions: LakeVersions, make: @escaping @Sendable () async throws -> Reply
    ) async throws -> (reply: Reply, wasKept: Bool) {
        if self.versions != versions {
            (self.versions, entries, making, sizeBytes) = (versions, [:], [:], 0)
        }
        uses += 1
        if let kept = entries[key] {
            entries[key]?.usedAt = uses
            return (kept.reply, true)
        }
        if let task = making[key] { return (try await task.value, true) }
        let task = Task { try await make() }
        making[key] = task
        let result = await task.result
        if self.versions == versions {
            making[key] = nil
            if case .success(let reply) = result { keep(reply, as: key) }
        }
        return (try result.get(), false)
    }

    private func keep(_ reply: Reply, as key: String) {
        let size = reply.body.utf8.count + key.utf8.count
        guard size <= sizeBytesMax / 8, entries[key] == nil else { return }
        sizeBytes += size
        entries[key] = Entry(reply: reply, usedAt: uses)
        guard sizeBytes > sizeBytesMax else { return }
        for (key, entry) in entries.sorted(by: { $0.value.usedAt < $1.value.usedAt }) {
            guard sizeBytes > sizeBytesMax / 2 else { break }
            sizeBytes -= entry.reply.body.utf8.count + key.utf8.count
            entries[key] = nil
        }
    }
}

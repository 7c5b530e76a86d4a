import BillingModel

/// Replies to questions that were asked before, of one set of versions; the longest unused go first.
package actor ReplyCache {
    private struct Entry {
        let reply: Reply
        var usedAt: Int
    }

    /// A reply that is being made, and for how many.
    private struct Making {
        let task: Task<Reply, any Error>
        var askers = 0
    }

    private var versions: LakeVersions?
    private var entries: [String: Entry] = [:]
    private var makings: [Int: Making] = [:]
    /// Of the versions that are kept now.
    private var makingByKey: [String: Int] = [:]
    private var sizeBytes = 0
    private var uses = 0
    private let sizeBytesMax: Int
    private let makingsMax: Int

    /// - Parameter makingsMax: Replies that are made at once. Whoever wants another one is refused at once: a request
    ///   that was begun is not to fail for those that came after it.
    package init(sizeBytesMax: Int = 32 << 20, makingsMax: Int = 64) {
        self.sizeBytesMax = sizeBytesMax
        self.makingsMax = makingsMax
    }

    /// How many wait for replies that are being made.
    package var askers: Int { makings.values.reduce(0) { $0 + $1.askers } }

    /// Makes a reply once for however many ask at the same time; when all of their tasks are cancelled, so is the
    /// making. Failures are not kept. Throws `unavailable` where too many are being made.
    package func reply(
        _ key: String, of versions: LakeVersions, make: @escaping @Sendable () async throws -> Reply
    ) async throws -> (reply: Reply, wasKept: Bool) {
        if self.versions != versions {
            (self.versions, entries, makingByKey, sizeBytes) = (versions, [:], [:], 0)
        }
        uses += 1
        if let kept = entries[key] {
            entries[key]?.usedAt = uses
            return (kept.reply, true)
        }
        let (number, isFirst) = (makingByKey[key] ?? uses, makingByKey[key] == nil)
        guard !isFirst || makings.count < makingsMax else {
            throw BillowError(.unavailable, "too many are waiting")
        }
        var making = makings[number] ?? Making(task: Task { try await make() })
        making.askers += 1
        makings[number] = making
        makingByKey[key] = number
        let result = await withTaskCancellationHandler {
            await making.task.result
        } onCancel: {
            Task { await self.leave(number, key) }
        }
        makings[number] = nil
        if makingByKey[key] == number {
            makingByKey[key] = nil
            if case .success(let reply) = result { keep(reply, as: key) }
        }
        return (try result.get(), !isFirst)
    }

    /// One asker is gone; whoever asks after the last one has it made anew.
    private func leave(_ number: Int, _ key: String) {
        makings[number]?.askers -= 1
        guard let making = makings[number], making.askers == 0 else { return }
        makings[number] = nil
        if makingByKey[key] == number { makingByKey[key] = nil }
        making.task.cancel()
    }

    private func keep(_ reply: Reply, as key: String) {
        let size = reply.sizeBytes + key.utf8.count
        guard size <= sizeBytesMax / 8, entries[key] == nil else { return }
        sizeBytes += size
        entries[key] = Entry(reply: reply, usedAt: uses)
        guard sizeBytes > sizeBytesMax else { return }
        for (key, entry) in entries.sorted(by: { $0.value.usedAt < $1.value.usedAt }) {
            guard sizeBytes > sizeBytesMax / 2 else { break }
            sizeBytes -= entry.reply.sizeBytes + key.utf8.count
            entries[key] = nil
        }
    }
}

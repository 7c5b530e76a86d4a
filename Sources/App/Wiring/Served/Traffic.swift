/// Statements that answer requests, seen by whoever has work that can wait.
actor Traffic {
    private let clock = ContinuousClock()
    private var running = 0
    private var lastLeft: ContinuousClock.Instant?
    private var isClosed = false
    private var entering: [CheckedContinuation<Void, Never>] = []

    private static let look = Duration.milliseconds(5)

    func enter() async {
        while isClosed { await withCheckedContinuation { entering.append($0) } }
        running += 1
    }

    func leave() {
        running -= 1
        lastLeft = clock.now
    }

    /// Until nothing has been asked for a while; not longer than `patience`.
    func calm(for quiet: Duration, patience: Duration) async throws {
        let end = clock.now + patience
        while clock.now < end, running > 0 || lastLeft.map({ $0.duration(to: clock.now) < quiet }) ?? false {
            try await Task.sleep(for: Self.look)
        }
    }

    /// Runs something beside which no statement begins; those that run have this long to end.
    func alone(patience: Duration, _ body: @Sendable () async throws -> Void) async throws {
        isClosed = true
        defer { open() }
        let end = clock.now + patience
        while clock.now < end, running > 0 { try await Task.sleep(for: Self.look) }
        try await body()
    }

    private func open() {
        isClosed = false
        for continuation in entering { continuation.resume() }
        entering = []
    }
}

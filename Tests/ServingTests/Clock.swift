import Synchronization

/// A clock that a test sets: noon of 3 November 2025 at first.
final class Clock: Sendable {
    private let now = Mutex<Int64>(1_762_171_200_000)

    var millis: Int64 { now.withLock { $0 } }

    func advance(days: Int64) {
        now.withLock { $0 += days * 86_400_000 }
    }
}

import NIOCore
import Synchronization

/// Which clients have left, and what is to be done when one does that waits for an answer.
final class Departures: Sendable {
    private enum State {
        case waits(onLeaving: @Sendable () -> Void)
        /// It sends nothing more, which is how one that hangs up is seen.
        case left
    }

    private let states = Mutex<[ObjectIdentifier: State]>([:])

    /// `onLeaving` is called once at most, until ``answered(_:)``; at once where the client has already left.
    func watch(_ channel: any Channel, onLeaving: @escaping @Sendable () -> Void) {
        let isThere = states.withLock { states in
            guard states[ObjectIdentifier(channel)] == nil, channel.isActive else { return false }
            states[ObjectIdentifier(channel)] = .waits(onLeaving: onLeaving)
            return true
        }
        if !isThere { onLeaving() }
    }

    func answered(_ channel: any Channel) {
        states.withLock { states in
            if case .waits = states[ObjectIdentifier(channel)] { states[ObjectIdentifier(channel)] = nil }
        }
    }

    func left(_ channel: any Channel) {
        replace(channel, by: .left)
    }

    func closed(_ channel: any Channel) {
        replace(channel, by: nil)
    }

    private func replace(_ channel: any Channel, by state: State?) {
        let before = states.withLock { states in
            defer { states[ObjectIdentifier(channel)] = state }
            return states[ObjectIdentifier(channel)]
        }
        if case .waits(let onLeaving) = before { onLeaving() }
    }
}

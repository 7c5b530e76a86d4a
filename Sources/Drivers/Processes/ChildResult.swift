#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How a child ended, and what it had said until then.
package struct ChildResult: Sendable {
    package enum End: Hashable, Sendable {
        case exited(Int32)
        case signalled(Int32)
        /// Killed, since its time was up.
        case timedOut
        /// Killed, since it would not stop talking.
        case flooded
    }

    package let end: End
    /// Standard output.
    package let output: [UInt8]
    /// The end of standard error.
    package let complaint: [UInt8]
}

extension ChildResult.End {
    /// Of a `waitpid` status.
    init(status: Int32) {
        let signal = status & 0x7F
        self = signal == 0 ? .exited((status >> 8) & 0xFF) : .signalled(signal)
    }
}

extension ChildResult.End: CustomStringConvertible {
    package var description: String {
        switch self {
        case .exited(let code): "ended with exit code \(code)"
        case .signalled(let signal): "was ended by signal \(signal) (\(String(cString: strsignal(signal))))"
        case .timedOut: "was stopped when its time was up"
        case .flooded: "was stopped when it would not stop talking"
        }
    }
}

import CProcesses

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Two ends of a pipe that no other child inherits.
struct PipeEnds {
    let reading: Int32
    let writing: Int32

    /// Nil, and `errno`, when the process has no descriptor left.
    init?() {
        var ends: [Int32] = [-1, -1]
        guard billow_pipe(&ends) == 0 else { return nil }
        (reading, writing) = (ends[0], ends[1])
    }

    func close() {
        for end in [reading, writing] { _ = Self.close(end) }
    }

    static func neverWait(_ end: Int32) {
        _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK)
    }

    #if canImport(Glibc)
        static func close(_ end: Int32) -> Int32 { Glibc.close(end) }
    #else
        static func close(_ end: Int32) -> Int32 { Darwin.close(end) }
    #endif
}

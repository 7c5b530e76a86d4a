#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension SpawnedChild {
    /// How often a child is looked at that says nothing; what it says, and its end, is noticed at once.
    private static let tickMillis: Int32 = 100
    /// A child that has closed its pipes is about to end.
    private static let lastTickMillis: Int32 = 1
    private static let complaintBytesMax = 8 << 10

    /// Says `input`, listens until the child has ended or is ended, and leaves no process of its group behind.
    /// - Throws: `CancellationError`.
    func finish(
        input bytes: [UInt8], allowance: ChildProgram.Allowance, isCancelled: () -> Bool
    ) throws -> ChildResult {
        defer { close() }
        Self.ignoreBrokenPipes()
        let deadline = ContinuousClock.now + allowance.duration
        var rest = bytes[...]
        var talk = Talk()
        var forced: ChildResult.End?
        var wasCancelled = false
        while !hasEnded {
            if isCancelled() {
                wasCancelled = true
                break
            }
            if ContinuousClock.now >= deadline { forced = .timedOut }
            if talk.output.count > allowance.outputBytesMax { forced = .flooded }
            if forced != nil { break }
            wait(isWriting: !rest.isEmpty, talk)
            write(&rest)
            listen(&talk)
        }
        // Not yet waited for, so that its number is still its own and its group's.
        kill(-id, SIGKILL)
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0 && errno == EINTR {}
        if wasCancelled { throw CancellationError() }
        while forced == nil, talk.output.count <= allowance.outputBytesMax, listen(&talk) {}
        return ChildResult(
            end: forced ?? ChildResult.End(status: status), output: talk.output, complaint: talk.complaint)
    }

    private struct Talk {
        var output: [UInt8] = []
        var complaint: [UInt8] = []
        var isOutputOpen = true
        var isErrorOpen = true
    }

    /// A child that does not read what it is told shall not end this process. The signal goes to the thread that
    /// writes, which lives no longer than the child.
    private static func ignoreBrokenPipes() {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    private var hasEnded: Bool {
        var info = siginfo_t()
        let code = waitid(P_PID, id_t(id), &info, WEXITED | WNOHANG | WNOWAIT)
        return code == 0 ? info.si_signo == SIGCHLD : errno != EINTR
    }

    private func wait(isWriting: Bool, _ talk: Talk) {
        var ends: [pollfd] = []
        if isWriting { ends.append(pollfd(fd: input, events: Int16(POLLOUT), revents: 0)) }
        if talk.isOutputOpen { ends.append(pollfd(fd: output, events: Int16(POLLIN), revents: 0)) }
        if talk.isErrorOpen { ends.append(pollfd(fd: error, events: Int16(POLLIN), revents: 0)) }
        let isQuiet = !talk.isOutputOpen && !talk.isErrorOpen
        poll(&ends, nfds_t(ends.count), isQuiet ? Self.lastTickMillis : Self.tickMillis)
    }

    /// A child that closed its input is told no more.
    private func write(_ rest: inout ArraySlice<UInt8>) {
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Self.write(input, $0) }
            guard count > 0 else {
                if count < 0, errno != EAGAIN, errno != EINTR { rest = [] }
                return
            }
            rest.removeFirst(count)
        }
    }

    /// Takes what is there; answers whether anything was.
    @discardableResult
    private func listen(_ talk: inout Talk) -> Bool {
        let said = Self.listen(output, &talk.isOutputOpen, &talk.output)
        let complained = Self.listen(error, &talk.isErrorOpen, &talk.complaint)
        talk.complaint = talk.complaint.suffix(Self.complaintBytesMax)
        return said || complained
    }

    private static func listen(_ end: Int32, _ isOpen: inout Bool, _ bytes: inout [UInt8]) -> Bool {
        guard isOpen else { return false }
        let count = withUnsafeTemporaryAllocation(byteCount: 64 << 10, alignment: 1) { buffer in
            let count = read(end, buffer.baseAddress, buffer.count)
            if count > 0 { bytes.append(contentsOf: buffer[..<count]) }
            return count
        }
        if count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR) { isOpen = false }
        return count > 0
    }

    private static func write(_ end: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
            Glibc.write(end, bytes.baseAddress, bytes.count)
        #else
            Darwin.write(end, bytes.baseAddress, bytes.count)
        #endif
    }
}

import BillingModel
import CProcesses

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A child in a process group of its own, behind three pipes. Used by one thread, which waits for it to the end.
struct SpawnedChild {
    let id: pid_t
    /// Its standard input, output and error.
    let input: Int32
    let output: Int32
    let error: Int32

    init(_ program: ChildProgram) throws {
        var pipes: [PipeEnds] = []
        for _ in 0..<3 {
            guard let pipe = PipeEnds() else {
                let code = errno
                for pipe in pipes { pipe.close() }
                throw Self.failure(code, program)
            }
            pipes.append(pipe)
        }
        // Whoever started this process may have made it ignore the ends of children; nobody would learn of them then.
        signal(SIGCHLD, SIG_DFL)
        let (code, id) = Self.spawn(program, pipes)
        for end in [pipes[0].reading, pipes[1].writing, pipes[2].writing] { _ = PipeEnds.close(end) }
        (input, output, error) = (pipes[0].writing, pipes[1].reading, pipes[2].reading)
        self.id = id
        guard code == 0 else {
            close()
            throw Self.failure(code, program)
        }
        for end in [input, output, error] { PipeEnds.neverWait(end) }
    }

    func close() {
        for end in [input, output, error] { _ = PipeEnds.close(end) }
    }

    private static func spawn(_ program: ChildProgram, _ pipes: [PipeEnds]) -> (code: Int32, id: pid_t) {
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #else
            var actions = posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        let ends = [pipes[0].reading, pipes[1].writing, pipes[2].writing]
        for (number, end) in ends.enumerated() { posix_spawn_file_actions_adddup2(&actions, end, Int32(number)) }
        var flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
        #if canImport(Darwin)
            flags |= POSIX_SPAWN_CLOEXEC_DEFAULT
        #endif
        billow_close_from(&actions, 3)
        posix_spawnattr_setflags(&attributes, Int16(flags))
        posix_spawnattr_setpgroup(&attributes, 0)
        var (all, none) = (sigset_t(), sigset_t())
        sigfillset(&all)
        sigemptyset(&none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setsigmask(&attributes, &none)

        var id: pid_t = 0
        let environment = program.environment.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }
        let code = withCStrings([program.path] + program.arguments) { arguments in
            withCStrings(environment) { posix_spawn(&id, program.path, &actions, &attributes, arguments, $0) }
        }
        return (code, id)
    }

    private static func withCStrings<Result>(
        _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let strings = texts.map { strdup($0) }
        defer { strings.forEach { free($0) } }
        return body(strings + [nil])
    }

    private static func failure(_ code: Int32, _ program: ChildProgram) -> BillowError {
        let why = String(cString: strerror(code))
        switch code {
        case EAGAIN, ENOMEM, EMFILE, ENFILE:
            return BillowError(
                .unavailable, "the machine has no room for another process: \(why)",
                hint: "end other programs, or raise this user's limits (ulimit -a)", source: program.path)
        default:
            return BillowError(
                .configuration, "cannot start the program that reads Parquet files: \(why)",
                hint: "install Billow again", source: program.path)
        }
    }
}

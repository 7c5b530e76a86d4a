import Foundation

/// A trap ends the process before `main` can tell the seed.
enum Trap {
    nonisolated(unsafe) static var seed: UInt64 = 0

    static func tellsSeed() {
        for number in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT, SIGFPE] {
            signal(number) { number in
                let line = "signal \(number) at seed \(Trap.seed)\n"
                _ = line.withCString { write(STDERR_FILENO, $0, strlen($0)) }
                signal(number, SIG_DFL)
                raise(number)
            }
        }
    }
}

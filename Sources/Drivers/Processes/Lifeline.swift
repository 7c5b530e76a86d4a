import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What ties a child to its parent: standard input, which the parent's end closes, however it comes.
package enum Lifeline {
    /// All that the parent says: one line, whose end is cut off. Nil when standard input ends before it.
    package static func job() -> [UInt8]? {
        var line: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while line.last != UInt8(ascii: "\n") {
            let count = read(STDIN_FILENO, &buffer, buffer.count)
            if count > 0 {
                line += buffer[..<count]
            } else if count == 0 || errno != EINTR {
                return nil
            }
        }
        return line.dropLast()
    }

    /// Ends this process at once when standard input ends; for after ``job()``.
    package static func hold() {
        Thread.detachNewThread {
            var byte: UInt8 = 0
            while true {
                let count = read(STDIN_FILENO, &byte, 1)
                if count == 0 || (count < 0 && errno != EINTR) { _exit(1) }
            }
        }
    }
}

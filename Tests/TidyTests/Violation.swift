/// A broken rule, printed the way compilers do, so that editors can jump there.
struct Violation: Hashable, Sendable, CustomStringConvertible {
    let path: String
    /// The first line is 1.
    let line: Int
    let message: String

    var description: String { "\(path):\(line): \(message)" }
}

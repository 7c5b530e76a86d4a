/// A pattern over a path with `/` between its segments: `*` is any text within a segment, `?` one character of it,
/// `**` any number of segments. It matches the whole path, and case counts.
package struct PathGlob: Hashable, Sendable {
    package let text: String
    private let segments: [[Character]]

    package init(_ text: String) {
        self.text = text
        segments = Self.split(text)
    }

    package func matches(_ path: String) -> Bool {
        Self.matches(
            segments, Self.split(path), isStar: { $0 == ["*", "*"] },
            { Self.matches($0, $1, isStar: { $0 == "*" }, { $0 == "?" || $0 == $1 }) })
    }

    private static func split(_ text: String) -> [[Character]] {
        text.split(separator: "/", omittingEmptySubsequences: true).map(Array.init)
    }

    /// Only the last star is ever taken back: what an earlier one could match, the last one can, too.
    private static func matches<Part>(
        _ pattern: [Part], _ parts: [Part], isStar: (Part) -> Bool, _ areAlike: (Part, Part) -> Bool
    ) -> Bool {
        var (at, next) = (0, 0)
        var star: (at: Int, next: Int)?
        while next < parts.count {
            if at < pattern.count, isStar(pattern[at]) {
                star = (at, next)
                at += 1
            } else if at < pattern.count, areAlike(pattern[at], parts[next]) {
                (at, next) = (at + 1, next + 1)
            } else if let (starAt, starNext) = star {
                star = (starAt, starNext + 1)
                (at, next) = (starAt + 1, starNext + 1)
            } else {
                return false
            }
        }
        return pattern[at...].allSatisfy(isStar)
    }
}

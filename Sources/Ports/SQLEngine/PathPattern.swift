/// Paths in lists that the engine reads, where it takes `*`, `?` and `[` in a name for a pattern.
package enum PathPattern {
    private static let special: Set<Character> = ["*", "?", "["]

    /// A pattern that matches this path alone.
    package static func literal(_ path: String) -> String {
        opened(path).reduce(into: "") { text, character in
            text += special.contains(character) ? "[\(character)]" : String(character)
        }
    }

    /// The name under which the engine reports a file: of a pattern's matches it drops a leading `./`.
    package static func opened(_ path: String) -> String {
        var opened = Substring(path)
        guard opened.contains(where: special.contains) else { return path }
        while opened.hasPrefix("./") { opened = opened.dropFirst(2).drop { $0 == "/" } }
        return String(opened)
    }
}

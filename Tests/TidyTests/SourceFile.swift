import Testing

/// One file of the package as a rule sees it: a name and a text. Rules never read the disk.
struct SourceFile: Sendable, CustomTestStringConvertible {
    /// Relative to the package's root: `Sources/Stages/Landing/Lander.swift`.
    let path: String
    let text: String
    let lines: [Substring]
    /// The text without comments and string contents; nil when it is no Swift.
    let code: SwiftCode?

    init(_ path: String, _ text: String) {
        self.path = path
        self.text = text
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        code = path.hasSuffix(".swift") ? SwiftCode(text) : nil
    }

    var testDescription: String { path }
    var isSwift: Bool { code != nil }
    var isSource: Bool { isSwift && path.hasPrefix("Sources/") }

    /// `Stages` of `Sources/Stages/Landing/Lander.swift`; nil outside Sources.
    var layer: Substring? { isSource ? folder(1) : nil }
    /// `Landing` of `Sources/Stages/Landing/Lander.swift`; nil outside Sources.
    var module: Substring? { isSource ? folder(2) : nil }

    private func folder(_ index: Int) -> Substring? {
        let parts = path.split(separator: "/")
        return parts.count > index + 1 ? parts[index] : nil
    }
}

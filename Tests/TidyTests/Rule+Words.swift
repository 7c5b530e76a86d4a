extension Rule {
    static let words: [Rule] = [machinePaths, laterWork]

    static let machinePaths = Rule(
        "no path of one machine",
        breaks: SourceFile("scripts/feed", "cd \"$(mktemp -d)\"\ncd /" + "root/apes"), at: 2
    ) { file in
        found(machinePath, in: file) { "the path \($0) exists on one machine; make it relative, or ask the system" }
    }

    static let laterWork = Rule(
        "no word that promises later work",
        breaks: SourceFile("docs/apes.md", "# Apes\nTO" + "DO: feed them"), at: 2
    ) { file in
        found(promise, in: file) { "\"\($0)\" promises later work; do it, or leave it out" }
            + found(promise, in: SourceFile("", fileName(file).replacing(".", with: " "))) {
                "a file called \($0) promises later work"
            }.map { Violation(path: file.path, line: 1, message: $0.message) }
    }

    // Put together from halves, so that these lines do not break the rules themselves. An engine may call a kind
    // of error so, which is no promise.
    private static let machinePath = Pattern(#"(?<![\w.$})])/(?:work|"# + #"root|farm|tmp|home|Users)/\w+"#)
    private static let promise = Pattern(
        #"\b(?:TO"# + #"DO|FIX"# + #"ME|XX"# + #"X|HA"# + #"CK|not imple"# + #"mented(?! error)|place"#
            + #"holder|for n"#
            + #"ow)\b"#,
        options: .caseInsensitive)

    private static func fileName(_ file: SourceFile) -> String {
        file.path.split(separator: "/").last.map(String.init) ?? file.path
    }

    private static func found(_ pattern: Pattern, in file: SourceFile, message: (String) -> String) -> [Violation] {
        guard pattern.matches(file.text) else { return [] }
        return file.lines.enumerated().flatMap { index, line in
            pattern.matches(in: String(line)).map { match in
                Violation(path: file.path, line: index + 1, message: message(match.text))
            }
        }
    }
}

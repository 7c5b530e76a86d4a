/// Reads rules as `scripts/focus-rules` writes them: a line with id and keyword, then indented the sentence, and what
/// it requires, when, and provided that. Lines that are indented further go on.
struct RuleReader {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    static func rules(_ text: String) throws -> [Rule] {
        var paragraphs: [[String]] = []
        for line in text.split(separator: "\n") {
            if line.hasPrefix("    ") {
                guard let last = paragraphs.last?.indices.last else {
                    throw Failure(description: "'\(line)' is no start")
                }
                paragraphs[paragraphs.count - 1][last] += " " + line.dropFirst(4)
            } else if line.hasPrefix("  ") {
                guard !paragraphs.isEmpty else { throw Failure(description: "'\(line)' is no start") }
                paragraphs[paragraphs.count - 1].append(String(line.dropFirst(2)))
            } else {
                paragraphs.append([String(line)])
            }
        }
        return try paragraphs.map(rule)
    }

    private static func rule(_ lines: [String]) throws -> Rule {
        let head = lines[0].split(separator: " ", maxSplits: 1).map(String.init)
        guard head.count == 2, lines.count > 1, let keyword = Rule.Keyword(rawValue: head[1]) else {
            throw Failure(description: "'\(lines[0])' is no rule")
        }
        func told(_ word: String) -> String? {
            lines.dropFirst(2).first { $0.hasPrefix(word + " ") }.map { String($0.dropFirst(word.count + 1)) }
        }
        return Rule(
            id: head[0], keyword: keyword, text: lines[1],
            requirement: try told("requires").map { try CheckReader.read($0) },
            condition: try told("when").map { try CheckReader.read($0) },
            criteria: told("provided")?.split(separator: " ").map(String.init) ?? [])
    }
}

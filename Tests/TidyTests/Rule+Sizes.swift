extension Rule {
    static let functionLinesMax = 70
    static let fileLinesMax = 450
    static let columnsMax = 120
    static let requirementsMax = 8

    static let sizes: [Rule] = [functionLength, fileLength, lineLength, protocolSize]

    static let functionLength = Rule(
        "functions end before line \(functionLinesMax + 1)",
        breaks: SourceFile("Sources/Model/Zoo/Ape.swift", longFunction(lines: functionLinesMax + 1)), at: 2
    ) { file in
        guard let code = file.code else { return [] }
        let protocols = protocolBodies(in: code)
        return functionStart.matches(in: code.text).compactMap { match in
            let start = match.range.lowerBound
            guard !protocols.contains(where: { $0.body.contains(start) }),
                let body = code.body(from: match.range.upperBound - 1)
            else { return nil }
            let first = code.line(at: start)
            let count = code.line(at: body.upperBound) - first + 1
            guard count > functionLinesMax else { return nil }
            return Violation(
                path: file.path, line: first,
                message: "\(count) lines in one function; split it before \(functionLinesMax + 1)")
        }
    }

    static let fileLength = Rule(
        "files end before line \(fileLinesMax + 1)",
        breaks: SourceFile("Tests/ZooTests/ApeTests.swift", String(repeating: "let a = 1\n", count: fileLinesMax + 1)),
        at: fileLinesMax + 1
    ) { file in
        let count = file.lines.last == "" ? file.lines.count - 1 : file.lines.count
        guard file.isSwift, count > fileLinesMax else { return [] }
        return [Violation(path: file.path, line: count, message: "\(count) lines; is this one idea?")]
    }

    static let lineLength = Rule(
        "lines end before column \(columnsMax + 1)",
        breaks: SourceFile("Package.swift", "\n// " + String(repeating: "é", count: columnsMax - 2)), at: 2
    ) { file in
        guard file.isSwift else { return [] }
        return file.lines.enumerated().compactMap { index, line in
            guard line.utf8.count > columnsMax, line.count > columnsMax else { return nil }
            return Violation(path: file.path, line: index + 1, message: "\(line.count) columns; break it")
        }
    }

    static let protocolSize = Rule(
        "protocols have at most \(requirementsMax) requirements",
        breaks: SourceFile("Sources/Ports/Zoo/Cage.swift", largeProtocol(requirements: requirementsMax + 1)), at: 1
    ) { file in
        guard file.isSource, let code = file.code else { return [] }
        return protocolBodies(in: code).compactMap { found in
            let count = requirement.matches(in: code.text).count { found.body.contains($0.range.lowerBound) }
            guard count > requirementsMax else { return nil }
            return Violation(
                path: file.path, line: code.line(at: found.start),
                message: "\(count) requirements in \(found.name); split what is optional off")
        }
    }

    /// `func`, `init`, `deinit`, `subscript` and computed properties; not the call `.init(…)`.
    private static let functionStart = Pattern(
        #"\bfunc\s+\S|(?<![.\w])init[?!]?\s*[<(]|\bdeinit\s*\{|\bsubscript\s*[<(]|\bvar\s+\w+\s*:[^={}\n]+\{"#)
    private static let protocolStart = Pattern(#"\bprotocol\s+(\w+)"#)
    private static let requirement = Pattern(#"^\s*(?:@\w+\s+)*(?:[a-z]+\s+)*?(?:func|var|init|subscript)\b"#)

    private static func protocolBodies(in code: SwiftCode) -> [(name: String, start: Int, body: ClosedRange<Int>)] {
        protocolStart.matches(in: code.text).compactMap { match in
            guard let name = match.groups[1], let body = code.body(from: match.range.upperBound) else { return nil }
            return (name, match.range.lowerBound, body)
        }
    }

    private static func longFunction(lines: Int) -> String {
        "\nfunc climb(then: () -> Void = {}) {\n" + String(repeating: "    step()\n", count: lines - 2) + "}\n"
    }

    private static func largeProtocol(requirements: Int) -> String {
        let some = (1..<requirements).map { "    func feed\($0)(_ food: Food) async throws\n" }.joined()
        return "package protocol Cage {\n\(some)    var isOpen: Bool { get }\n}\n"
    }
}

/// Blanks comments and string contents, byte by byte, with a stack of what it is inside of.
struct Blanker {
    private enum Context {
        /// Code; within an interpolation `depth` counts its open parentheses.
        case code(depth: Int?)
        case string(hashes: Int, quotes: Int)
    }

    private let source: [UInt8]
    private var output: [UInt8] = []
    private var at = 0
    private var stack: [Context] = []
    private var context = Context.code(depth: nil)

    private static let quote = UInt8(ascii: "\"")
    private static let hash = UInt8(ascii: "#")
    private static let newline = UInt8(ascii: "\n")

    init(_ source: [UInt8]) {
        self.source = source
        output.reserveCapacity(source.count)
    }

    mutating func blanked() -> [UInt8] {
        while at < source.count {
            switch context {
            case .code(let depth): readCode(depth: depth)
            case .string(let hashes, let quotes): readString(hashes: hashes, quotes: quotes)
            }
        }
        return output
    }

    private mutating func readCode(depth: Int?) {
        if starts(with: "//") { return blankLineComment() }
        if starts(with: "/*") { return blankBlockComment() }
        if let opening = openingQuote() {
            keep(opening.hashes + opening.quotes)
            stack.append(context)
            context = .string(hashes: opening.hashes, quotes: opening.quotes)
            return
        }
        if let depth {
            let step = source[at] == UInt8(ascii: "(") ? 1 : source[at] == UInt8(ascii: ")") ? -1 : 0
            context = depth + step == 0 ? stack.removeLast() : .code(depth: depth + step)
        }
        keep(1)
    }

    private mutating func readString(hashes: Int, quotes: Int) {
        let hashText = String(repeating: "#", count: hashes)
        if starts(with: String(repeating: "\"", count: quotes) + hashText) {
            keep(quotes + hashes)
            context = stack.removeLast()
        } else if starts(with: "\\" + hashText + "(") {
            blank(1 + hashes)
            keep(1)
            stack.append(context)
            context = .code(depth: 1)
        } else if starts(with: "\\" + hashText) {
            blank(2 + hashes)
        } else if source[at] == Self.newline, quotes == 1 {
            // An unterminated literal does not compile; here it must not swallow the rest of the file.
            keep(1)
            context = stack.removeLast()
        } else {
            blank(1)
        }
    }

    private func openingQuote() -> (hashes: Int, quotes: Int)? {
        var index = at
        while index < source.count, source[index] == Self.hash { index += 1 }
        guard index < source.count, source[index] == Self.quote else { return nil }
        let isTriple = index + 2 < source.count && source[index + 1] == Self.quote && source[index + 2] == Self.quote
        return (index - at, isTriple ? 3 : 1)
    }

    private mutating func blankLineComment() {
        while at < source.count, source[at] != Self.newline { blank(1) }
    }

    private mutating func blankBlockComment() {
        var depth = 0
        while at < source.count {
            if starts(with: "/*") {
                depth += 1
                blank(2)
            } else if starts(with: "*/") {
                depth -= 1
                blank(2)
                if depth == 0 { return }
            } else {
                blank(1)
            }
        }
    }

    private func starts(with text: String) -> Bool {
        let wanted = text.utf8
        guard at + wanted.count <= source.count else { return false }
        return source[at..<at + wanted.count].elementsEqual(wanted)
    }

    private mutating func keep(_ count: Int) {
        for byte in source[at..<min(at + count, source.count)] {
            output.append(byte < 128 ? byte : UInt8(ascii: "x"))
        }
        at += count
    }

    private mutating func blank(_ count: Int) {
        for byte in source[at..<min(at + count, source.count)] {
            output.append(byte == Self.newline ? byte : UInt8(ascii: " "))
        }
        at += count
    }
}

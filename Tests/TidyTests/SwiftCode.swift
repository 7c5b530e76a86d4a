/// Swift source in which comments and the contents of string literals are blanks: what is left is code, at its old
/// place. Code inside of interpolations stays. Plain ASCII: any other character outside of strings becomes `x`s.
///
/// Regex literals are not understood; a quote or brace inside of one would mislead it.
struct SwiftCode: Sendable {
    let bytes: [UInt8]
    let text: String
    private let lineStarts: [Int]

    init(_ source: String) {
        var blanker = Blanker(Array(source.utf8))
        let blanked = blanker.blanked()
        bytes = blanked
        text = String(decoding: blanked, as: UTF8.self)
        lineStarts = [0] + blanked.indices.filter { blanked[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
    }

    /// The first line is 1.
    func line(at offset: Int) -> Int {
        var low = 0
        var high = lineStarts.count
        while low + 1 < high {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return low + 1
    }

    /// From the brace that opens a body to the one that closes it. `start` lies within a declaration, before its body;
    /// nil when the declaration has none.
    func body(from start: Int) -> ClosedRange<Int>? {
        guard let open = openingBrace(from: start) else { return nil }
        var depth = 0
        for index in open..<bytes.count {
            if bytes[index] == UInt8(ascii: "{") { depth += 1 }
            if bytes[index] == UInt8(ascii: "}") { depth -= 1 }
            if depth == 0 { return open...index }
        }
        return nil
    }

    /// The first brace outside of parentheses: those within hold closures as default arguments.
    private func openingBrace(from start: Int) -> Int? {
        var depth = 0
        for index in start..<bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: "{") where depth == 0: return index
            case UInt8(ascii: "}") where depth == 0: return nil
            default: break
            }
        }
        return nil
    }
}

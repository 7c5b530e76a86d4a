extension JSONCursor {
    /// What a text says, in UTF-8. Python's `\x` and `\U` are refused, as is whatever stands for no character.
    package func unescaped(_ text: Text) throws -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.range.count)
        var at = text.range.lowerBound
        while at < text.range.upperBound {
            guard bytes[at] == UInt8(ascii: "\\") else {
                result.append(bytes[at])
                at += 1
                continue
            }
            at += 2
            switch bytes[at - 1] {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(bytes[at - 1])
            case UInt8(ascii: "'") where dialect == .python: result.append(bytes[at - 1])
            case UInt8(ascii: "b"): result.append(0x08)
            case UInt8(ascii: "f"): result.append(0x0C)
            case UInt8(ascii: "n"): result.append(0x0A)
            case UInt8(ascii: "r"): result.append(0x0D)
            case UInt8(ascii: "t"): result.append(0x09)
            case UInt8(ascii: "u"):
                let scalar = try scalar(&at, below: text.range.upperBound)
                result.append(contentsOf: String(Character(scalar)).utf8)
            default: throw JSONFailure("the escape \\\(Character(Unicode.Scalar(bytes[at - 1]))) inside a text")
            }
        }
        return result
    }

    /// The character of `XXXX`, or of `XXXX\uXXXX` where that is a pair.
    private func scalar(_ at: inout Int, below end: Int) throws -> Unicode.Scalar {
        let first = try unit(&at, below: end)
        var value = UInt32(first)
        if (0xD800..<0xDC00).contains(first), at + 2 <= end, bytes[at] == UInt8(ascii: "\\"),
            bytes[at + 1] == UInt8(ascii: "u")
        {
            at += 2
            let second = try unit(&at, below: end)
            guard (0xDC00..<0xE000).contains(second) else { throw JSONFailure("half a pair of \\u inside a text") }
            value = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(value) else { throw JSONFailure("half a pair of \\u inside a text") }
        guard value != 0 else { throw JSONFailure("a NUL inside a text") }
        return scalar
    }

    private func unit(_ at: inout Int, below end: Int) throws -> UInt16 {
        guard at + 4 <= end,
            let unit = UInt16(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16), bytes[at] != 0x2B
        else { throw JSONFailure("\\u without four hexadecimal digits") }
        at += 4
        return unit
    }
}

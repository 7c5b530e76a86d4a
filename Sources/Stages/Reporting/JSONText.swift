/// Pieces of JSON text.
package enum JSONText {
    /// A string with its quotes.
    package static func string(_ text: String) -> String {
        var json = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": json += "\\\""
            case "\\": json += "\\\\"
            case "\n": json += "\\n"
            case "\r": json += "\\r"
            case "\t": json += "\\t"
            case "\0"..<" ", "\u{7F}", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                json += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: json.unicodeScalars.append(scalar)
            }
        }
        return json + "\""
    }

    package static func string(_ text: String?) -> String {
        text.map { string($0) } ?? "null"
    }

    package static func array(_ items: [String]) -> String {
        "[" + items.joined(separator: ", ") + "]"
    }

    package static func object(_ members: [(name: String, json: String)]) -> String {
        "{" + members.map { "\(string($0.name)): \($0.json)" }.joined(separator: ", ") + "}"
    }
}

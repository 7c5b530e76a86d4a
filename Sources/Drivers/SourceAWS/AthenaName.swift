/// Column names as AWS spells them in Athena and Parquet: `lineItem/UsageStartDate` → `line_item_usage_start_date`.
///
/// Names that are spelled so already stay as they are. Different headers may get the same name, as with AWS:
/// `user:app-name` and `user:app_name`.
enum AthenaName {
    /// Glue's limit for a column name.
    static let lengthMax = 255

    static func of(_ header: String) -> String {
        var name: [UInt8] = []
        for scalar in header.unicodeScalars {
            switch scalar {
            case "A"..."Z":
                name.append(separator)
                name.append(UInt8(ascii: scalar) | 0x20)
            case "a"..."z", "0"..."9":
                name.append(UInt8(ascii: scalar))
            default:
                name.append(separator)
            }
        }
        let words = name.split(separator: separator)
        guard !words.isEmpty else { return "column" }
        return shortened(words)
    }

    private static let separator = UInt8(ascii: "_")

    /// Words joined by underscores; those on the left go first when the whole is too long.
    private static func shortened(_ words: [ArraySlice<UInt8>]) -> String {
        let letters = words.reduce(0) { $0 + $1.count }
        let tooMany = max(0, letters + words.count - 1 - lengthMax)
        let name = words.enumerated().flatMap { at, word in at == 0 || at <= tooMany ? Array(word) : [separator] + word
        }
        return String(decoding: name, as: UTF8.self)
    }
}

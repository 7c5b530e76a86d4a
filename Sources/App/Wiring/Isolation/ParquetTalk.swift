import Foundation

/// All that a child said, up to the first word that is not one of ours.
struct ParquetTalk {
    /// The last word, when it is a result.
    private(set) var result: ParquetReply?
    private(set) var hasBegun = false
    /// The file that it looked into last; nil when that is not known among several.
    private(set) var file: String?
    /// What it said that makes no sense.
    private(set) var garbage: String?

    init(_ bytes: [UInt8], files: [String]) {
        if files.count == 1 { file = files[0] }
        let decoder = JSONDecoder()
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            guard let reply = try? decoder.decode(ParquetReply.self, from: Data(line)), result == nil else {
                garbage = "'\(String(decoding: line.prefix(80), as: UTF8.self))'"
                return
            }
            if case .reading(let number) = reply {
                hasBegun = true
                if files.indices.contains(number) { file = files[number] }
            } else {
                result = reply
            }
        }
    }
}

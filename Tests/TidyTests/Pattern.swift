import Foundation

/// A regular expression that is searched for in whole files.
struct Pattern: @unchecked Sendable {
    // Immutable after its creation, and documented as safe to share.
    private let expression: NSRegularExpression

    struct Match {
        /// UTF-16 offsets, which are byte offsets in ``SwiftCode``.
        let range: Range<Int>
        /// Nil for a group that took no part.
        let groups: [String?]
        var text: String { (groups.first ?? nil) ?? "" }
    }

    /// - Parameter options: by default upper and lower case differ, and `^` is the start of a line.
    init(_ text: String, options: NSRegularExpression.Options = []) {
        do {
            expression = try NSRegularExpression(pattern: text, options: options.union(.anchorsMatchLines))
        } catch {
            preconditionFailure("\(text) is no regular expression: \(error)")
        }
    }

    func matches(in text: String) -> [Match] {
        let whole = text as NSString
        return expression.matches(in: text, range: NSRange(location: 0, length: whole.length)).map { result in
            let groups = (0..<result.numberOfRanges).map { index -> String? in
                let range = result.range(at: index)
                return range.location == NSNotFound ? nil : whole.substring(with: range)
            }
            return Match(range: result.range.location..<result.range.location + result.range.length, groups: groups)
        }
    }

    func matches(_ text: String) -> Bool { !matches(in: text).isEmpty }
}

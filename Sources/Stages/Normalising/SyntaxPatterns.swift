import BillingSources
import SQLEngine

/// How expressions are written of which there is a version in numbers or bytes. The columns `one` and `two` stand for
/// what they are made of.
struct SyntaxPatterns: Sendable {
    let product: Syntax
    let multiple: Syntax
    let member: Syntax

    init(_ session: any SQLSession) async throws {
        let patterns = try await session.parse([
            ExactProduct.sql("one", "two"), ExactProduct.sql("one", times: "two"), JSONMember.sql("one", "two"),
        ])
        product = patterns[0].syntax
        multiple = patterns[1].syntax
        member = patterns[2].syntax
    }
}

extension Syntax {
    /// What stands for `one` and `two`, if this is written so.
    func arguments(_ pattern: Syntax) -> [Syntax]? {
        var one: Syntax?
        var two: Syntax?
        func bind(_ known: inout Syntax?, _ found: Syntax) -> Bool {
            defer { known = known ?? found }
            return known == nil || known == found
        }
        func isSame(_ pattern: Syntax, _ other: Syntax) -> Bool {
            switch (pattern, other) {
            case _ where pattern.plainColumn == "one": bind(&one, other)
            case _ where pattern.plainColumn == "two": bind(&two, other)
            case (.object(let mine), .object(let its)):
                mine.count == its.count && zip(mine, its).allSatisfy { $0.key == $1.key && isSame($0.value, $1.value) }
            case (.list(let mine), .list(let its)): mine.count == its.count && zip(mine, its).allSatisfy(isSame)
            default: pattern == other
            }
        }
        guard isSame(pattern, self), let one, let two else { return nil }
        return [one, two]
    }
}

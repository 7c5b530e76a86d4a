import BillingModel
import CodedColumns
import Testing

@testable import Normalising

@Suite struct FewTextsTests {
    /// `lower(concat_ws('/', …))` of a path's first two parts; text of other letters is the engine's.
    static let recipe = TextRecipe.lower(
        .joined(
            [
                .present(.part(.column, delimiter: [UInt8(ascii: "/")], number: 1)),
                .present(.part(.column, delimiter: [UInt8(ascii: "/")], number: 2)),
            ], separator: [UInt8(ascii: "-")]))

    private static func made(_ texts: [String]) throws -> (made: [String?], unknown: [Int]) {
        let (column, unknown) = recipe.texts(of: TextList(texts))
        guard case .text(let list) = column.values else { throw BillowError(.bug, "no texts") }
        return (column.codes.map { $0 == 0 ? nil : list[Int($0) - 1] }, unknown)
    }

    @Test func areMadeOncePerCombination() throws {
        let (made, unknown) = try Self.made(["A/b/1", "", "a/B/2", "/A/3", "A", "É/b", "A/b/4", "É/b/5", "Ab/"])
        #expect(made == ["", "a-b", "", "a-b", "a", "a", nil, "a-b", nil, "ab"])
        #expect(unknown == [6, 8])
        let few = try #require(FewTexts([MadeTexts(TextList(["x", "y", "x", ""]))]))
        #expect(few.codes == [0, 1, 2, 1, 3])
    }

    /// Whether there are few or many, the same comes out.
    @Test func areLikeMany() throws {
        let texts = (0..<5000).map { "P\($0 % 1500)/Q\($0 % 7)/\($0)" } + ["É/1", ""]
        let (many, unknown) = try Self.made(texts)
        #expect(many == [""] + (0..<5000).map { "p\($0 % 1500)-q\($0 % 7)" } + [nil, ""])
        #expect(unknown == [5001])
        #expect(FewTexts([MadeTexts(TextList(texts))])?.codes == nil)
    }
}

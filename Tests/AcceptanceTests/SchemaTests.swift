import Foundation
import Testing

/// The API against its own OpenAPI document, and the compatible reports against the shape that their clients read.
@Suite("Schemas", .enabled(if: Binary.canBeCalled && Python.canBeCalled, Binary.comment))
struct SchemaTests {
    @Test func everyAnswerIsAsTheDocumentSays() throws {
        let witness = try Python.finished("schema_witness.py", [try #require(Binary.path)])
        #expect(witness.exitCode == 0, "\(String(decoding: witness.errors, as: UTF8.self))")
    }
}

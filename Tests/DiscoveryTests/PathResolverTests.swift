import ObjectStorage
import Testing

@testable import Discovery

@Suite("Finding a manifest's files in a copy")
struct PathResolverTests {
    private func resolve(_ declared: String, near manifest: String, among paths: String...) throws -> String? {
        let objects = try paths.map { ObjectSummary(key: try ObjectKey($0), sizeBytes: 1, modifiedMicros: 0, etag: "") }
        return PathResolver(objects).resolve(declared, near: try ObjectKey(manifest))?.key.path
    }

    @Test("the last segments decide, then nearness; a tie is no answer")
    func rules() throws {
        #expect(try resolve("b/x/1.csv", near: "c/x/m.json", among: "c/x/1.csv", "c/y/1.csv") == "c/x/1.csv")
        #expect(try resolve("b/z/1.csv", near: "c/x/m.json", among: "c/y/1.csv") == nil)
        #expect(try resolve("b/z/1.csv", near: "c/y/m.json", among: "c/x/1.csv", "c/y/1.csv") == "c/y/1.csv")
        #expect(try resolve("b/z/1.csv", near: "m.json", among: "c/x/1.csv", "c/y/1.csv") == nil)
        #expect(try resolve("b/z/2.csv", near: "m.json", among: "b/z/1.csv") == nil)
        #expect(try resolve("1.csv", near: "m.json", among: "deep/er/1.csv") == "deep/er/1.csv")
        #expect(try resolve("", near: "m.json", among: "1.csv") == nil)
    }
}

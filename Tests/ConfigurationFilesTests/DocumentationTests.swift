import Foundation
import Testing

@testable import ConfigurationFiles

@Suite("docs/configuration.md")
struct DocumentationTests {
    private static let text = Result {
        try String(
            contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
                "../../docs/configuration.md"), encoding: .utf8)
    }

    @Test("every example is read, and together they have every section")
    func examples() throws {
        let text = try Self.text.get()
        let examples = text.components(separatedBy: "```yaml\n").dropFirst().map {
            $0.components(separatedBy: "```")[0]
        }
        #expect(!examples.isEmpty)
        for example in examples {
            _ = try ConfigurationFile(example, path: "configuration.md", datasets: ["plain-focus"])
        }
        for section in ConfigurationFile.sections {
            #expect(examples.contains { $0.contains("\n\(section):") }, "\(section)")
            #expect(text.contains("\n## `\(section)`\n"), "\(section)")
        }
    }
}

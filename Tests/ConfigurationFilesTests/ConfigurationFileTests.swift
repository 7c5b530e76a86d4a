import BillingModel
import BillingSources
import Testing

@testable import ConfigurationFiles

@Suite("billow.yaml is read strictly")
struct ConfigurationFileTests {
    static let datasets = ["aws-cur", "azure-actual", "plain-focus"]

    static func read(_ text: String) throws -> ConfigurationFile {
        try ConfigurationFile(text, path: "billow.yaml", datasets: datasets)
    }

    static func error(_ text: String) -> BillowError? {
        #expect(throws: BillowError.self) { try read(text) }
    }

    @Test("hints are found by the object's path, the first that tells a thing tells it")
    func hints() throws {
        let hints = try Self.read(
            """
            sources:
              - match: "azure/**/old-*.csv"
                dates: day-first
              - match: "azure/**"
                dates: month-first
                dataset: azure-actual
            """
        ).hints
        #expect(hints.hint(for: "azure/a/b/old-1.csv") == DeliveryHint(dates: .dayFirst, dataset: "azure-actual"))
        #expect(hints.hint(for: "azure/new.csv") == DeliveryHint(dates: .monthFirst, dataset: "azure-actual"))
        #expect(hints.hint(for: "aws/new.csv") == DeliveryHint())
    }

    @Test("nothing says nothing", arguments: ["", "# all defaults\n", "sources:\n", "sources: []", "~"])
    func empty(_ text: String) throws {
        #expect(try Self.read(text).hints == .none)
    }

    @Test(
        "what is wrong is named with its line",
        arguments: [
            ("sorces: []", "there is no key \"sorces\" in the configuration", "billow.yaml:1"),
            ("sources:\n  - match: a\n    dats: day-first", "there is no key \"dats\" in sources[1]", "billow.yaml:3"),
            ("sources:\n  - match: a\n    dates: us", "sources[1].dates cannot be \"us\"", "billow.yaml:3"),
            ("sources:\n  - match: a\n    dataset: aws", "sources[1].dataset cannot be \"aws\"", "billow.yaml:3"),
            ("sources:\n  - dates: day-first", "sources[1] needs match", "billow.yaml:2"),
            ("sources:\n  - match: a", "says nothing of the files that it matches", "billow.yaml:2"),
            ("sources: a", "sources is no list", "billow.yaml:1"),
            ("- a", "the configuration is no mapping of keys to values", "billow.yaml:1"),
            ("sources:\n  - match: [a]\n    dates: day-first", "sources[1].match is no text", "billow.yaml:2"),
            (
                "a: b: c", "the configuration is no YAML: mapping values are not allowed in this context",
                "billow.yaml:1"
            ),
            ("sources: []\nsources: []", "the configuration is no YAML: sources is there twice", "billow.yaml:1"),
        ])
    func wrong(_ text: String, _ message: String, _ source: String) {
        let error = Self.error(text)
        #expect(error?.code == .configuration)
        #expect(error?.message == message)
        #expect(error?.source == source)
    }

    @Test func namesTheNearest() {
        #expect(Self.error("sources:\n  - match: a\n    dataset: aws")?.hint?.hasPrefix("nearest is aws-cur;") == true)
        #expect(Self.error("sorces: []")?.hint?.hasPrefix("nearest is sources;") == true)
    }
}

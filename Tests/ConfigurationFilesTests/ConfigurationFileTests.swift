import BillingModel
import BillingSources
import Reporting
import Testing

@testable import ConfigurationFiles

@Suite("billow.yaml is read strictly")
struct ConfigurationFileTests {
    static let datasets = ["aws-cur", "azure-actual", "plain-focus"]

    static func read(_ text: String, _ files: [String: String] = [:]) throws -> ConfigurationFile {
        try ConfigurationFile(text, path: "billow.yaml", datasets: datasets) { (files[$0] ?? "", $0) }
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

    @Test("tag rules are what is written")
    func tags() throws {
        let tags = try Self.read(
            """
            tags:
              fold_case: true
              enabled: [env]
              mapping:
                - {parent: team, children: squad, from: 2025-04-01}
              virtual:
                - key: product
                  value: no
                  when: {service: [a, b], "tag:env": {not: (untagged), contains: [p]}}
                  to: 2026-01-01
            """
        ).rules.tags
        #expect(tags.foldsCase && tags.enabled == ["env"])
        let since = RulePeriod(from: ReportDay("2025-04-01"), to: nil)
        #expect(tags.mappings == [.init(parent: "team", children: ["squad"], period: since)])
        let conditions = [
            CostReport.Filter(.column("ServiceName"), "a"), CostReport.Filter(.column("ServiceName"), "b"),
            CostReport.Filter(.tag("env"), "p", match: .contains), CostReport.Filter(.tag("env"), nil, role: .excluded),
        ]
        let until = RulePeriod(from: nil, to: ReportDay("2026-01-01"))
        #expect(tags.virtuals == [.init(key: "product", value: "no", conditions: conditions, period: until)])
    }

    @Test(
        "tag rules that contradict each other are refused",
        arguments: [
            ("mapping: [{parent: a, children: [b]}, {parent: b, children: [c]}]", "the tag b is a parent and a child"),
            ("mapping: [{parent: a, children: [a]}]", "the tag a is a parent and a child"),
            (
                "mapping: [{parent: a, children: [c]}, {parent: b, children: [c], to: 2025-01-01}]",
                "the tag c has two parents on the same days: a and b"
            ),
            ("mapping: [{parent: a, children: []}]", "tags.mapping[1] has no children"),
            ("{fold_case: true, enabled: [Env, env]}", "with fold_case Env and env are one key"),
            (
                "virtual: [{key: a, value: b, when: {service: c}, from: 2025-02-01, to: 2025-02-01}]",
                "tags.virtual[1] holds on no day"
            ),
            ("virtual: [{key: a, value: b, when: {servise: c}}]", "there is no dimension \"servise\""),
            ("virtual: [{key: a, value: b, when: {x_unit: c}}]", "rules cannot go by x_unit"),
            ("virtual: [{key: a, value: b, when: {service: }}]", "tags.virtual[1].when.service has no value"),
            ("virtual: [{key: a, value: b, when: {service: c}, to: 2025-13-01}]", "tags.virtual[1].to is no day"),
            ("fold_case: yes", "tags.fold_case cannot be \"yes\""),
        ])
    func contradictions(_ text: String, _ message: String) {
        let error = Self.error(text.hasPrefix("{") ? "tags: \(text)" : "tags:\n  \(text)")
        #expect(error?.code == .configuration)
        #expect(error?.message == message)
    }

    @Test("a mapping may follow another one")
    func successors() throws {
        let text =
            "tags: {mapping: [{parent: a, children: [c], to: 2025-01-01}, "
            + "{parent: b, children: [c], from: 2025-01-01}]}"
        #expect(try Self.read(text).rules.tags.mappings.count == 2)
    }

    @Test("a percentage is a fraction, exactly; conditions may name attributes")
    func markup() throws {
        let text =
            "dimensions: [{file: a.csv, key: SubAccountId}]\n"
            + "markup: [{percent: 12.3456, when: {owner: Ada}, to: 2025-01-01}, {percent: -7}]"
        let markups = try Self.read(text, ["a.csv": "SubAccountId,owner\n1,Ada\n"]).rules.markups
        let until = RulePeriod(from: nil, to: ReportDay("2025-01-01"))
        let owner = CostReport.Filter(.column("owner"), "Ada")
        #expect(
            markups.map(\.fraction.description) == ["0.123456000000000000", "-0.070000000000000000"]
                && markups[0].conditions == [owner] && markups[0].period == until && markups[1].conditions.isEmpty)
    }

    @Test("what is no percentage is refused", arguments: ["12.34567", "ten", "10%", "10000.1", "-10001", "\"\""])
    func percentages(_ text: String) {
        let error = Self.error("markup: [{percent: \(text)}]")
        #expect(error?.message.hasSuffix("is no percentage") == true)
        #expect(error?.source == "billow.yaml:1")
    }
}

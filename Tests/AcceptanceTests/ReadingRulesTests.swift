import BillingModel
import Foundation
import Reporting
import SQLEngine
import Testing
import Wiring

@Suite("Rules of billow.yaml hold for what has landed before them")
struct ReadingRulesTests {
    private static let rules = """
        tags:
          fold_case: true
          mapping:
            - {parent: team, children: [squad]}
          virtual:
            - {key: product, value: search, when: {"tag:team": core}}
        """

    private func landed() async throws -> Scratch {
        let scratch = try Scratch()
        var delivery = AzureDelivery()
        delivery.add(rows: [
            delivery.row(cost: "1", tags: "\"Squad\": \"core\""), delivery.row(cost: "2.5", tags: "\"TEAM\": \"edge\""),
            delivery.row(cost: "4", tags: "\"Env\": \"prod\""),
        ])
        try delivery.write(to: scratch)
        try await scratch.ingest()
        return scratch
    }

    private func groups(_ workbench: Workbench, _ dimension: String) async throws -> [String: String] {
        let session = try await workbench.lockedSession()
        let result = try await CostReport(dimensions: [dimension]).run(on: session)
        return result.rows.reduce(into: [:]) { $0[result.labels(of: $1)[0]] = $1.amount?.rounded(decimals: 1) }
    }

    @Test("report, explain and SQL tell mapped tags; a changed file shows at once, what was delivered stays")
    func history() async throws {
        let scratch = try await landed()
        let config = scratch.root.appendingPathComponent("billow.yaml")
        try Data(Self.rules.utf8).write(to: config)
        let workbench = Workbench(
            settings: try scratch.workbench.settings, lake: scratch.lake.path, config: config.path)
        #expect(try await groups(workbench, "tag:team") == ["core": "1.0", "edge": "2.5", "(untagged)": "4.0"])
        #expect(try await groups(workbench, "tag:product") == ["search": "1.0", "(untagged)": "6.5"])
        #expect(try await groups(try scratch.workbench, "tag:Squad") == ["core": "1.0", "(untagged)": "6.5"])
        let session = try await workbench.lockedSession()
        let question = try CostQuestion(filters: [(dimension: "tag:product", value: "search")])
        #expect(try await question.run(on: session).totals["EUR"]?.billed == ExactDecimal(1))
        let delivered = try await session.rows(
            "SELECT count(*)::VARCHAR FROM delivered.focus WHERE Tags['Squad'] = 'core'")
        #expect(delivered.first?.first?.description == "1")
        let served = try ServedFolder(workbench)
        let versions = try await served.versions()
        try Data(Self.rules.replacing("core}", with: "edge}").utf8).write(to: config)
        #expect(try await groups(workbench, "tag:product") == ["search": "2.5", "(untagged)": "5.0"])
        #expect(try await served.versions() != versions)
        #expect(try await served.versions().tables == versions.tables)
    }
}

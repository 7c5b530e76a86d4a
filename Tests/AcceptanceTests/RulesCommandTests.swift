import Foundation
import Testing

@Suite("conformance and mapping, as commands", .enabled(if: Binary.canBeCalled, Binary.comment))
struct RulesCommandTests {
    private func landed() throws -> Scratch {
        let scratch = try Scratch()
        try AzureDelivery(costs: ["0.1", "0.2"]).write(to: scratch)
        _ = try Binary.run(scratch, "ingest", scratch.exports.path)
        return scratch
    }

    @Test("every rule has a verdict, and what fails shows rows")
    func conformance() throws {
        let scratch = try landed()
        let finished = try Binary.run(scratch, "conformance", "--output", "json")
        #expect(finished.exitCode == 0, "\(String(decoding: finished.errors, as: UTF8.self))")
        let source = try #require((try finished.json["sources"] as? [[String: Any]])?.first)
        #expect(source["source"] as? String == "azure-actual" && source["rows"] as? Int == 2)
        let rules = try #require(source["rules"] as? [[String: Any]])
        let counts = try ["passed", "failed", "not_applicable"].map { try #require(source[$0] as? Int) }
        #expect(rules.count == 478 && counts.reduce(0, +) == 478 && counts[0] > 100)
        for rule in rules where rule["verdict"] as? String == "failed" {
            let samples = try #require(rule["samples"] as? [[String: Any]])
            #expect(!samples.isEmpty && samples.allSatisfy { $0["file"] as? String != nil && $0["row"] as? Int != nil })
        }
        let billed = rules.first { $0["rule"] as? String == "BilledCost-C-003-M" }
        #expect(billed?["verdict"] as? String == "passed" && billed?["rows"] as? Int == 2)
        let table = try Binary.run(scratch, "conformance", "--source", "azure-actual", "--period", "2025-10")
        #expect(String(decoding: table.output, as: UTF8.self).hasPrefix("azure-actual: 2 rows; of FOCUS 1.2's rules"))
        #expect(try Binary.run(scratch, "conformance", "--source", "aws-cur").exitCode == 66)
    }

    @Test("a column of focus leads to the delivered ones")
    func mapping() throws {
        let scratch = try landed()
        let finished = try Binary.run(scratch, "mapping", "--source", "azure-actual", "--output", "json")
        let columns = try #require(try finished.json["columns"] as? [[String: Any]])
        let billed = columns.first { $0["column"] as? String == "BilledCost" }
        #expect(billed?["from"] as? [String] == ["CostInBillingCurrency"])
        #expect((billed?["sql"] as? String)?.contains("CostInBillingCurrency") == true)
        let table = try Binary.run(scratch, "mapping")
        #expect(table.exitCode == 0 && String(decoding: table.output, as: UTF8.self).contains("ServiceName"))
        #expect(try Binary.run(scratch, "mapping", "--source", "aws-cur").exitCode == 66)
    }
}

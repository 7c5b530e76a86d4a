import BillingModel
import Foundation
import Testing

@testable import Sampling

@Suite struct AWSSampleTests {
    private func report() async throws -> (SampleOnDisk, [[String: String]]) {
        let sample = SampleOnDisk()
        try await sample.write(sample.request(rows: 1500, providers: ["aws"]))
        return (sample, try sample.tables { $0.contains("aws/cur/") && $0.hasSuffix("gz") }.flatMap(\.rows))
    }

    @Test func manifestsNameTheirFiles() async throws {
        let (sample, _) = try await report()
        let manifests = try sample.paths { $0.hasPrefix("aws/cur/") && $0.hasSuffix("-Manifest.json") }
        #expect(manifests.count == 4)
        for path in manifests {
            let manifest = try sample.json(path)
            let keys = try #require(manifest["reportKeys"] as? [String])
            let assembly = try #require(manifest["assemblyId"] as? String)
            #expect(keys.count == 2)
            let columns = try #require(manifest["columns"] as? [[String: String]])
            for key in keys {
                #expect(key.contains("/\(assembly)/"))
                let header = try sample.table(key).header
                #expect(header == columns.map { "\($0["category"] ?? "")/\($0["name"] ?? "")" })
            }
        }
        for path in try sample.paths({ $0.contains("aws/focus/") && $0.hasSuffix("-Manifest.json") }) {
            let files = try #require(sample.json(path)["dataFiles"] as? [String])
            for file in files {
                #expect(try !sample.bytes(String(file.dropFirst("s3://acme-data-exports/".count))).isEmpty)
            }
        }
    }

    @Test func dataExportsHaveMapsAndManifestsInTheirRuns() async throws {
        let (sample, _) = try await report()
        let manifests = try sample.paths { $0.hasPrefix("aws/cur2/") && $0.hasSuffix("-Manifest.json") }
        #expect(manifests.count == 4)
        var maps: [String: Set<String>] = [:]
        for path in manifests {
            let manifest = try sample.json(path)
            let run = try #require(manifest["executionId"] as? String)
            let columns = try #require(manifest["columns"] as? [[String: String]])
            let files = try #require(manifest["dataFiles"] as? [String])
            #expect(files.count == 2)
            for file in files {
                #expect(file.contains("/\(run)/"))
                let table = try sample.table(String(file.dropFirst("s3://acme-data-exports/".count)))
                #expect(table.header == columns.compactMap { $0["name"] })
                for column in columns where column["type"]?.hasPrefix("map<") == true {
                    let name = try column["name"].orThrow()
                    for row in table.rows {
                        let object = try JSONSerialization.jsonObject(with: Data((row[name] ?? "").utf8))
                        maps[name, default: []].formUnion(try (object as? [String: Any]).orThrow().keys)
                    }
                }
            }
        }
        #expect(
            maps == [
                "product": ["product_name", "memory", "operating_system", "region", "servicename", "vcpu"],
                "resource_tags": [
                    "aws_created_by", "user_name", "user_app", "user_compliance", "user_cost_center", "user_env",
                    "user_owner", "user_team",
                ],
                "cost_category": ["charge_type", "team"], "discount": ["edp_discount", "total_discount"],
            ])
    }

    @Test func aLaterDeliveryMovesTheTopLevelManifest() async throws {
        let (sample, _) = try await report()
        let path = "aws/cur/finops-daily/20251001-20251101/finops-daily-Manifest.json"
        let before = try #require(sample.json(path)["assemblyId"] as? String)
        try await sample.write(sample.request(rows: 1500, providers: ["aws"], regenerate: true))
        let manifest = try sample.json(path)
        #expect(try #require(manifest["assemblyId"] as? String) > before)
        for key in try #require(manifest["reportKeys"] as? [String]) { #expect(try !sample.table(key).rows.isEmpty) }
        #expect(try !sample.paths { $0.contains("/\(before)/") }.isEmpty, "the old assembly stays")
    }

    @Test func everyLineItemTypeOccurs() async throws {
        let (_, rows) = try await report()
        #expect(
            Set(rows.compactMap { $0["lineItem/LineItemType"] }) == [
                "Usage", "DiscountedUsage", "RIFee", "Fee", "SavingsPlanCoveredUsage", "SavingsPlanNegation",
                "SavingsPlanRecurringFee", "Tax", "Credit", "Refund", "EdpDiscount",
            ])
        #expect(rows.contains { $0["costCategory/Charge type"] == "Tax" })
        #expect(rows.contains { $0["bill/BillingEntity"] == "AWS Marketplace" })
        #expect(rows.contains { $0["lineItem/UnblendedCost"]?.contains("E-") == true })
        #expect(rows.contains { $0["lineItem/LineItemType"] == "Usage" && $0["lineItem/UnblendedCost"] == "0" })
        let isInvoiced = { (row: [String: String]) in row["bill/InvoiceId"]?.isEmpty == false }
        let september = rows.filter { $0["bill/BillingPeriodStartDate"]?.hasPrefix("2025-09") == true }
        #expect(!september.isEmpty && september.allSatisfy(isInvoiced))
        #expect(rows.filter(isInvoiced).count == september.count)
    }

    @Test func negationsCancelWhatTheyCover() async throws {
        let (_, rows) = try await report()
        func groups(_ type: String) -> [[String?]: [[String: String]]] {
            Dictionary(grouping: rows.filter { $0["lineItem/LineItemType"] == type }) { row in
                [
                    "identity/TimeInterval", "savingsPlan/SavingsPlanARN", "lineItem/Operation", "lineItem/UsageType",
                    "lineItem/AvailabilityZone",
                ].map { row[$0] }
            }
        }
        let covered = groups("SavingsPlanCoveredUsage")
        let negations = groups("SavingsPlanNegation")
        #expect(Set(covered.keys) == Set(negations.keys))
        #expect(covered.count > 50)
        for (group, rows) in covered {
            let negation = try #require(negations[group])
            #expect(negation.count == 1)
            let sum = try (rows + negation).map { try $0.decimal("lineItem/UnblendedCost") }.sum()
            #expect(sum.isZero, "\(group)")
        }
    }

    @Test func commitmentsAddUp() async throws {
        let (_, rows) = try await report()
        func sum(_ type: String, _ column: String, _ day: String) throws -> ExactDecimal {
            try rows.filter {
                $0["lineItem/LineItemType"] == type && $0["lineItem/UsageStartDate"]?.hasPrefix(day) == true
            }.map { try $0.decimal(column) }.sum()
        }
        for day in ["2025-09-03", "2025-09-28", "2025-10-31"] {
            let used = try sum("SavingsPlanCoveredUsage", "savingsPlan/SavingsPlanEffectiveCost", day)
            #expect(try used == sum("SavingsPlanRecurringFee", "savingsPlan/UsedCommitment", day))
            #expect(try used <= sum("SavingsPlanRecurringFee", "savingsPlan/TotalCommitmentToDate", day))
            #expect(used > .zero)
        }
        for month in ["2025-09", "2025-10"] {
            let used = try sum("DiscountedUsage", "reservation/EffectiveCost", month)
            let unused = try [
                "reservation/UnusedAmortizedUpfrontFeeForBillingPeriod", "reservation/UnusedRecurringFee",
            ].map { try sum("RIFee", $0, month) }.sum()
            let paid = try ["reservation/AmortizedUpfrontFeeForBillingPeriod", "lineItem/UnblendedCost"]
                .map { try sum("RIFee", $0, month) }.sum()
            #expect(try [used, unused].sum() == paid)
            #expect(used > .zero && unused > .zero)
        }
    }
}

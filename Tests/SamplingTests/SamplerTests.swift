import BillingModel
import Foundation
import Testing

@testable import Sampling

@Suite struct SamplerTests {
    @Test func sameRequestGivesTheSameBytes() async throws {
        let (first, second) = (SampleOnDisk(), SampleOnDisk())
        try await first.write(first.request())
        try await second.write(second.request())
        let paths = try first.paths()
        #expect(try paths == second.paths())
        #expect(paths.count > 190)
        for path in paths { #expect(try first.bytes(path) == second.bytes(path), "\(path)") }
    }

    @Test func anotherSeedGivesOtherFigures() async throws {
        let (first, second) = (SampleOnDisk(), SampleOnDisk())
        try await first.write(first.request(providers: ["aws"]))
        try await second.write(second.request(seed: 43, providers: ["aws"]))
        let path = try #require(first.paths { $0.hasSuffix("-1.csv.gz") }.first)
        #expect(try first.bytes(path) != second.bytes(path))
    }

    @Test func headersAreTheReferenceOnes() async throws {
        let sample = SampleOnDisk()
        try await sample.write(sample.request())
        for table in try sample.tables({ $0.contains("aws/focus/") && $0.hasSuffix("parquet") }) {
            #expect(table.header == ReferenceHeaders.awsFocus)
        }
        for form in ["actual", "amortised"] {
            let tables = try sample.tables { $0.contains("azure/\(form)/") && $0.contains("part_") }
            #expect(tables.map(\.header) == [ReferenceHeaders.azureActual, ReferenceHeaders.azureActual])
        }
        for table in try sample.tables({ $0.contains("azure/focus/") && $0.hasSuffix("parquet") }) {
            #expect(table.header == ReferenceHeaders.azureFocus)
        }
        for table in try sample.tables({ $0.hasPrefix("oci/") }) {
            #expect(table.header == ReferenceHeaders.ociFocus)
        }
        for table in try sample.tables({ $0.hasPrefix("oci-cost/") }) {
            #expect(table.header.filter { !$0.hasPrefix("tags/") } == ReferenceHeaders.ociCost)
            #expect(table.header.contains("tags/Operations.cost-center"))
        }
        for table in try sample.tables({ $0.hasPrefix("saas/") }) {
            #expect(table.header == ReferenceHeaders.focus.filter(table.header.contains) && table.header.count == 46)
        }
        for table in try sample.tables({ $0.hasPrefix("aws/cur2/") && $0.hasSuffix("gz") }) {
            #expect(Set(table.header).isSubset(of: ReferenceHeaders.dataExport) && table.header.count > 70)
        }
        let reports = try sample.tables { $0.contains("aws/cur/") && $0.hasSuffix("gz") }
        for table in reports {
            let fixed = table.header.filter { name in
                !["product/", "resourceTags/", "costCategory/"].contains { name.hasPrefix($0) }
            }
            #expect(fixed == ReferenceHeaders.costReport.filter(fixed.contains))
            #expect(fixed.count > 70)
        }
        #expect(Set(reports.map { $0.header.contains("resourceTags/user:compliance") }) == [true, false])
    }

    @Test func countsAreTrue() async throws {
        let sample = SampleOnDisk()
        try await sample.write(sample.request())
        #expect(
            sample.summary.datasets.map(\.name) == [
                "aws/cur", "aws/focus", "aws/cur2", "azure/actual", "azure/amortised", "azure/focus", "gcp",
                "gcp-focus", "oci", "oci-cost", "saas",
            ])
        for dataset in sample.summary.datasets {
            let paths = try sample.paths { $0.hasPrefix(dataset.name + "/") && !$0.hasSuffix(".json") }
            #expect(paths.count == dataset.files)
            let rows = try paths.reduce(0) { try $0 + sample.rowCount($1) }
            #expect(rows == dataset.rows, "\(dataset.name)")
            #expect(try paths.reduce(0) { try $0 + sample.bytes($1).count } == dataset.sizeBytes, "\(dataset.name)")
            #expect((1700...2400).contains(dataset.rows), "\(dataset.name): \(dataset.rows) of 2 × 1000")
        }
        #expect(try sample.paths { $0.contains("/.") }.isEmpty, "nothing temporary stays")
    }

    @Test func accountsOfTheirOwnAndThreeCurrencies() async throws {
        let sample = SampleOnDisk()
        try await sample.write(sample.request(months: 1))
        func values(_ prefix: String, _ column: String) throws -> Set<String> {
            let tables = try sample.tables { $0.hasPrefix(prefix + "/") && !$0.hasSuffix(".json") }
            return Set(tables.flatMap(\.rows).compactMap { $0[column] })
        }
        let accounts = try [
            values("aws/cur", "bill/PayerAccountId"), values("aws/focus", "BillingAccountId"),
            values("azure/actual", "BillingAccountId"), values("azure/focus", "BillingAccountId"),
            values("oci", "SubAccountId"), values("oci-cost", "lineItem/tenantId"),
            values("aws/cur2", "bill_payer_account_id"), values("saas", "BillingAccountId"),
        ]
        #expect(accounts.allSatisfy { $0.count == 1 })
        #expect(Set(accounts).count == 8)
        // What is actual and what is amortised is of one agreement.
        #expect(try values("azure/amortised", "BillingAccountId") == accounts[2])
        #expect(try values("azure/actual", "BillingCurrencyCode") == ["GBP"])
        #expect(try values("azure/focus", "BillingCurrency") == ["EUR"])
        #expect(try values("aws/cur", "lineItem/CurrencyCode") == ["USD"])
        let subAccounts = try values("aws/cur", "lineItem/UsageAccountId")
        #expect(subAccounts.allSatisfy { $0.count == 12 })
        #expect(subAccounts.contains { $0.hasPrefix("00") })
    }

    @Test func regeneratingTouchesTheLastMonthOnly() async throws {
        let sample = SampleOnDisk()
        try await sample.write(sample.request())
        let before = try Dictionary(uniqueKeysWithValues: sample.paths().map { ($0, try sample.bytes($0)) })
        let first = sample.summary
        try await sample.write(sample.request(regenerate: true))
        let after = try Dictionary(uniqueKeysWithValues: sample.paths().map { ($0, try sample.bytes($0)) })

        let changed = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
        for path in changed where !path.hasPrefix("oci") {
            // What came late for the month's last day is in the partition of the day after.
            #expect(["20251001", "2025-10", "/2025-11-01/"].contains { path.contains($0) }, "\(path)")
        }
        for reports in ["oci/", "oci-cost/"] {
            let numbers = before.keys.filter { $0.hasPrefix(reports) }.sorted()
            let added = changed.filter { $0.hasPrefix(reports) }.sorted()
            #expect(added.count == 2)
            #expect(try added.allSatisfy { try before[$0] == nil && $0 > numbers.last.orThrow() })
        }

        #expect(changed.contains("aws/cur/finops-daily/20251001-20251101/finops-daily-Manifest.json"))
        #expect(changed.contains("aws/focus/focus-1-0/data/BILLING_PERIOD=2025-10/focus-1-0-00001.snappy.parquet"))
        #expect(try sample.paths { $0.contains("azure/focus/20251001") && $0.hasSuffix("manifest.json") }.count == 1)
        #expect(
            try sample.paths { $0.contains("azure/actual/finops-actual/20251001") && $0.contains("part") }.count == 2)
        #expect(sample.summary.datasets.map(\.rows) != first.datasets.map(\.rows))

        try await sample.write(sample.request(regenerate: true))
        for path in try sample.paths() { #expect(try sample.bytes(path) == after[path], "\(path)") }
    }

    @Test func aNewSampleReplacesTheOldOne() async throws {
        let (sample, fresh) = (SampleOnDisk(), SampleOnDisk())
        try await sample.write(sample.request(seed: 1, months: 3))
        try await sample.write(sample.request(seed: 1, months: 3, regenerate: true))
        let note = sample.root.appendingPathComponent("aws/notes.txt")
        try Data("mine".utf8).write(to: note)
        try await sample.write(sample.request(seed: 2, providers: ["oci"]))
        try await fresh.write(fresh.request(seed: 2, providers: ["oci"]))
        #expect(try sample.paths { $0 != "aws/notes.txt" } == fresh.paths())
        #expect(try Data(contentsOf: note) == Data("mine".utf8))
    }

    @Test func foreignFoldersAreLeftAlone() async throws {
        let sample = SampleOnDisk()
        try FileManager.default.createDirectory(at: sample.root, withIntermediateDirectories: true)
        await #expect(throws: BillowError.self) { try await sample.write(sample.request(regenerate: true)) }
        try Data("x".utf8).write(to: sample.root.appendingPathComponent("thesis.txt"))
        let error = try await #require(throws: BillowError.self) { try await sample.write(sample.request()) }
        #expect(error.code == .usage)
        #expect(error.hint != nil)
        #expect(try sample.paths() == ["thesis.txt"])
    }

    @Test func regeneratingNeedsTheSameRequest() async throws {
        let sample = SampleOnDisk()
        try await sample.write(sample.request(providers: ["oci"]))
        for request in try [
            sample.request(seed: 43, providers: ["oci"], regenerate: true),
            sample.request(rows: 900, providers: ["oci"], regenerate: true),
            sample.request(providers: ["aws"], regenerate: true),
        ] {
            let error = try await #require(throws: BillowError.self) { try await sample.write(request) }
            #expect(error.code == .usage)
        }
    }

    @Test func aSampleHasWhatMostPeopleHaveUnlessAllIsAskedFor() async throws {
        let sample = SampleOnDisk()
        let usual = try sample.request(months: 1, rows: 30, isComplete: false)
        try await sample.write(usual)
        #expect(
            sample.summary.datasets.map(\.name) == [
                "aws/cur", "aws/focus", "azure/actual", "azure/amortised", "azure/focus", "gcp", "oci",
            ])
        var later = usual
        (later.isComplete, later.regenerate) = (true, true)
        let error = try await #require(throws: BillowError.self) { try await sample.write(later) }
        #expect(error.code == .usage)
    }

    @Test func impossibleRequestsAreRefused() async throws {
        let sample = SampleOnDisk()
        for request in try [
            sample.request(months: 0), sample.request(rows: 0), sample.request(providers: []),
            sample.request(providers: ["ibm"]), sample.request(providers: ["saas"], isComplete: false),
        ] {
            let error = try await #require(throws: BillowError.self) { try await sample.write(request) }
            #expect(error.code == .usage)
        }
        #expect(!FileManager.default.fileExists(atPath: sample.root.path))
    }

    @Test(arguments: [1, 30, 400]) func smallSamplesAreWhole(rows: Int) async throws {
        let sample = SampleOnDisk()
        try await sample.write(sample.request(months: 1, rows: rows))
        #expect(sample.summary.datasets.allSatisfy { $0.rows > 0 })
    }
}

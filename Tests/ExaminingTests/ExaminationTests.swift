import TestEngine
import Testing

@testable import Examining

@Suite(.needsDuckDB)
struct ExaminationTests {
    @Test func `a row as the specification would have it keeps every rule`() async throws {
        #expect(try await FocusTable([[:]]).broken() == [:])
    }

    /// What each change breaks, worked out from the specification's sentences.
    @Test(
        arguments: [
            (["BilledCost": ""], ["BilledCost-C-003-M"]),
            (["ChargeCategory": "Licence"], ["ChargeCategory-C-003-M", "ConsumedQuantity-C-004-C"]),
            (["ServiceCategory": "Logs"], ["ServiceCategory-C-003-M", "ServiceSubcategory-C-004-M"]),
            (["ServiceSubcategory": "Relational Databases"], ["ServiceSubcategory-C-004-M"]),
            (["ChargeClass": "Oops"], ["ChargeClass-C-005-C"]),
            (["BillingCurrency": "USX"], ["BillingCurrency-C-006-M"]),
            (["ListUnitPrice": "0.31"], ["ListUnitPrice-C-010-C", "ListCost-C-009-C"]),
            (["ListUnitPrice": "0.3000000001"], []), (["ListUnitPrice": ""], ["ListUnitPrice-C-005-C"]),
            (["ContractedUnitPrice": "-0.25", "ContractedCost": "-0.5"], ["ContractedUnitPrice-C-009-C"]),
            (["RegionName": ""], ["RegionName-C-005-C"]), (["RegionId": ""], ["RegionName-C-004-C"]),
            (["ResourceId": ""], ["ResourceType-C-004-C"]), (["ResourceType": ""], ["ResourceType-C-005-C"]),
            (["SkuId": "", "SkuMeter": ""], ["SkuId-C-005-C"]), (["ConsumedUnit": ""], ["ConsumedUnit-C-006-C"]),
            (["ConsumedQuantity": "", "ConsumedUnit": ""], ["ConsumedQuantity-C-006-C"]),
            (["CommitmentDiscountStatus": "Used"], ["CommitmentDiscountStatus-C-003-C"]),
            (["ChargeFrequency": "Sometimes"], ["ChargeFrequency-C-003-M"]),
            (["InvoiceId": ""], []), (["Tags": ""], []),
            (["PricingCategory": "On-Demand"], ["PricingCategory-C-007-M"]),
        ] as [([String: String], [String])])
    func `a change breaks what speaks of it`(changes: [String: String], rules: [String]) async throws {
        // Beside a row that fills every column: one that is never filled is one that the source does not have.
        let other = ["ServiceName": "Others", "SkuPriceId": "q"]
        #expect(
            try await FocusTable([other, changes]).broken() == Dictionary(uniqueKeysWithValues: rules.map { ($0, 1) }))
    }

    @Test func `commitments are asked what the sentences say, not what the model checks`() async throws {
        let used = [
            "CommitmentDiscountId": "c", "CommitmentDiscountCategory": "Spend", "CommitmentDiscountType": "Plan",
            "CommitmentDiscountStatus": "Used", "CommitmentDiscountQuantity": "1", "CommitmentDiscountUnit": "EUR",
            "CommitmentDiscountName": "C",
        ]
        #expect(try await FocusTable([used]).broken() == [:])
        let without = used.merging(["CommitmentDiscountStatus": "", "CommitmentDiscountQuantity": ""]) { $1 }
        #expect(
            try await FocusTable([without]).broken() == [
                "CommitmentDiscountStatus-C-004-C": 1, "CommitmentDiscountQuantity-C-005-C": 1,
                "CommitmentDiscountUnit-C-005-C": 1,
            ])
        let purchase = used.merging([
            "ChargeCategory": "Purchase", "ChargeFrequency": "One-Time", "CommitmentDiscountStatus": "",
            "ConsumedQuantity": "", "ConsumedUnit": "",
        ]) { $1 }
        #expect(try await FocusTable([purchase]).broken() == ["EffectiveCost-C-005-C": 1])
    }

    @Test func `a name has one category within a source`() async throws {
        let other = ["ServiceCategory": "Storage", "ServiceSubcategory": "Block Storage"]
        let broken = try await FocusTable([[:], other, ["ServiceName": "Disks"]]).broken()
        #expect(broken == ["ServiceName-C-005-C": 2, "ServiceName-C-008-C": 2])
        let apart = other.merging(["x_source": "other"]) { $1 }
        #expect(try await FocusTable([[:], apart]).broken() == [:])
    }

    @Test func `a failure shows rows, and what the rule read of them`() async throws {
        let table = try await FocusTable([[:], ["ConsumedUnit": ""], ["x_source": "other"]])
        let sources = try await table.examined()
        #expect(sources.map(\.name) == ["cloud", "other"] && sources.map(\.rows) == [2, 1])
        let verdict = try #require(sources[0].verdicts.first { $0.rule.id == "ConsumedUnit-C-006-C" })
        #expect(verdict.rows == 2 && verdict.outcome == .failed(rows: 1))
        #expect(verdict.samples.map(\.row) == [2] && verdict.samples.first?.file == "f.csv")
        #expect(verdict.samples.first?.cells.map(\.column) == ["ConsumedUnit", "ConsumedQuantity"])
        #expect(verdict.samples.first?.cells.map(\.value) == [nil, "2.000000000000000000"])
        #expect(try await table.examined(source: "other").map(\.name) == ["other"])
    }

    @Test func `what cannot be told is not applicable, and says why`() async throws {
        let verdicts = try #require(try await FocusTable([["BillingAccountName": ""]]).examined().first).verdicts
        func outcome(_ id: String) -> Verdict.Outcome? { verdicts.first { $0.rule.id == id }?.outcome }
        #expect(outcome("Tags-C-002-O") == .notApplicable(reason: "a permission, which nothing can break"))
        #expect(outcome("BilledCost-C-006-M") == .notApplicable(reason: "rows alone cannot tell"))
        #expect(outcome("SkuId-C-004-C") == .notApplicable(reason: "no row that it is about"))
        let naming = "the source's data says nothing of it (ACCOUNT_NAMING_SUPPORTED)"
        #expect(outcome("BillingAccountName-C-003-C") == .notApplicable(reason: naming))
        #expect(outcome("BilledCost-C-001-M") == .passed)
    }

    @Test func `a column that a source does not have is wrong only where it must have it`() async throws {
        #expect(try await FocusTable([["ServiceSubcategory": "", "SubAccountType": ""]]).broken() == [:])
        let verdicts = try #require(try await FocusTable([["SubAccountType": ""]]).examined().first).verdicts
        let type = verdicts.first { $0.rule.id == "SubAccountType-C-005-C" }?.outcome
        let reason = "the source has no such column, and nothing shows MULTIPLE_SUB_ACCOUNT_TYPES_SUPPORTED"
        #expect(type == .notApplicable(reason: reason))
        #expect(try await FocusTable([["SubAccountName": ""]]).broken() == ["SubAccountName-C-005-C": 1])
        #expect(try await FocusTable([["ServiceName": ""]]).broken() == ["ServiceName-C-003-M": 1])
    }
}

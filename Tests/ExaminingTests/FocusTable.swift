import BillingModel
import Examining
import Foundation
import SQLEngine
import TestEngine
import Testing

/// A view `focus` of rows that keep every rule but for what a test changes about them.
struct FocusTable {
    /// An hour of a virtual machine, as the specification would have it.
    static let row: [String: String] = [
        "AvailabilityZone": "eu-1a", "BilledCost": "0.5", "BillingAccountId": "a", "BillingAccountName": "A",
        "BillingAccountType": "Organization", "BillingCurrency": "EUR", "BillingPeriodEnd": "2025-11-01 00:00:00+00",
        "BillingPeriodStart": "2025-10-01 00:00:00+00", "ChargeCategory": "Usage", "ChargeDescription": "an hour",
        "ChargeFrequency": "Usage-Based", "ChargePeriodEnd": "2025-10-01 01:00:00+00",
        "ChargePeriodStart": "2025-10-01 00:00:00+00", "ConsumedQuantity": "2", "ConsumedUnit": "Hours",
        "ContractedCost": "0.5", "ContractedUnitPrice": "0.25", "EffectiveCost": "0.5", "InvoiceId": "i",
        "InvoiceIssuerName": "Cloud", "ListCost": "0.6", "ListUnitPrice": "0.3", "PricingCategory": "Standard",
        "PricingCurrency": "EUR", "PricingCurrencyContractedUnitPrice": "0.25", "PricingCurrencyEffectiveCost": "0.5",
        "PricingCurrencyListUnitPrice": "0.3", "PricingQuantity": "2", "PricingUnit": "Hours", "ProviderName": "Cloud",
        "PublisherName": "Cloud", "RegionId": "eu-1", "RegionName": "Europe", "ResourceId": "r", "ResourceName": "R",
        "ResourceType": "VM", "ServiceCategory": "Compute", "ServiceName": "Machines",
        "ServiceSubcategory": "Virtual Machines", "SkuId": "s", "SkuMeter": "m", "SkuPriceDetails": "{\"CoreCount\":2}",
        "SkuPriceId": "p", "SubAccountId": "b", "SubAccountName": "B", "SubAccountType": "Project",
        "Tags": "MAP {'k': 'v'}",
    ]

    private let session: any SQLSession

    /// A changed cell that is empty is null.
    init(_ changes: [[String: String]]) async throws {
        session = try await TestEngine.openSession()
        let columns = FOCUS.columns.map { "\(name: $0.name) \(unsafe: $0.type.sqlName)" as SQLText }
        try await session.execute(
            """
            CREATE TABLE focus (\(sql: .joined(columns, separator: ", ")), x_source VARCHAR, x_billing_period VARCHAR,
            x_file VARCHAR, x_row BIGINT)
            """)
        for (number, changes) in changes.enumerated() {
            let row = Self.row.merging(changes) { $1 }
            let cells = FOCUS.columns.map { column -> SQLText in
                guard let text = row[column.name], !text.isEmpty else { return "NULL" }
                if column.type == .map { return "\(unsafe: text)" }
                return "CAST(\(text == "''" ? "" : text) AS \(unsafe: column.type.sqlName))"
            }
            let source = changes["x_source"] ?? "cloud"
            try await session.execute(
                """
                INSERT INTO focus VALUES (\(sql: .joined(cells, separator: ", ")), \(source), '2025-10', 'f.csv',
                \(number + 1))
                """)
        }
    }

    func examined(source: String? = nil) async throws -> [Examination.Source] {
        try await Examination(session: session, rules: try RuleBook.rules(), source: source).run()
    }

    /// Rules that are broken, with how many rows.
    func broken() async throws -> [String: Int] {
        var broken: [String: Int] = [:]
        for verdict in try await examined().flatMap(\.verdicts) {
            if case .failed(let rows) = verdict.outcome { broken[verdict.rule.id] = rows }
        }
        return broken
    }
}

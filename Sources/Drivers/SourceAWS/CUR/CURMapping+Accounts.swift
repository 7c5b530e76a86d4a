import BillingSources
import SQLEngine

extension CURMapping {
    static func accounts(_ terms: CURTerms) -> [Mapping.Entry] {
        let subAccount = terms.text("line_item_usage_account_id")
        let issuer = terms.text("bill_invoicing_entity", "line_item_legal_entity")
        let seller = terms.text("line_item_legal_entity", "bill_invoicing_entity")
        let aws = "Amazon Web Services, Inc."
        return [
            .focus("BillingAccountId", terms.text("bill_payer_account_id"), note: "leading zeros kept"),
            .focus("BillingAccountName", terms.text("bill_payer_account_name"), note: "newer reports only"),
            .focus("BillingAccountType", "'Management Account'"),
            .focus("BillingCurrency", terms.currency),
            .focus("InvoiceId", terms.text("bill_invoice_id"), note: "empty until the month is invoiced"),
            .focus("InvoiceIssuerName", "COALESCE(\(sql: issuer), \(aws))"),
            .focus("SubAccountId", subAccount),
            .focus("SubAccountName", terms.text("line_item_usage_account_name"), note: "newer reports only"),
            .focus("SubAccountType", "CASE WHEN \(sql: subAccount) IS NOT NULL THEN 'Account' END"),
            .focus("ProviderName", "'AWS'"),
            .focus("PublisherName", "COALESCE(\(sql: seller), \(aws))", note: "the seller, in the Marketplace too"),
            .focus(
                "ServiceProviderName",
                """
                CASE WHEN \(sql: terms.text("bill_billing_entity")) = 'AWS Marketplace'
                     THEN COALESCE(\(sql: terms.text("line_item_legal_entity")), 'AWS') ELSE 'AWS' END
                """, note: "the seller for the Marketplace"),
            .focus(
                "HostProviderName",
                "CASE WHEN (\(sql: terms.chargeCategory)) NOT IN ('Tax', 'Adjustment') THEN 'AWS' END",
                note: "nothing is hosted for tax and adjustments"),
        ]
    }

    static func periods(_ terms: CURTerms) -> [Mapping.Entry] {
        let interval = terms.text("identity_time_interval")
        func bound(_ column: String, _ half: Int) -> SQLText {
            let given = terms.timestamp(column)
            return "COALESCE(\(sql: given), TRY_CAST(split_part(\(sql: interval), '/', \(half)) AS TIMESTAMPTZ))"
        }
        let end = bound("line_item_usage_end_date", 2)
        return [
            .focus("BillingPeriodStart", terms.timestamp("bill_billing_period_start_date")),
            .focus("BillingPeriodEnd", terms.timestamp("bill_billing_period_end_date"), note: "exclusive as delivered"),
            .focus(
                "ChargePeriodStart", bound("line_item_usage_start_date", 1), note: "else the row's time interval",
                changes: [
                    SourceChange(
                        "FromTimeInterval", when: "\(sql: terms.timestamp("line_item_usage_start_date")) IS NULL")
                ]),
            .focus(
                "ChargePeriodEnd",
                """
                CASE WHEN (epoch_ms(\(sql: end)) // 1000) % 60 = 59 THEN \(sql: end) + INTERVAL 1 SECOND
                     ELSE \(sql: end) END
                """, note: "exclusive; months of reservation fees end at :59:59 and get the second",
                changes: [SourceChange("Rounded", when: "(epoch_ms(\(sql: end)) // 1000) % 60 = 59")]),
        ]
    }
}

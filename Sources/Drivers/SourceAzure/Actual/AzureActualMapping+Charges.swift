import BillingModel
import BillingSources
import SQLEngine

extension AzureActualMapping {
    func account() -> [Mapping.Entry] {
        let id = columns.isMCA ? ["BillingProfileId", "BillingAccountId"] : ["BillingAccountId"]
        let name = columns.isMCA ? ["BillingProfileName", "BillingAccountName"] : ["BillingAccountName"]
        let subscription: SQLText =
            columns.subscription.map {
                "NULLIF(\(sql: text($0)), '00000000-0000-0000-0000-000000000000')"
            } ?? "NULL::VARCHAR"
        return [
            .focus(
                "BillingAccountId", anyOf(id.map { text($0) } + [text(columns.subscription)]),
                note: "MCA: the billing profile; pay-as-you-go: the subscription"),
            .focus("BillingAccountName", anyOf(name.map { text($0) })),
            .focus("BillingAccountType", columns.isMCA ? "'Billing Profile'" : "'Billing Account'"),
            .focus("BillingCurrency", text(columns.currency)),
            .focus("InvoiceId", text("invoiceId"), note: "MCA only"),
            .focus(
                "InvoiceIssuerName", anyOf([text("partnerName"), "'Microsoft'"]), note: "the partner, if there is one"),
            .focus("SubAccountId", subscription, note: "the zero GUID means none"),
            .focus("SubAccountName", text("SubscriptionName")),
            .focus("SubAccountType", "CASE WHEN \(sql: subscription) IS NOT NULL THEN 'Subscription' END"),
        ]
    }

    func period() -> [Mapping.Entry] {
        guard let day = date(columns.day) else { return [] }
        let month: SQLText = "CAST(date_trunc('month', \(sql: day)) AS DATE)"
        let nextMonth: SQLText = "CAST(date_trunc('month', \(sql: day)) + INTERVAL 1 MONTH AS DATE)"
        let start = date(columns.schema.first("BillingPeriodStartDate")).map {
            "COALESCE(\(sql: $0), \(sql: month))" as SQLText
        }
        let end = date(columns.schema.first("BillingPeriodEndDate")).map {
            "COALESCE(\(sql: $0) + 1, \(sql: nextMonth))" as SQLText
        }
        let isMissing: SQLText =
            date(columns.schema.first("BillingPeriodStartDate")).map { "\(sql: $0) IS NULL" } ?? "TRUE"
        return [
            .focus(
                "BillingPeriodStart", FOCUSLift.midnight(start ?? month),
                changes: [SourceChange("FromDate", when: isMissing)]),
            .focus(
                "BillingPeriodEnd", FOCUSLift.midnight(end ?? nextMonth), note: "delivered as the last day, inclusive"),
            .focus("ChargePeriodStart", FOCUSLift.midnight(day)),
            .focus("ChargePeriodEnd", FOCUSLift.midnight("\(sql: day) + 1")),
        ]
    }

    func charge() -> [Mapping.Entry] {
        let category: SQLText =
            has("ChargeType")
            ? """
            CASE COALESCE(\(sql: chargeType), 'Usage') WHEN 'Usage' THEN 'Usage' WHEN 'Purchase' THEN 'Purchase' \
            WHEN 'Refund' THEN 'Purchase' WHEN 'UnusedReservation' THEN 'Usage' WHEN 'UnusedSavingsPlan' THEN 'Usage' \
            WHEN 'Tax' THEN 'Tax' WHEN 'Credit' THEN 'Credit' ELSE 'Adjustment' END
            """ : "'Usage'"
        let other: SQLText = "CASE WHEN \(sql: isUsage) THEN 'Usage-Based' ELSE 'One-Time' END"
        return [
            .focus(
                "ChargeCategory", category, note: "a refund is a purchase of class Correction",
                changes: has("ChargeType")
                    ? [
                        SourceChange("FromRefund", when: "\(sql: chargeType) = 'Refund'"),
                        SourceChange(
                            "Assumed",
                            when: """
                                \(sql: chargeType) NOT IN ('Usage', 'Purchase', 'Refund', 'UnusedReservation', \
                                'UnusedSavingsPlan', 'Tax', 'Credit', 'Adjustment', 'RoundingAdjustment')
                                """),
                    ] : []),
            .focus("ChargeClass", "CASE WHEN \(sql: chargeType) = 'Refund' THEN 'Correction' END"),
            .focus("ChargeDescription", text(columns.product)),
            .focus(
                "ChargeFrequency",
                """
                CASE \(sql: text("Frequency")) WHEN 'UsageBased' THEN 'Usage-Based' WHEN 'OneTime' THEN 'One-Time' \
                WHEN 'Recurring' THEN 'Recurring' ELSE \(sql: other) END
                """,
                note: "usage is Usage-Based and all else One-Time where the export says nothing that FOCUS knows",
                changes: [
                    SourceChange(
                        "Assumed",
                        when: """
                            COALESCE(\(sql: text("Frequency")), '') NOT IN ('UsageBased', 'OneTime', 'Recurring')
                            """)
                ]),
            .focus(
                "PricingCategory",
                """
                CASE WHEN \(sql: chargeType) = 'Tax' THEN NULL \
                WHEN \(sql: isCommitment) AND \(sql: isUsage) THEN 'Committed' \
                WHEN \(sql: text("PricingModel")) = 'Spot' THEN 'Dynamic' ELSE 'Standard' END
                """,
                note: "what a commitment covers is Committed, its purchase Standard"),
            .focus("PublisherName", publisher),
            .focus("ProviderName", "'Microsoft'"),
            .focus("ServiceProviderName", publisher, note: "the seller in the marketplace, else Microsoft"),
            .focus(
                "HostProviderName",
                "CASE WHEN \(sql: chargeType) IN ('Tax', 'RoundingAdjustment') THEN NULL ELSE 'Microsoft' END",
                note: "null for tax and adjustments, which run nowhere"),
        ]
    }

    private var publisher: SQLText {
        guard has("PublisherType"), has("PublisherName") else { return "'Microsoft'" }
        return """
            CASE WHEN \(sql: text("PublisherType")) = 'Marketplace' \
            THEN COALESCE(\(sql: text("PublisherName")), 'Microsoft') ELSE 'Microsoft' END
            """
    }
}

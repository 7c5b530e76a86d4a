/// Line items of a made-up report for September 2025.
enum CURLines {
    static let gross = [
        "identity/TimeInterval", "bill/InvoiceId", "bill/InvoicingEntity", "bill/BillingEntity", "bill/PayerAccountId",
        "bill/BillingPeriodStartDate", "bill/BillingPeriodEndDate", "lineItem/UsageAccountId", "lineItem/LineItemType",
        "lineItem/UsageStartDate", "lineItem/UsageEndDate", "lineItem/ProductCode", "lineItem/UsageType",
        "lineItem/Operation", "lineItem/AvailabilityZone", "lineItem/ResourceId", "lineItem/UsageAmount",
        "lineItem/NormalizedUsageAmount", "lineItem/CurrencyCode", "lineItem/UnblendedRate", "lineItem/UnblendedCost",
        "lineItem/LineItemDescription", "lineItem/LegalEntity", "product/ProductName", "product/instanceType",
        "product/vcpu", "product/memory", "product/regionCode", "product/location", "product/locationType",
        "product/sku", "product/tenancy", "pricing/RateCode", "pricing/publicOnDemandCost",
        "pricing/publicOnDemandRate", "pricing/term", "pricing/unit", "pricing/currency", "resourceTags/user:Name",
        "resourceTags/user:Team", "resourceTags/aws:createdBy", "costCategory/Charge type",
    ]
    static let reservations = [
        "reservation/ReservationARN", "reservation/EffectiveCost",
        "reservation/UnusedAmortizedUpfrontFeeForBillingPeriod", "reservation/UnusedRecurringFee",
        "reservation/UnusedNormalizedUnitQuantity", "reservation/UnusedQuantity",
        "reservation/TotalReservedNormalizedUnits", "reservation/TotalReservedUnits",
    ]
    static let savingsPlans = [
        "savingsPlan/SavingsPlanARN", "savingsPlan/SavingsPlanEffectiveCost", "savingsPlan/TotalCommitmentToDate",
        "savingsPlan/UsedCommitment",
    ]
    static let nets = [
        "lineItem/NetUnblendedCost", "lineItem/NetUnblendedRate", "reservation/NetEffectiveCost",
        "savingsPlan/NetSavingsPlanEffectiveCost",
    ]
    static let committed = gross + reservations + savingsPlans

    static let reservation = "arn:aws:ec2:us-east-1:001234567890:reserved-instances/r1"
    static let savingsPlan = "arn:aws:savingsplans::001234567890:savingsplan/s1"

    /// One hour of an instance, with what the type changes about it.
    static func line(_ type: String, _ changes: [String: String] = [:]) -> [String: String] {
        [
            "identity/TimeInterval": "2025-09-02T03:00:00Z/2025-09-02T04:00:00Z",
            "bill/InvoicingEntity": "Amazon Web Services, Inc.", "bill/BillingEntity": "AWS",
            "bill/PayerAccountId": "001234567890", "bill/BillingPeriodStartDate": "2025-09-01 00:00:00+00",
            "bill/BillingPeriodEndDate": "2025-10-01 00:00:00+00", "lineItem/UsageAccountId": "000000000042",
            "lineItem/LineItemType": type, "lineItem/UsageStartDate": "2025-09-02 03:00:00+00",
            "lineItem/UsageEndDate": "2025-09-02 04:00:00+00", "lineItem/ProductCode": "AmazonEC2",
            "lineItem/UsageType": "BoxUsage:m5.large", "lineItem/Operation": "RunInstances",
            "lineItem/UsageAmount": "1", "lineItem/CurrencyCode": "USD", "lineItem/UnblendedCost": "0",
            "lineItem/LineItemDescription": "an hour", "lineItem/LegalEntity": "Amazon Web Services, Inc.",
            "product/ProductName": "Amazon Elastic Compute Cloud", "product/sku": "SKU1",
            "pricing/RateCode": "SKU1.JRTCKXETXF.6YS6EN2CT7", "pricing/unit": "Hrs", "pricing/currency": "USD",
        ].merging(changes) { _, new in new }
    }
}

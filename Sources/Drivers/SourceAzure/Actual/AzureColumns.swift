import BillingModel
import BillingSources

/// The columns of actual cost exports: their names, and where one schema has each meaning.
///
/// EA and MCA write the same names with different case; the lake has EA's spelling, or MCA's for what only MCA has.
struct AzureColumns {
    let schema: RawSchema

    init(_ schema: RawSchema) {
        self.schema = schema
    }

    /// The old pay-as-you-go schema calls it UsageDateTime.
    var day: Column? { schema.first("Date", "UsageDateTime", "UsageDate") }
    var cost: Column? { schema.first("CostInBillingCurrency", "Cost", "PreTaxCost") }
    var currency: Column? { schema.first("BillingCurrencyCode", "BillingCurrency", "Currency") }
    var subscription: Column? { schema.first("SubscriptionId", "SubscriptionGuid") }
    var resource: Column? { schema.first("ResourceId", "InstanceId", "InstanceName") }
    var product: Column? { schema.first("ProductName", "Product") }
    var quantity: Column? { schema.first("Quantity", "UsageQuantity") }
    var unitPrice: Column? { schema.first("UnitPrice") }
    var effectivePrice: Column? { schema.first("EffectivePrice", "ResourceRate") }
    var listPrice: Column? { schema.first("PayGPrice", "MarketPrice") }
    var exchangeRate: Column? { schema.first("exchangeRatePricingToBilling", "exchangeRate") }
    var pricingCurrency: Column? { schema.first("pricingCurrency", "pricingCurrencyCode") }
    var location: Column? { schema.first("ResourceLocationNormalized", "ResourceLocation", "location") }

    /// MCA and MPA price in one currency and bill in another; EA has one.
    var isMCA: Bool { schema.first("costInPricingCurrency", "exchangeRatePricingToBilling", "invoiceId") != nil }

    /// First and last days of months.
    static let boundaries = [
        "BillingPeriodStartDate", "BillingPeriodEndDate", "servicePeriodStartDate", "servicePeriodEndDate",
    ]

    /// Lower-cased name → lake column.
    static let byName: [String: (name: String, type: ColumnType)] = {
        var columns: [String: (name: String, type: ColumnType)] = [:]
        for (names, type) in [(texts, ColumnType.text), (decimals, .decimal), (dates, .date)] {
            for name in names.split(whereSeparator: \.isWhitespace).map(String.init) {
                columns[name.lowercased()] = (name, type)
            }
        }
        return columns
    }()

    private static let decimals = """
        Quantity EffectivePrice CostInBillingCurrency Cost PreTaxCost UnitPrice PayGPrice MarketPrice UsageQuantity \
        ResourceRate costInPricingCurrency costInUsd paygCostInBillingCurrency paygCostInUsd \
        exchangeRatePricingToBilling exchangeRate
        """

    private static let dates = """
        Date UsageDateTime UsageDate \
        BillingPeriodStartDate BillingPeriodEndDate servicePeriodStartDate servicePeriodEndDate exchangeRateDate
        """

    private static let texts = """
        InvoiceSectionName AccountName AccountOwnerId SubscriptionId SubscriptionName ResourceGroup ResourceLocation \
        ProductName MeterCategory MeterSubCategory MeterId MeterName MeterRegion UnitOfMeasure CostCenter \
        ConsumedService ResourceId Tags OfferId AdditionalInfo ServiceInfo1 ServiceInfo2 ResourceName ReservationId \
        ReservationName ProductOrderId ProductOrderName Term PublisherType PublisherName ChargeType Frequency \
        PricingModel AvailabilityZone BillingAccountId BillingAccountName BillingCurrencyCode BillingCurrency \
        BillingProfileId BillingProfileName InvoiceSectionId InvoiceSection IsAzureCreditEligible PartNumber PlanName \
        ServiceFamily CostAllocationRuleName benefitId benefitName AccountId ResourceLocationNormalized Product \
        invoiceId previousInvoiceId resellerName resellerMpnId ProductId publisherId resourceGroupName location \
        pricingCurrency pricingCurrencyCode provider partnerName customerTenantId customerName SubscriptionGuid \
        ResourceType InstanceId InstanceName ServiceName ServiceTier Currency
        """
}

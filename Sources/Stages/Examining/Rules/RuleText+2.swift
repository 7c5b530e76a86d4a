// FOCUS 1.2, written by scripts/focus-rules from the model of focus_validator, © FinOps Foundation, MIT.
extension RuleText {
    static let part2 = #"""
        ContractedCost-C-007-C MUST
          ContractedCost of a charge calculated based on other charges (e.g., when the ChargeCategory is "Tax") MUST
            be calculated based on the ContractedCost of those related charges.
        ContractedCost-C-008-C MUST
          ContractedCost of a charge unrelated to other charges (e.g., when the ChargeCategory is "Credit") MUST match
            the BilledCost.
        ContractedCost-C-009-C MUST
          The product of ContractedUnitPrice and PricingQuantity MUST match the ContractedCost when
            ContractedUnitPrice is not null, PricingQuantity is not null, and ChargeClass is not "Correction".
          when (ContractedUnitPrice <> null and PricingQuantity <> null and ChargeClass <> "Correction")
        ContractedCost-C-010-C MAY
          Discrepancies in ContractedCost, ContractedUnitPrice, or PricingQuantity MAY exist when ChargeClass is
            "Correction".
          when ChargeClass = "Correction"
        ContractedUnitPrice-C-002-M MUST
          ContractedUnitPrice MUST be of type Decimal.
          requires decimal(ContractedUnitPrice)
        ContractedUnitPrice-C-003-M MUST
          ContractedUnitPrice MUST conform to NumericFormat requirements.
          requires numeric(ContractedUnitPrice)
        ContractedUnitPrice-C-005-C MUST
          ContractedUnitPrice MUST be null when ChargeCategory is "Tax".
          requires ContractedUnitPrice = null
          when ChargeCategory = "Tax"
        ContractedUnitPrice-C-006-C MUST NOT
          ContractedUnitPrice MUST NOT be null when ChargeCategory is "Usage" or "Purchase" and ChargeClass is not
            "Correction".
          requires ContractedUnitPrice <> null
          when (ChargeCategory in ["Usage", "Purchase"] and ChargeClass <> "Correction")
        ContractedUnitPrice-C-007-O MAY
          ContractedUnitPrice MAY be null in all other cases.
        ContractedUnitPrice-C-009-C MUST
          ContractedUnitPrice MUST be a non-negative decimal value.
          requires ContractedUnitPrice >= 0
          when ContractedUnitPrice <> null
        ContractedUnitPrice-C-010-C MUST
          ContractedUnitPrice MUST be denominated in the BillingCurrency.
          when ContractedUnitPrice <> null
        ContractedUnitPrice-C-011-C MUST
          The product of ContractedUnitPrice and PricingQuantity MUST match the ContractedCost when PricingQuantity is
            not null and ChargeClass is not "Correction".
          requires ContractedUnitPrice * PricingQuantity = ContractedCost
          when (ContractedUnitPrice <> null and PricingQuantity <> null and ChargeClass <> "Correction")
        ContractedUnitPrice-C-012-C MAY
          Discrepancies in ContractedUnitPrice, ContractedCost, or PricingQuantity MAY exist when ChargeClass is
            "Correction".
          when ChargeClass = "Correction"
        CostAndUsage-D-003-C RECOMMENDED
          AvailabilityZone is RECOMMENDED to be present in a FOCUS dataset when the provider supports deploying
            resources or services within an availability zone.
          requires present(AvailabilityZone)
          provided AVAILABILITY_ZONE_SUPPORTED
        CostAndUsage-D-004-C MUST
          ListUnitPrice MUST be present in a FOCUS dataset when the provider publishes unit prices exclusive of
            discounts.
          requires present(ListUnitPrice)
          provided PUBLIC_PRICE_LIST_SUPPORTED
        CostAndUsage-D-005-M MUST
          BillingAccountName MUST be present in a FOCUS dataset.
          requires present(BillingAccountName)
        CostAndUsage-D-006-M MUST
          BilledCost MUST be present in a FOCUS dataset.
          requires present(BilledCost)
        CostAndUsage-D-007-C MUST
          BillingAccountType MUST be present in a FOCUS dataset when the provider supports more than one possible
            BillingAccountType value.
          requires present(BillingAccountType)
          provided MULTIPLE_BILLING_ACCOUNT_TYPES_SUPPORTED
        CostAndUsage-D-008-M MUST
          ChargeCategory MUST be present in a FOCUS dataset.
          requires present(ChargeCategory)
        CostAndUsage-D-009-M MUST
          BillingPeriodStart MUST be present in a FOCUS dataset.
          requires present(BillingPeriodStart)
        CostAndUsage-D-010-M MUST
          BillingPeriodEnd MUST be present in a FOCUS dataset.
          requires present(BillingPeriodEnd)
        CostAndUsage-D-011-C MUST
          ConsumedQuantity MUST be present in a FOCUS dataset when the provider supports the measurement of usage.
          requires present(ConsumedQuantity)
          provided USAGE_MEASUREMENT_SUPPORTED
        CostAndUsage-D-012-C MUST
          CommitmentDiscountName MUST be present in a FOCUS dataset when the provider supports commitment discounts.
          requires present(CommitmentDiscountName)
          provided COMMITMENT_DISCOUNT_SUPPORTED
        CostAndUsage-D-013-C MUST
          CommitmentDiscountId MUST be present in a FOCUS dataset when the provider supports commitment discounts.
          requires present(CommitmentDiscountId)
          provided COMMITMENT_DISCOUNT_SUPPORTED
        CostAndUsage-D-014-C MUST
          CommitmentDiscountType MUST be present in a FOCUS dataset when the provider supports commitment discounts.
          requires present(CommitmentDiscountType)
          provided COMMITMENT_DISCOUNT_SUPPORTED
        CostAndUsage-D-015-C MUST
          CommitmentDiscountUnit MUST be present in a FOCUS dataset when the provider supports commitment discounts.
          requires present(CommitmentDiscountUnit)
          provided COMMITMENT_DISCOUNT_SUPPORTED
        CostAndUsage-D-016-C MUST
          CommitmentDiscountCategory MUST be present in a FOCUS dataset when the provider supports commitment
            discounts.
          requires present(CommitmentDiscountCategory)
          provided COMMITMENT_DISCOUNT_SUPPORTED
        CostAndUsage-D-017-C MUST
          CommitmentDiscountStatus MUST be present in a FOCUS dataset when the provider supports commitment discounts.
          requires present(CommitmentDiscountStatus)
          provided COMMITMENT_DISCOUNT_SUPPORTED
        CostAndUsage-D-018-C MUST
          CommitmentDiscountQuantity MUST be present in a FOCUS dataset when the provider supports commitment
            discounts.
          requires present(CommitmentDiscountQuantity)
          provided COMMITMENT_DISCOUNT_SUPPORTED
        CostAndUsage-D-019-C MUST
          SubAccountId MUST be present in a FOCUS dataset when the provider supports a sub account construct.
          requires present(SubAccountId)
          provided SUB_ACCOUNT_SUPPORTED
        CostAndUsage-D-020-C MUST
          CapacityReservationStatus MUST be present in a FOCUS dataset when the provider supports capacity
            reservations.
          requires present(CapacityReservationStatus)
          provided CAPACITY_RESERVATION_SUPPORTED
        CostAndUsage-D-021-M MUST
          PublisherName MUST be present in a FOCUS dataset.
          requires present(PublisherName)
        CostAndUsage-D-022-C MUST
          PricingCategory MUST be present in a FOCUS dataset when the provider supports more than one pricing category
            across all SKUs.
          requires present(PricingCategory)
          provided MULTIPLE_PRICING_CATEGORIES_SUPPORTED
        CostAndUsage-D-023-M MUST
          InvoiceIssuerName MUST be present in a FOCUS dataset.
          requires present(InvoiceIssuerName)
        CostAndUsage-D-024-M MUST
          BillingAccountId MUST be present in a FOCUS dataset.
          requires present(BillingAccountId)
        CostAndUsage-D-025-M MUST
          ChargeDescription MUST be present in a FOCUS dataset.
          requires present(ChargeDescription)
        CostAndUsage-D-026-M MUST
          ChargeClass MUST be present in a FOCUS dataset.
          requires present(ChargeClass)
        CostAndUsage-D-027-O RECOMMENDED
          ChargeFrequency is RECOMMENDED to be present in a FOCUS dataset.
          requires present(ChargeFrequency)
        CostAndUsage-D-028-M MUST
          ChargePeriodEnd MUST be present in a FOCUS dataset.
          requires present(ChargePeriodEnd)
        CostAndUsage-D-029-C MUST
          SubAccountName MUST be present in a FOCUS dataset when the provider supports a sub account construct.
          requires present(SubAccountName)
          provided SUB_ACCOUNT_SUPPORTED
        CostAndUsage-D-030-M MUST
          ContractedCost MUST be present in a FOCUS dataset.
          requires present(ContractedCost)
        CostAndUsage-D-031-M MUST
          EffectiveCost MUST be present in a FOCUS dataset.
          requires present(EffectiveCost)
        CostAndUsage-D-032-M MUST
          ListCost MUST be present in a FOCUS dataset.
          requires present(ListCost)
        CostAndUsage-D-033-O RECOMMENDED
          InvoiceId is RECOMMENDED to be present in a FOCUS dataset.
          requires present(InvoiceId)
        CostAndUsage-D-034-C MUST
          ContractedUnitPrice MUST be present in a FOCUS dataset when the provider supports negotiated pricing
            concepts.
          requires present(ContractedUnitPrice)
          provided NEGOTIATED_PRICING_SUPPORTED
        CostAndUsage-D-035-M MUST
          BillingCurrency MUST be present in a FOCUS dataset.
          requires present(BillingCurrency)
        CostAndUsage-D-036-M MUST
          PricingQuantity MUST be present in a FOCUS dataset.
          requires present(PricingQuantity)
        CostAndUsage-D-037-M MUST
          ChargePeriodStart MUST be present in a FOCUS dataset.
          requires present(ChargePeriodStart)
        CostAndUsage-D-038-M MUST
          ProviderName MUST be present in a FOCUS dataset.
          requires present(ProviderName)
        CostAndUsage-D-039-C MUST
          ResourceType MUST be present in a FOCUS dataset when the provider supports billing based on provisioned
            resources and supports assigning types to resources.
          requires present(ResourceType)
          provided BILLING_BASED_ON_PROVISIONED_RESOURCES_SUPPORTED RESOURCE_TYPE_ASSIGNMENT_SUPPORTED
        CostAndUsage-D-040-M MUST
          ServiceCategory MUST be present in a FOCUS dataset.
          requires present(ServiceCategory)
        CostAndUsage-D-041-M MUST
          ServiceName MUST be present in a FOCUS dataset.
          requires present(ServiceName)
        CostAndUsage-D-042-O RECOMMENDED
          ServiceSubcategory is RECOMMENDED to be present in a FOCUS dataset.
          requires present(ServiceSubcategory)
        CostAndUsage-D-043-C MUST
          ResourceId MUST be present in a FOCUS dataset when the provider supports billing based on provisioned
            resources.
          requires present(ResourceId)
          provided BILLING_BASED_ON_PROVISIONED_RESOURCES_SUPPORTED
        CostAndUsage-D-044-C MUST
          ResourceName MUST be present in a FOCUS dataset when the provider supports billing based on provisioned
            resources.
          requires present(ResourceName)
          provided BILLING_BASED_ON_PROVISIONED_RESOURCES_SUPPORTED
        CostAndUsage-D-045-C MUST
          PricingCurrency MUST be present in a FOCUS dataset when the provider supports pricing and billing in
            different currencies.
          requires present(PricingCurrency)
          provided PRICING_BILLING_CURRENCY_DIFFERENCES_SUPPORTED
        CostAndUsage-D-047-C MUST
          PricingCurrencyContractedUnitPrice MUST be present in a FOCUS dataset when the provider supports prices in
            virtual currency and publishes unit prices exclusive of discounts.
          requires present(PricingCurrencyContractedUnitPrice)
          provided PUBLIC_PRICE_LIST_SUPPORTED VIRTUAL_CURRENCY_SUPPORTED
        CostAndUsage-D-048-C RECOMMENDED
          PricingCurrencyContractedUnitPrice is RECOMMENDED to be present in a FOCUS dataset when the provider
            supports pricing and billing in different currencies and publishes unit prices exclusive of discounts.
          requires present(PricingCurrencyContractedUnitPrice)
          provided PUBLIC_PRICE_LIST_SUPPORTED PRICING_BILLING_CURRENCY_DIFFERENCES_SUPPORTED
        CostAndUsage-D-049-C MAY
          PricingCurrencyContractedUnitPrice MAY be present in a FOCUS dataset in all other cases.
          requires present(PricingCurrencyContractedUnitPrice)
          provided PUBLIC_PRICE_LIST_SUPPORTED PRICING_BILLING_CURRENCY_DIFFERENCES_SUPPORTED
        CostAndUsage-D-051-C MUST
          PricingCurrencyEffectiveCost MUST be present in a FOCUS dataset when the provider supports prices in virtual
            currency and publishes unit prices exclusive of discounts.
          requires present(PricingCurrencyEffectiveCost)
          provided PUBLIC_PRICE_LIST_SUPPORTED VIRTUAL_CURRENCY_SUPPORTED
        CostAndUsage-D-052-C RECOMMENDED
          PricingCurrencyEffectiveCost is RECOMMENDED to be present in a FOCUS dataset when the provider supports
            pricing and billing in different currencies and publishes unit prices exclusive of discounts.
          requires present(PricingCurrencyEffectiveCost)
          provided PUBLIC_PRICE_LIST_SUPPORTED PRICING_BILLING_CURRENCY_DIFFERENCES_SUPPORTED
        CostAndUsage-D-053-C MAY
          PricingCurrencyEffectiveCost MAY be present in a FOCUS dataset in all other cases.
          requires present(PricingCurrencyEffectiveCost)
          provided PUBLIC_PRICE_LIST_SUPPORTED PRICING_BILLING_CURRENCY_DIFFERENCES_SUPPORTED
        CostAndUsage-D-055-C MUST
          PricingCurrencyListUnitPrice MUST be present in a FOCUS dataset when the provider supports prices in virtual
            currency and publishes unit prices exclusive of discounts.
          requires present(PricingCurrencyListUnitPrice)
          provided PUBLIC_PRICE_LIST_SUPPORTED VIRTUAL_CURRENCY_SUPPORTED
        CostAndUsage-D-056-C RECOMMENDED
          PricingCurrencyListUnitPrice is RECOMMENDED to be present in a FOCUS dataset when the provider supports
            pricing and billing in different currencies and publishes unit prices exclusive of discounts.
          requires present(PricingCurrencyListUnitPrice)
          provided PUBLIC_PRICE_LIST_SUPPORTED PRICING_BILLING_CURRENCY_DIFFERENCES_SUPPORTED
        CostAndUsage-D-057-C MAY
          PricingCurrencyListUnitPrice MAY be present in a FOCUS dataset in all other cases.
          requires present(PricingCurrencyListUnitPrice)
          provided PUBLIC_PRICE_LIST_SUPPORTED PRICING_BILLING_CURRENCY_DIFFERENCES_SUPPORTED
        CostAndUsage-D-058-C MUST
          SkuPriceId MUST be present in a FOCUS dataset when the provider supports unit pricing concepts and publishes
            price lists, publicly or as part of contracting.
          requires present(SkuPriceId)
          provided PUBLIC_PRICE_LIST_SUPPORTED UNIT_PRICING_SUPPORTED
        CostAndUsage-D-059-C MUST
          SkuMeter MUST be present in a FOCUS dataset when the provider supports unit pricing concepts and publishes
            price lists, publicly or as part of contracting.
          requires present(SkuMeter)
          provided PUBLIC_PRICE_LIST_SUPPORTED UNIT_PRICING_SUPPORTED
        CostAndUsage-D-060-C MUST
          SkuId MUST be present in a FOCUS dataset when the provider supports unit pricing concepts and publishes
            price lists, publicly or as part of contracting.
          requires present(SkuId)
          provided PUBLIC_PRICE_LIST_SUPPORTED UNIT_PRICING_SUPPORTED
        CostAndUsage-D-061-C MUST
          SkuPriceDetails MUST be present in a FOCUS dataset when the provider supports unit pricing concepts and
            publishes price lists, publicly or as part of contracting.
          requires present(SkuPriceDetails)
          provided PUBLIC_PRICE_LIST_SUPPORTED UNIT_PRICING_SUPPORTED
        CostAndUsage-D-062-C MUST
          RegionName MUST be present in a FOCUS dataset when the provider supports deploying resources or services
            within a region.
          requires present(RegionName)
          provided REGION_SUPPORTED
        CostAndUsage-D-063-C MUST
          RegionId MUST be present in a FOCUS dataset when the provider supports deploying resources or services
            within a region.
          requires present(RegionId)
          provided REGION_SUPPORTED
        CostAndUsage-D-064-C MUST
          Tags MUST be present in a FOCUS dataset when the provider supports setting user or provider-defined tags.
          requires present(Tags)
          provided TAGGING_SUPPORTED
        CostAndUsage-D-065-C MUST
          CapacityReservationId MUST be present in a FOCUS dataset when the provider supports capacity reservations.
          requires present(CapacityReservationId)
          provided CAPACITY_RESERVATION_SUPPORTED
        CostAndUsage-D-066-C MUST
          ConsumedUnit MUST be present in a FOCUS dataset when the provider supports the measurement of usage.
          requires present(ConsumedUnit)
          provided USAGE_MEASUREMENT_SUPPORTED
        CostAndUsage-D-067-C MUST
          SubAccountType MUST be present in a FOCUS dataset when the provider supports more than one possible
            SubAccountType value.
          requires present(SubAccountType)
          provided MULTIPLE_SUB_ACCOUNT_TYPES_SUPPORTED
        CostAndUsage-D-068-M MUST
          PricingUnit MUST be present in a FOCUS dataset.
          requires present(PricingUnit)
        CurrencyFormat-A-001-C MUST
          Currency-related columns MUST be represented as a three-letter alphabetic code as dictated in the governing
            document ISO 4217:2015 when the value is presented in national currency (e.g., USD, EUR).
        CurrencyFormat-A-002-C MUST
          Currency-related columns MUST conform to StringHandling requirements when the value is presented in virtual
            currency (e.g., credits, tokens).
        DateTimeFormat-A-001-M MUST
          Date/time values MUST be in UTC (Coordinated Universal Time) to avoid ambiguity and ensure consistency
            across different time zones.
        DateTimeFormat-A-002-M MUST
          Date/time values format MUST be aligned with ISO 8601 standard, which provides a globally recognized format
            for representing dates and times (see ISO 8601-1:2019 governing document for details).
        DateTimeFormat-A-004-M MUST
          MUST Include the date and time components, separated with the letter ‘T’.
        DateTimeFormat-A-005-M MUST
          MUST Use two-digit hours (HH), minutes (mm), and seconds (ss).
        DateTimeFormat-A-006-M MUST
          MUST End with the ‘Z’ indicator to denote UTC (Coordinated Universal Time).
        DiscountHandling-A-001-C SHOULD
          All applicable discounts SHOULD be applied to each row they pertain to and SHOULD NOT be negated in a
            separate row.
          provided COMMITMENT_DISCOUNT_SUPPORTED
        DiscountHandling-A-003-C MUST
          Multiple discounts MAY apply to a row, but they MUST apply to the entire charge covered by that row.
          provided COMMITMENT_DISCOUNT_SUPPORTED
        DiscountHandling-A-004-C MUST
          If a discount only applies to a portion of a charge, then the discounted portion of the charge MUST be split
            into a separate row.
          provided COMMITMENT_DISCOUNT_SUPPORTED
        DiscountHandling-A-006-C MUST
          Rows with a commitment discount applied to them MUST include a CommitmentDiscountId.
          provided COMMITMENT_DISCOUNT_SUPPORTED
        DiscountHandling-A-007-C SHOULD
          If a provider applies a discount that cannot be represented by a FOCUS column, they SHOULD include
            additional columns to identify the source of the discount.
          provided COMMITMENT_DISCOUNT_SUPPORTED
        DiscountHandling-A-009-C MUST
          The BilledCost MUST be 0 for any row where the commitment covers the entire cost for the charge period.
          provided COMMITMENT_DISCOUNT_SUPPORTED
        DiscountHandling-A-010-C MUST
          The EffectiveCost MUST include the portion of the amortized purchase cost that applies to this row.
          provided COMMITMENT_DISCOUNT_SUPPORTED
        DiscountHandling-A-011-C MUST
          The sum of the EffectiveCost for all rows where CommitmentDiscountStatus is "Used" or "Unused" for each
            CommitmentDiscountId over the entire duration of the commitment MUST be the same as the total BilledCost
            of the commitment discount.
          provided COMMITMENT_DISCOUNT_SUPPORTED
        DiscountHandling-A-012-C MUST
          The CommitmentDiscountId and ResourceId MUST be set to the ID assigned to the commitment discount.
          provided COMMITMENT_DISCOUNT_SUPPORTED
        DiscountHandling-A-013-C MUST
          ChargeCategory MUST be set to "Purchase" on rows that represent a purchase of a commitment discount.
          provided COMMITMENT_DISCOUNT_SUPPORTED
        DiscountHandling-A-014-C MUST
          CommitmentDiscountStatus MUST be "Used" for ChargeCategory "Usage" rows that received a reduced price from a
            commitment.
          provided COMMITMENT_DISCOUNT_SUPPORTED
        DiscountHandling-A-015-C MUST
          CommitmentDiscountId MUST be set to the ID assigned to the discount.
          provided COMMITMENT_DISCOUNT_SUPPORTED
        DiscountHandling-A-016-C MUST
          ResourceId MUST be set to the ID of the resource that received the discount.
          provided COMMITMENT_DISCOUNT_SUPPORTED
        DiscountHandling-A-017-C MUST
          If a commitment is not fully utilized, the provider MUST include a row that represents the unused portion of
            the commitment for that charge period.
          provided COMMITMENT_DISCOUNT_SUPPORTED
        DiscountHandling-A-018-C MUST
          These rows MUST be represented with CommitmentDiscountStatus set to "Unused" and ChargeCategory set to
            "Usage".
          provided COMMITMENT_DISCOUNT_SUPPORTED
        DiscountHandling-A-019-C MUST
          Such rows MUST have their CommitmentDiscountId and ResourceId set to the ID assigned to the commitment
            discount.
          provided COMMITMENT_DISCOUNT_SUPPORTED
        DiscountHandling-A-020-C MUST
          Credits that are applied after the fact MUST use a ChargeCategory of "Credit".
          provided COMMITMENT_DISCOUNT_SUPPORTED
        EffectiveCost-C-001-M MUST
          EffectiveCost MUST be of type Decimal.
          requires decimal(EffectiveCost)
        EffectiveCost-C-002-M MUST
          EffectiveCost MUST conform to NumericFormat requirements.
          requires numeric(EffectiveCost)
        EffectiveCost-C-003-M MUST NOT
          EffectiveCost MUST NOT be null.
          requires EffectiveCost <> null
        EffectiveCost-C-004-M MUST
          EffectiveCost MUST be a valid decimal value.
          requires EffectiveCost <> null
        EffectiveCost-C-005-C MUST
          EffectiveCost MUST be 0 when ChargeCategory is "Purchase" and the purchase is intended to cover future
            eligible charges.
          requires EffectiveCost = 0
          when ChargeCategory = "Purchase"
        EffectiveCost-C-006-M MUST
          EffectiveCost MUST be denominated in the BillingCurrency.
        EffectiveCost-C-007-O MAY
          The sum of EffectiveCost in a given billing period MAY not match the sum of the invoices received for the
            same billing period for a billing account.
        EffectiveCost-C-009-C MUST
          EffectiveCost of a charge calculated based on other charges (e.g., when the ChargeCategory is "Tax") MUST be
            calculated based on the EffectiveCost of those related charges.
        EffectiveCost-C-010-C MUST
          EffectiveCost of a charge unrelated to other charges (e.g., when the ChargeCategory is "Credit") MUST match
            the BilledCost.
        EffectiveCost-C-012-C MUST
          The sum of EffectiveCost where ChargeCategory is "Usage" MUST equal the sum of BilledCost where
            ChargeCategory is "Purchase".
          when (ChargeCategory = "Usage" and CommitmentDiscountId <> null)
        EffectiveCost-C-013-C MUST
          The sum of EffectiveCost where ChargeCategory is "Usage" MUST equal the sum of EffectiveCost where
            ChargeCategory is "Usage" and CommitmentDiscountStatus is "Used", plus the sum of EffectiveCost where
            ChargeCategory is "Usage" and CommitmentDiscountStatus is "Unused".
          when (ChargeCategory = "Usage" and CommitmentDiscountId <> null)
        InvoiceId-C-001-M MUST
          InvoiceId MUST be of type String.
          requires text(InvoiceId)
        InvoiceId-C-002-M MUST
          InvoiceId MUST conform to StringHandling requirements.
          requires string(InvoiceId)
        InvoiceId-C-004-C MUST
          InvoiceId MUST be null when the charge is not associated either with an invoice or with a pre-generated
            provisional invoice.
          requires InvoiceId = null
        InvoiceId-C-005-C MUST NOT
          InvoiceId MUST NOT be null when the charge is associated with either an issued invoice or a pre-generated
            provisional invoice.
          requires InvoiceId <> null
        """#
}

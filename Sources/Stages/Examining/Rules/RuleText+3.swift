// FOCUS 1.2, written by scripts/focus-rules from the model of focus_validator, © FinOps Foundation, MIT.
extension RuleText {
    static let part3 = #"""
        InvoiceId-C-006-O MAY
          InvoiceId MAY be generated prior to an invoice being issued.
        InvoiceId-C-007-C MUST
          InvoiceId MUST be associated with the related charge and BillingAccountId when a pre-generated invoice or
            provisional invoice exists.
        InvoiceIssuerName-C-001-M MUST
          InvoiceIssuerName MUST be of type String.
          requires text(InvoiceIssuerName)
        InvoiceIssuerName-C-002-M MUST
          InvoiceIssuerName MUST conform to StringHandling requirements.
          requires string(InvoiceIssuerName)
        InvoiceIssuerName-C-003-M MUST NOT
          InvoiceIssuerName MUST NOT be null.
          requires InvoiceIssuerName <> null
        KeyValueFormat-A-001-M MUST
          Key-Value Format columns MUST contain a serialized JSON string, consistent with the ECMA 404 definition of
            an object.
        KeyValueFormat-A-002-M MUST
          Keys in a key-value pair MUST be unique within an object.
        KeyValueFormat-A-003-M MUST
          Values in a key-value pair MUST be one of the following types: number, string, true, false, or null.
        KeyValueFormat-A-004-M MUST NOT
          Values in a key-value pair MUST NOT be an object or an array.
        ListCost-C-001-M MUST
          ListCost MUST be of type Decimal.
          requires decimal(ListCost)
        ListCost-C-002-M MUST
          ListCost MUST conform to NumericFormat requirements.
          requires numeric(ListCost)
        ListCost-C-003-M MUST NOT
          ListCost MUST NOT be null.
          requires ListCost <> null
        ListCost-C-004-M MUST
          ListCost MUST be a valid decimal value.
          requires ListCost <> null
        ListCost-C-005-M MUST
          ListCost MUST be denominated in the BillingCurrency.
        ListCost-C-007-C MUST
          ListCost of a charge calculated based on other charges (e.g., when the ChargeCategory is "Tax") MUST be
            calculated based on the ListCost of those related charges.
        ListCost-C-008-C MUST
          ListCost of a charge unrelated to other charges (e.g., when the ChargeCategory is "Credit") MUST match the
            BilledCost.
        ListCost-C-009-C MUST
          The product of ListUnitPrice and PricingQuantity MUST match the ListCost when ListUnitPrice is not null,
            PricingQuantity is not null, and ChargeClass is not "Correction".
          requires ListUnitPrice * PricingQuantity = ListCost
          when (ListUnitPrice <> null and PricingQuantity <> null and ChargeClass <> "Correction")
        ListCost-C-010-C MAY
          Discrepancies in ListCost, ListUnitPrice, or PricingQuantity MAY exist when ChargeClass is "Correction".
        ListUnitPrice-C-001-M MUST
          ListUnitPrice MUST be of type Decimal.
          requires decimal(ListUnitPrice)
        ListUnitPrice-C-002-M MUST
          ListUnitPrice MUST conform to NumericFormat requirements.
          requires numeric(ListUnitPrice)
        ListUnitPrice-C-004-C MUST
          ListUnitPrice MUST be null when ChargeCategory is "Tax".
          requires ListUnitPrice = null
          when ChargeCategory = "Tax"
        ListUnitPrice-C-005-C MUST NOT
          ListUnitPrice MUST NOT be null when ChargeCategory is "Usage" or "Purchase" and ChargeClass is not
            "Correction".
          requires ListUnitPrice <> null
          when (ChargeClass <> "Correction" and ChargeCategory in ["Usage", "Purchase"])
        ListUnitPrice-C-006-O MAY
          ListUnitPrice MAY be null in all other cases.
          requires ListUnitPrice = null
        ListUnitPrice-C-008-M MUST
          ListUnitPrice MUST be a non-negative decimal value.
          requires ListUnitPrice >= 0
        ListUnitPrice-C-009-M MUST
          ListUnitPrice MUST be denominated in the BillingCurrency.
        ListUnitPrice-C-010-C MUST
          The product of ListUnitPrice and PricingQuantity MUST match the ListCost when PricingQuantity is not null
            and ChargeClass is not "Correction".
          requires ListUnitPrice * PricingQuantity = ListCost
          when (ListUnitPrice <> null and ChargeClass <> "Correction")
        ListUnitPrice-C-011-C MAY
          Discrepancies in ListUnitPrice, ListCost, or PricingQuantity MAY exist when ChargeClass is "Correction".
          when ChargeClass = "Correction"
        NullHandling-A-001-C MUST
          Columns MUST use NULL when there isn’t a value that can be specified for a nullable column.
        NullHandling-A-002-M MUST NOT
          Columns MUST NOT use empty strings or stand-in values such as 0 for numeric columns or “Not Applicable” for
            string columns to represent a null or not having a value, regardless of whether the column allows nulls or
            not.
        NumericFormat-A-001-O SHOULD
          Custom numeric value capturing columns SHOULD adopt the same format requirements over time.
        NumericFormat-A-002-M MUST
          Columns with a Numeric value format MUST contain a single numeric value.
        NumericFormat-A-003-M MUST
          Numeric values MUST be expressed as an integer value, a decimal value, or a value expressed in scientific
            notation.
        NumericFormat-A-004-M MUST NOT
          Fractional notation MUST NOT be used.
        NumericFormat-A-005-M MUST
          Numeric values expressed using scientific notation MUST be expressed using E notation "mEn" with a real
            number m and an integer n indicating a value of "m x 10^n".
        NumericFormat-A-006-M MUST
          The sign of the exponent MUST only be expressed as part of the exponent value if n is negative.
        NumericFormat-A-007-M MUST NOT
          Numeric values MUST NOT be expressed with mathematical symbols, functions, or operators.
        NumericFormat-A-008-M MUST NOT
          Numeric values MUST NOT contain qualifiers or additional characters (e.g., currency symbols, units of
            measure, etc.).
        NumericFormat-A-009-M MUST NOT
          Numeric values MUST NOT contain commas or punctuation marks except for a single decimal point (".") if
            required to express a decimal value.
        NumericFormat-A-010-M MUST NOT
          Numeric values MUST NOT include a character to represent a sign for a positive value.
        NumericFormat-A-011-M MUST
          A negative sign (-) MUST indicate a negative value.
        NumericFormat-A-012-M MUST
          Columns with a Numeric value format MUST present one of the following values as the "Data type" in the
            column definition.
        NumericFormat-A-013-O SHOULD
          Providers SHOULD define precision and scale for Numeric Format columns using one of the following precision
            values in a data definition document that providers publish.
        PricingCategory-C-001-M MUST
          PricingCategory MUST be of type String.
          requires text(PricingCategory)
        PricingCategory-C-003-C MUST
          PricingCategory MUST be null when ChargeCategory is "Tax".
          requires PricingCategory = null
          when ChargeCategory = "Tax"
        PricingCategory-C-004-C MUST NOT
          PricingCategory MUST NOT be null when ChargeCategory is "Usage" or "Purchase" and ChargeClass is not
            "Correction".
          requires PricingCategory <> null
          when (ChargeCategory in ["Usage", "Purchase"] and ChargeClass <> "Correction")
        PricingCategory-C-005-O MAY
          PricingCategory MAY be null in all other cases.
        PricingCategory-C-007-M MUST
          PricingCategory MUST be one of the allowed values.
          requires PricingCategory in ["Standard", "Committed", "Dynamic", "Other"]
        PricingCategory-C-008-C MUST
          PricingCategory MUST be "Standard" when pricing is predetermined at the agreed upon rate for the billing
            account.
          when PricingCategory <> null
        PricingCategory-C-009-C MUST
          PricingCategory MUST be "Committed" when the charge is subject to an existing commitment discount and is not
            the purchase of the commitment discount.
        PricingCategory-C-010-C MUST
          PricingCategory MUST be "Dynamic" when pricing is determined by the provider and may change over time,
            regardless of predetermined agreement pricing.
        PricingCategory-C-011-C MUST
          PricingCategory MUST be "Other" when there is a pricing model but none of the allowed values apply.
        PricingCurrency-C-001-M MUST
          PricingCurrency MUST be of type String.
          requires text(PricingCurrency)
        PricingCurrency-C-002-M MUST
          PricingCurrency MUST conform to StringHandling requirements.
          requires string(PricingCurrency)
        PricingCurrency-C-003-M MUST
          PricingCurrency MUST conform to CurrencyFormat requirements.
          requires currency(PricingCurrency)
        PricingCurrency-C-004-M MUST NOT
          PricingCurrency MUST NOT be null.
          requires PricingCurrency <> null
        PricingCurrencyContractedUnitPrice-C-001-M MUST
          PricingCurrencyContractedUnitPrice MUST be of type Decimal.
          requires decimal(PricingCurrencyContractedUnitPrice)
        PricingCurrencyContractedUnitPrice-C-002-M MUST
          PricingCurrencyContractedUnitPrice MUST conform to NumericFormat requirements.
          requires numeric(PricingCurrencyContractedUnitPrice)
        PricingCurrencyContractedUnitPrice-C-004-C MUST
          PricingCurrencyContractedUnitPrice MUST be null when ChargeCategory is "Tax".
          when ChargeCategory = "Tax"
        PricingCurrencyContractedUnitPrice-C-005-C MUST NOT
          PricingCurrencyContractedUnitPrice MUST NOT be null when ChargeCategory is "Usage" or "Purchase" and
            ChargeClass is not "Correction".
          when (ChargeCategory in ["Usage", "Purchase"] and ChargeClass <> "Correction")
        PricingCurrencyContractedUnitPrice-C-006-O MAY
          PricingCurrencyContractedUnitPrice MAY be null in all other cases.
        PricingCurrencyContractedUnitPrice-C-008-C MUST
          PricingCurrencyContractedUnitPrice MUST be a non-negative decimal value.
          when PricingCurrencyContractedUnitPrice <> null
        PricingCurrencyContractedUnitPrice-C-009-C MUST
          PricingCurrencyContractedUnitPrice MUST be denominated in the PricingCurrency.
          when PricingCurrencyContractedUnitPrice <> null
        PricingCurrencyContractedUnitPrice-C-010-C MAY
          Discrepancies in PricingCurrencyContractedUnitPrice, ContractedCost, or PricingQuantity MAY exist when
            ChargeClass is "Correction".
          when ChargeClass = "Correction"
        PricingCurrencyEffectiveCost-C-001-M MUST
          PricingCurrencyEffectiveCost MUST be of type Decimal.
          requires decimal(PricingCurrencyEffectiveCost)
        PricingCurrencyEffectiveCost-C-002-M MUST
          PricingCurrencyEffectiveCost MUST conform to NumericFormat requirements.
          requires numeric(PricingCurrencyEffectiveCost)
        PricingCurrencyEffectiveCost-C-003-M MUST NOT
          PricingCurrencyEffectiveCost MUST NOT be null.
          requires PricingCurrencyEffectiveCost <> null
        PricingCurrencyEffectiveCost-C-004-M MUST
          PricingCurrencyEffectiveCost MUST be a valid decimal value.
          requires PricingCurrencyListUnitPrice >= 0
        PricingCurrencyEffectiveCost-C-005-M MUST
          PricingCurrencyEffectiveCost MUST be 0 in the event of prepaid purchases or purchases that are applicable to
            previous usage.
        PricingCurrencyEffectiveCost-C-006-M MUST
          PricingCurrencyEffectiveCost MUST be denominated in the PricingCurrency.
        PricingCurrencyListUnitPrice-C-001-M MUST
          PricingCurrencyListUnitPrice MUST be of type Decimal.
          requires decimal(PricingCurrencyListUnitPrice)
        PricingCurrencyListUnitPrice-C-002-M MUST
          PricingCurrencyListUnitPrice MUST conform to NumericFormat requirements.
          requires numeric(PricingCurrencyListUnitPrice)
        PricingCurrencyListUnitPrice-C-004-C MUST
          PricingCurrencyListUnitPrice MUST be null when ChargeCategory is "Tax".
          requires PricingCurrencyListUnitPrice = null
          when ChargeCategory = "Tax"
        PricingCurrencyListUnitPrice-C-005-C MUST NOT
          PricingCurrencyListUnitPrice MUST NOT be null when ChargeCategory is "Usage" or "Purchase" and ChargeClass
            is not "Correction".
          requires PricingCurrencyListUnitPrice <> null
          when (ChargeCategory in ["Usage", "Purchase"] and ChargeClass <> "Correction")
        PricingCurrencyListUnitPrice-C-006-O MAY
          PricingCurrencyListUnitPrice MAY be null in all other cases.
        PricingCurrencyListUnitPrice-C-008-M MUST
          PricingCurrencyListUnitPrice MUST be a non-negative decimal value.
          requires PricingCurrencyListUnitPrice >= 0
        PricingCurrencyListUnitPrice-C-009-M MUST
          PricingCurrencyListUnitPrice MUST be denominated in the PricingCurrency.
        PricingCurrencyListUnitPrice-C-010-C MAY
          Discrepancies in PricingCurrencyListUnitPrice, ListCost, or PricingQuantity MAY be addressed independently
            when ChargeClass is "Correction".
          when ChargeClass = "Correction"
        PricingQuantity-C-001-M MUST
          PricingQuantity MUST be of type Decimal.
          requires decimal(PricingQuantity)
        PricingQuantity-C-002-M MUST
          PricingQuantity MUST conform to NumericFormat requirements.
          requires numeric(PricingQuantity)
        PricingQuantity-C-004-C MUST
          PricingQuantity MUST be null when ChargeCategory is "Tax".
          requires PricingQuantity = null
          when ChargeCategory = "Tax"
        PricingQuantity-C-005-C MUST NOT
          PricingQuantity MUST NOT be null when ChargeCategory is "Usage" or "Purchase" and ChargeClass is not
            "Correction".
          requires PricingQuantity <> null
          when (ChargeCategory in ["Usage", "Purchase"] and ChargeClass <> "Correction")
        PricingQuantity-C-006-O MAY
          PricingQuantity MAY be null in all other cases.
        PricingQuantity-C-008-M MUST
          PricingQuantity MUST be a valid decimal value.
          requires PricingQuantity <> null
        PricingQuantity-C-009-C MUST
          The product of PricingQuantity and a unit price (e.g., ContractedUnitPrice) MUST match the corresponding
            cost metric (e.g., ContractedCost) when the unit price is not null and ChargeClass is not "Correction".
        PricingQuantity-C-010-C MAY
          Discrepancies in PricingQuantity, unit prices (e.g., ContractedUnitPrice), or costs (e.g., ContractedCost)
            MAY exist when ChargeClass is "Correction".
          when ChargeClass = "Correction"
        PricingUnit-C-001-M MUST
          PricingUnit MUST be of type String.
          requires text(PricingUnit)
        PricingUnit-C-002-M MUST
          PricingUnit MUST conform to StringHandling requirements.
          requires string(PricingUnit)
        PricingUnit-C-003-O SHOULD
          PricingUnit SHOULD conform to UnitFormat requirements.
          requires unit(PricingUnit)
        PricingUnit-C-005-C MUST
          PricingUnit MUST be null when PricingQuantity is null.
          requires PricingUnit = null
          when PricingQuantity = null
        PricingUnit-C-006-C MUST NOT
          PricingUnit MUST NOT be null when PricingQuantity is not null.
          requires PricingUnit <> null
          when PricingQuantity <> null
        PricingUnit-C-008-M MUST
          PricingUnit MUST be semantically equal to the corresponding pricing measurement unit provided in
            provider-published price list.
        PricingUnit-C-009-C MUST
          PricingUnit MUST be semantically equal to the corresponding pricing measurement unit provided in invoice,
            when the invoice includes a pricing measurement unit.
        ProviderName-C-001-M MUST
          ProviderName MUST be of type String.
          requires text(ProviderName)
        ProviderName-C-002-M MUST
          ProviderName MUST conform to StringHandling requirements.
          requires string(ProviderName)
        ProviderName-C-003-M MUST NOT
          ProviderName MUST NOT be null.
          requires ProviderName <> null
        PublisherName-C-001-M MUST
          PublisherName MUST be of type String.
          requires text(PublisherName)
        PublisherName-C-002-M MUST
          PublisherName MUST conform to StringHandling requirements.
          requires string(PublisherName)
        PublisherName-C-003-M MUST NOT
          PublisherName MUST NOT be null.
          requires PublisherName <> null
        RegionId-C-001-M MUST
          RegionId MUST be of type String.
          requires text(RegionId)
        RegionId-C-002-M MUST
          RegionId MUST conform to StringHandling requirements.
          requires string(RegionId)
        RegionId-C-004-C MUST NOT
          RegionId MUST NOT be null when a resource or service is operated in or managed from a distinct region.
        RegionId-C-005-C MAY
          RegionId MAY be null when a resource or service is not operated in or managed from a distinct region.
        RegionName-C-001-M MUST
          RegionName MUST be of type String.
          requires text(RegionName)
        RegionName-C-002-M MUST
          RegionName MUST conform to StringHandling requirements.
          requires string(RegionName)
        RegionName-C-004-C MUST
          RegionName MUST be null when RegionId is null.
          requires RegionName = null
          when RegionId = null
        RegionName-C-005-C MUST NOT
          RegionName MUST NOT be null when RegionId is not null.
          requires RegionName <> null
          when RegionId <> null
        ResourceId-C-001-M MUST
          ResourceId MUST be of type String.
          requires text(ResourceId)
        ResourceId-C-002-M MUST
          ResourceId MUST conform to StringHandling requirements.
          requires string(ResourceId)
        ResourceId-C-004-C MUST
          ResourceId MUST be null when a charge is not related to a resource.
        ResourceId-C-005-C MUST NOT
          ResourceId MUST NOT be null when a charge is related to a resource.
        ResourceId-C-007-M MUST
          ResourceId MUST be a unique identifier within the provider.
        ResourceId-C-008-O SHOULD
          ResourceId SHOULD be a fully-qualified identifier.
        ResourceName-C-001-M MUST
          ResourceName MUST be of type String.
          requires text(ResourceName)
        ResourceName-C-002-M MUST
          ResourceName MUST conform to StringHandling requirements.
          requires string(ResourceName)
        ResourceName-C-004-C MUST
          ResourceName MUST be null when ResourceId is null or when the resource does not have an assigned display
            name.
          when ResourceId = null
        ResourceName-C-005-C MUST NOT
          ResourceName MUST NOT be null when ResourceId is not null and the resource has an assigned display name.
          when ResourceId = null
        ResourceName-C-006-C MUST NOT
          ResourceName MUST NOT duplicate ResourceId when the resource is not provisioned interactively or only has a
            system-generated ResourceId.
        ResourceType-C-001-M MUST
          ResourceType MUST be of type String.
          requires text(ResourceType)
        ResourceType-C-002-M MUST
          ResourceType MUST conform to StringHandling requirements.
          requires string(ResourceType)
        ResourceType-C-004-C MUST
          ResourceType MUST be null when ResourceId is null.
          requires ResourceType = null
          when ResourceId = null
        ResourceType-C-005-C MUST NOT
          ResourceType MUST NOT be null when ResourceId is not null.
          requires ResourceType <> null
          when ResourceId <> null
        ServiceCategory-C-001-M MUST
          ServiceCategory MUST be of type String.
          requires text(ServiceCategory)
        ServiceCategory-C-002-M MUST NOT
          ServiceCategory MUST NOT be null.
          requires ServiceCategory <> null
        ServiceCategory-C-003-M MUST
          ServiceCategory MUST be one of the allowed values.
          requires ServiceCategory in ["AI and Machine Learning", "Analytics", "Business Applications", "Compute",
            "Databases", "Developer Tools", "Multicloud", "Identity", "Integration", "Internet of Things", "Management
            and Governance", "Media", "Migration", "Mobile", "Networking", "Security", "Storage", "Web", "Other"]
        ServiceName-C-001-M MUST
          ServiceName MUST be of type String.
          requires text(ServiceName)
        ServiceName-C-002-M MUST
          ServiceName MUST conform to StringHandling requirements.
          requires string(ServiceName)
        ServiceName-C-003-M MUST NOT
          ServiceName MUST NOT be null.
          requires ServiceName <> null
        ServiceName-C-005-C MUST
          ServiceName MUST have one and only one ServiceCategory that best aligns with its primary purpose, except
            when no suitable ServiceCategory is available.
          requires one ServiceCategory per ServiceName
        ServiceName-C-006-C MUST
          ServiceName MUST be associated with the ServiceCategory "Other" when no suitable ServiceCategory is
            available.
        ServiceName-C-008-C SHOULD
          ServiceName SHOULD have one and only one ServiceSubcategory that best aligns with its primary purpose,
            except when no suitable ServiceSubcategory is available.
          requires one ServiceSubcategory per ServiceName
        ServiceName-C-009-C SHOULD
          ServiceName SHOULD be associated with the ServiceSubcategory "Other" when no suitable ServiceSubcategory is
            available.
        ServiceSubcategory-C-001-M MUST
          ServiceSubcategory MUST be of type String.
          requires text(ServiceSubcategory)
        ServiceSubcategory-C-002-M MUST NOT
          ServiceSubcategory MUST NOT be null.
          requires ServiceSubcategory <> null
        ServiceSubcategory-C-003-M MUST
          ServiceSubcategory MUST be one of the allowed values.
          requires ServiceSubcategory in ["AI Platforms", "Bots", "Generative AI", "Machine Learning", "Natural
            Language Processing", "Other (AI and Machine Learning)", "Analytics Platforms", "Business Intelligence",
            "Data Processing", "Search", "Streaming Analytics", "Other (Analytics)", "Productivity and Collaboration",
            "Other (Business Applications)", "Containers", "End User Computing", "Quantum Compute", "Serverless
            Compute", "Virtual Machines", "Other (Compute)", "Caching", "Data Warehouses", "Ledger Databases", "NoSQL
            Databases", "Relational Databases", "Time Series Databases", "Other (Databases)", "Developer Platforms",
            "Continuous Integration and Deployment", "Development Environments", "Source Code Management", "Quality
            Assurance", "Other (Developer Tools)", "Identity and Access Management", "Other (Identity)", "API
            Management", "Messaging", "Workflow Orchestration", "Other (Integration)", "IoT Analytics", "IoT
            Platforms", "Other (Internet of Things)", "Architecture", "Compliance", "Cost Management", "Data
            Governance", "Disaster Recovery", "Endpoint Management", "Observability", "Support", "Other (Management
            and Governance)", "Content Creation", "Gaming", "Media Streaming", "Mixed Reality", "Other (Media)", "Data
            Migration", "Resource Migration", "Other (Migration)", "Other (Mobile)", "Multicloud Integration", "Other
            (Multicloud)", "Application Networking", "Content Delivery", "Network Connectivity", "Network
            Infrastructure", "Network Routing", "Network Security", "Other (Networking)", "Secret Management",
            "Security Posture Management", "Threat Detection and Response", "Other (Security)", "Backup Storage",
            "Block Storage", "File Storage", "Object Storage", "Storage Platforms", "Other (Storage)", "Application
            Platforms", "Other (Web)", "Other (Other)"]
        """#
}

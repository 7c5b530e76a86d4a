// FOCUS 1.2, written by scripts/focus-rules from the model of focus_validator, © FinOps Foundation, MIT.
extension RuleText {
    static let part4 = #"""
        ServiceSubcategory-C-004-M MUST
          ServiceSubcategory MUST have one and only one parent ServiceCategory as specified in the allowed values
            below.
          requires ((ServiceCategory = "AI and Machine Learning" and ServiceSubcategory in ["AI Platforms", "Bots",
            "Generative AI", "Machine Learning", "Natural Language Processing", "Other (AI and Machine Learning)"]) or
            (ServiceCategory = "Analytics" and ServiceSubcategory in ["Analytics Platforms", "Business Intelligence",
            "Data Processing", "Search", "Streaming Analytics", "Other (Analytics)"]) or (ServiceCategory = "Business
            Applications" and ServiceSubcategory in ["Productivity and Collaboration", "Other (Business
            Applications)"]) or (ServiceCategory = "Compute" and ServiceSubcategory in ["Containers", "End User
            Computing", "Quantum Compute", "Serverless Compute", "Virtual Machines", "Other (Compute)"]) or
            (ServiceCategory = "Databases" and ServiceSubcategory in ["Caching", "Data Warehouses", "Ledger
            Databases", "NoSQL Databases", "Relational Databases", "Time Series Databases", "Other (Databases)"]) or
            (ServiceCategory = "Developer Tools" and ServiceSubcategory in ["Developer Platforms", "Continuous
            Integration and Deployment", "Development Environments", "Source Code Management", "Quality Assurance",
            "Other (Developer Tools)"]) or (ServiceCategory = "Identity" and ServiceSubcategory in ["Identity and
            Access Management", "Other (Identity)"]) or (ServiceCategory = "Integration" and ServiceSubcategory in
            ["API Management", "Messaging", "Workflow Orchestration", "Other (Integration)"]) or (ServiceCategory =
            "Internet of Things" and ServiceSubcategory in ["IoT Analytics", "IoT Platforms", "Other (Internet of
            Things)"]) or (ServiceCategory = "Management and Governance" and ServiceSubcategory in ["Architecture",
            "Compliance", "Cost Management", "Data Governance", "Disaster Recovery", "Endpoint Management",
            "Observability", "Support", "Other (Management and Governance)"]) or (ServiceCategory = "Media" and
            ServiceSubcategory in ["Content Creation", "Gaming", "Media Streaming", "Mixed Reality", "Other (Media)"])
            or (ServiceCategory = "Migration" and ServiceSubcategory in ["Data Migration", "Resource Migration",
            "Other (Migration)"]) or (ServiceCategory = "Mobile" and ServiceSubcategory in ["Other (Mobile)"]) or
            (ServiceCategory = "Multicloud" and ServiceSubcategory in ["Multicloud Integration", "Other
            (Multicloud)"]) or (ServiceCategory = "Networking" and ServiceSubcategory in ["Application Networking",
            "Content Delivery", "Network Connectivity", "Network Infrastructure", "Network Routing", "Network
            Security", "Other (Networking)"]) or (ServiceCategory = "Security" and ServiceSubcategory in ["Secret
            Management", "Security Posture Management", "Threat Detection and Response", "Other (Security)"]) or
            (ServiceCategory = "Storage" and ServiceSubcategory in ["Backup Storage", "Block Storage", "File Storage",
            "Object Storage", "Storage Platforms", "Other (Storage)"]) or (ServiceCategory = "Web" and
            ServiceSubcategory in ["Application Platforms", "Other (Web)"]) or (ServiceCategory = "Other" and
            ServiceSubcategory in ["Other (Other)"]))
        SkuId-C-001-M MUST
          SkuId MUST be of type String.
          requires text(SkuId)
        SkuId-C-002-M MUST
          SkuId MUST conform to StringHandling requirements.
          requires string(SkuId)
        SkuId-C-004-C MUST
          SkuId MUST be null when ChargeCategory is "Tax".
          requires SkuId = null
          when ChargeCategory = "Tax"
        SkuId-C-005-C MUST NOT
          SkuId MUST NOT be null when ChargeCategory is "Usage" or "Purchase" and ChargeClass is not "Correction".
          requires SkuId <> null
          when (ChargeCategory in ["Usage", "Purchase"] and ChargeClass <> "Correction")
        SkuId-C-006-O MAY
          SkuId MAY be null in all other cases.
        SkuId-C-008-M MUST
          SkuId MUST remain consistent across billing accounts or contracts.
        SkuId-C-009-M MUST
          SkuId MUST remain consistent across PricingCategory values.
        SkuId-C-010-M MUST
          SkuId MUST remain consistent regardless of any other factors that might impact the price but do not affect
            the functionality of the SKU.
        SkuId-C-011-C MUST
          SkuId MUST be associated with a given resource or service when ChargeCategory is "Usage" or "Purchase".
          when ChargeCategory in ["Usage", "Purchase"]
        SkuId-C-012-O MAY
          SkuId MAY equal SkuPriceId.
        SkuMeter-C-001-M MUST
          SkuMeter MUST be of type String.
          requires text(SkuMeter)
        SkuMeter-C-002-M MUST
          SkuMeter MUST conform to StringHandling requirements.
          requires string(SkuMeter)
        SkuMeter-C-004-C MUST
          SkuMeter MUST be null when SkuId is null.
          requires SkuMeter = null
          when SkuId = null
        SkuMeter-C-005-C SHOULD NOT
          SkuMeter SHOULD NOT be null when SkuId is not null.
          requires SkuMeter <> null
          when SkuId <> null
        SkuMeter-C-006-O SHOULD
          SkuMeter SHOULD remain consistent over time for a given SkuId.
        SkuPriceDetails-C-001-M MUST
          SkuPriceDetails MUST conform to KeyValueFormat requirements.
          requires pairs(SkuPriceDetails)
        SkuPriceDetails-C-002-O SHOULD
          SkuPriceDetails property keys SHOULD conform to PascalCase format.
        SkuPriceDetails-C-004-C MUST
          SkuPriceDetails MUST be null when SkuPriceId is null.
          requires SkuPriceDetails = null
          when SkuPriceId = null
        SkuPriceDetails-C-005-C MAY
          SkuPriceDetails MAY be null when SkuPriceId is not null.
          requires SkuPriceDetails = null
          when SkuPriceId <> null
        SkuPriceDetails-C-007-M MUST
          SkuPriceDetails MUST be associated with a given SkuPriceId.
        SkuPriceDetails-C-008-M MUST NOT
          SkuPriceDetails MUST NOT include properties that are not applicable to the corresponding SkuPriceId.
        SkuPriceDetails-C-009-C SHOULD
          SkuPriceDetails SHOULD include all FOCUS-defined SKU Price properties listed below that are applicable to
            the corresponding SkuPriceId.
        SkuPriceDetails-C-010-C MUST
          SkuPriceDetails MUST include the FOCUS-defined SKU Price property when an equivalent property is included as
            a Provider-defined property.
        SkuPriceDetails-C-011-O MAY
          SkuPriceDetails MAY include properties that are already captured in other dedicated columns.
        SkuPriceDetails-C-013-O SHOULD
          Existing SkuPriceDetails properties SHOULD remain consistent over time.
        SkuPriceDetails-C-014-O SHOULD NOT
          Existing SkuPriceDetails properties SHOULD NOT be removed.
        SkuPriceDetails-C-015-O MAY
          Additional SkuPriceDetails properties MAY be added over time.
        SkuPriceDetails-C-016-O SHOULD
          Property key SHOULD remain consistent across comparable SKUs having that property, and the values for this
            key SHOULD remain in a consistent format.
        SkuPriceDetails-C-017-C MUST
          Property key MUST begin with the string "x_" unless it is a FOCUS-defined property.
        SkuPriceDetails-C-018-C MUST
          Property value MUST represent the value for a single PricingUnit when the property holds a numeric value.
        SkuPriceDetails-C-020-M MUST
          Property key MUST match the spelling and casing specified for the FOCUS-defined property.
        SkuPriceDetails-C-021-M MUST
          Property value MUST be of the type specified for that property.
        SkuPriceDetails-C-022-C MUST
          Property value MUST represent the value for a single PricingUnit, denominated in the unit of measure
            specified for that property when the property holds a numeric value.
        SkuPriceId-C-001-M MUST
          SkuPriceId MUST be of type String.
          requires text(SkuPriceId)
        SkuPriceId-C-002-M MUST
          SkuPriceId MUST conform to StringHandling requirements.
          requires string(SkuPriceId)
        SkuPriceId-C-004-C MUST
          SkuPriceId MUST be null when ChargeCategory is "Tax".
          requires SkuPriceId = null
          when ChargeCategory = "Tax"
        SkuPriceId-C-005-C MUST NOT
          SkuPriceId MUST NOT be null when ChargeCategory is "Usage" or "Purchase" and ChargeClass is not
            "Correction".
          requires SkuPriceId <> null
          when (ChargeCategory in ["Usage", "Purchase"] and ChargeClass <> "Correction")
        SkuPriceId-C-006-O MAY
          SkuPriceId MAY be null in all other cases.
        SkuPriceId-C-008-M MUST
          SkuPriceId MUST have one and only one parent SkuId.
          requires one SkuId per SkuPriceId
        SkuPriceId-C-009-M MUST
          SkuPriceId MUST remain consistent over time.
        SkuPriceId-C-010-M MUST
          SkuPriceId MUST remain consistent across billing accounts or contracts.
        SkuPriceId-C-011-O MAY
          SkuPriceId MAY equal SkuId.
          requires SkuPriceId is SkuId
        SkuPriceId-C-012-C MUST
          SkuPriceId MUST be associated with a given resource or service when ChargeCategory is "Usage" or "Purchase".
          when ChargeCategory in ["Usage", "Purchase"]
        SkuPriceId-C-013-M MUST
          SkuPriceId MUST reference a SKU Price in a provider-supplied price list, enabling the lookup of detailed
            information about the SKU Price.
        SkuPriceId-C-014-C MUST
          SkuPriceId MUST support the lookup of the ListUnitPrice when the provider publishes unit prices exclusive of
            discounts.
          provided PUBLIC_PRICE_LIST_SUPPORTED
        SkuPriceId-C-015-C MUST
          SkuPriceId MUST support the verification of the given ContractedUnitPrice when the provider supports
            negotiated pricing concepts.
          provided NEGOTIATED_PRICING_SUPPORTED
        StringHandling-A-001-M MUST
          String values MUST be valid Unicode strings.
        StringHandling-A-002-O SHOULD
          Custom string value capturing columns SHOULD adopt the same requirements over time.
        StringHandling-A-003-M MUST
          String values MUST maintain the original casing, spacing, and other relevant consistency factors as
            specified by providers and end-users.
        StringHandling-A-004-M MUST
          Charges to mutable entities (e.g., resource names) MUST be accurately reflected in corresponding charges
            incurred after the change.
        StringHandling-A-005-M MUST NOT
          Charges to mutable entities MUST NOT alter charges incurred before the change, preserving data integrity and
            auditability for all charge records.
        StringHandling-A-006-M MUST
          Immutable string values that refer to the same entity (e.g., resource identifiers, region identifiers, etc.)
            MUST remain consistent and unchanged across all billing periods.
        StringHandling-A-007-M SHOULD NOT
          Empty strings and strings consisting solely of spaces SHOULD NOT be used in not-nullable string columns.
        StringHandling-A-008-C MAY
          When a record is provided after a change to a mutable string value and the ChargeClass is “Correction”, the
            record MAY contain the altered value.
        SubAccountId-C-001-M MUST
          SubAccountId MUST be of type String.
          requires text(SubAccountId)
        SubAccountId-C-002-M MUST
          SubAccountId MUST conform to StringHandling requirements.
          requires string(SubAccountId)
        SubAccountId-C-004-C MUST
          SubAccountId MUST be null when a charge is not related to a sub account.
        SubAccountId-C-005-C MUST NOT
          SubAccountId MUST NOT be null when a charge is related to a sub account.
        SubAccountName-C-001-M MUST
          SubAccountName MUST be of type String.
          requires text(SubAccountName)
        SubAccountName-C-002-M MUST
          SubAccountName MUST conform to StringHandling requirements.
          requires string(SubAccountName)
        SubAccountName-C-004-C MUST
          SubAccountName MUST be null when SubAccountId is null.
          requires SubAccountName = null
          when SubAccountId = null
        SubAccountName-C-005-C MUST NOT
          SubAccountName MUST NOT be null when SubAccountId is not null.
          requires SubAccountName <> null
          when SubAccountId <> null
        SubAccountType-C-001-M MUST
          SubAccountType MUST be of type String.
          requires text(SubAccountType)
        SubAccountType-C-002-M MUST
          SubAccountType MUST conform to StringHandling requirements.
          requires string(SubAccountType)
        SubAccountType-C-004-C MUST
          SubAccountType MUST be null when SubAccountId is null.
          requires SubAccountType = null
          when SubAccountId = null
        SubAccountType-C-005-C MUST NOT
          SubAccountType MUST NOT be null when SubAccountId is not null.
          requires SubAccountType <> null
          when SubAccountId <> null
        SubAccountType-C-006-M MUST
          SubAccountType MUST be a consistent, readable display value.
        Tags-C-001-M MUST
          Tags MUST conform to KeyValueFormat requirements.
          requires pairs(Tags)
        Tags-C-002-O MAY
          Tags MAY be null.
          requires Tags = null
        Tags-C-004-M MUST
          Tags MUST include all user-defined and provider-defined tags.
        Tags-C-005-M MUST
          Tags MUST only include finalized tags.
        Tags-C-006-M SHOULD
          Tags SHOULD include tag keys with corresponding non-null values for a given resource.
        Tags-C-007-O MAY
          Tags MAY include tag keys with a null value for a given resource depending on the provider's tag
            finalization process.
        Tags-C-008-M MUST
          Tag keys that do not support corresponding values, MUST have a corresponding true (boolean) value set.
        Tags-C-009-M SHOULD
          Provider SHOULD publish tag finalization methods and semantics within their respective documentation.
        Tags-C-010-C MUST NOT
          Provider MUST NOT alter tag values unless applying true (boolean) to valueless tags.
        Tags-C-012-M MUST
          Provider-defined tag keys MUST be prefixed with a predetermined, provider-specified tag key prefix that is
            unique to each corresponding provider-specified tag scheme.
        Tags-C-013-M SHOULD
          Provider SHOULD publish all provider-specified tag key prefixes within their respective documentation.
        Tags-C-015-C MUST
          Provider MUST prefix all but one user-defined tag scheme with a predetermined, provider-specified tag key
            prefix that is unique to each corresponding user-defined tag scheme when the provider has more than one
            user-defined tag scheme.
        Tags-C-016-C MUST NOT
          Provider MUST NOT prefix tag keys when the provider has only one user-defined tag scheme.
        Tags-C-017-M MUST NOT
          Provider MUST NOT allow reserved tag key prefixes to be used as prefixes for any user-defined tag keys
            within a prefixless user-defined tag scheme.
        UnitFormat-A-001-M SHOULD
          Units SHOULD be expressed as a single unit of measure adhering to one of the following three formats.
        UnitFormat-A-002-O MAY
          Units MAY be expressed with a unit quantity or time interval. If a unit quantity or time interval is used,
            the unit quantity or time interval MUST be expressed as a whole number.
        UnitFormat-A-003-M MUST
          Unit values and components of columns using the Unit Format MUST use a capitalization scheme that is
            consistent with the capitalization scheme used in this attribute if that term is listed in this section.
        UnitFormat-A-004-C SHOULD
          Units SHOULD be composed of the list of recommended units listed in this section unless the unit value
            covers a dimension not listed in the recommended unit set, or if the unit covers a count-based unit
            distinct from recommended values in the count dimension listed in this section.
        """#
}

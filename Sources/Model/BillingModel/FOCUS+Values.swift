extension FOCUS {
    /// Columns whose values the specification lists.
    package static let values: KeyValuePairs<String, [String]> = [
        "CapacityReservationStatus": ["Used", "Unused"],
        "ChargeCategory": ["Usage", "Purchase", "Tax", "Credit", "Adjustment"],
        "ChargeClass": ["Correction"],
        "ChargeFrequency": ["One-Time", "Recurring", "Usage-Based"],
        "CommitmentDiscountCategory": ["Spend", "Usage"],
        "CommitmentDiscountStatus": ["Used", "Unused"],
        "PricingCategory": ["Standard", "Dynamic", "Committed", "Other"],
        "ServiceCategory": [
            "AI and Machine Learning", "Analytics", "Business Applications", "Compute", "Databases", "Developer Tools",
            "Identity", "Integration", "Internet of Things", "Management and Governance", "Media", "Migration",
            "Mobile", "Multicloud", "Networking", "Security", "Storage", "Web", "Other",
        ],
    ]
}

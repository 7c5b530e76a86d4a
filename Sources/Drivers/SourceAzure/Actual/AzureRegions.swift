import SQLEngine

/// Azure's regions: display names, and older spellings of ids.
enum AzureRegions {
    /// id → display name.
    static let names: SQLText = map(
        regions.map { name in
            (name.lowercased().split(separator: " ").joined(), name)
        })

    /// Older or shorter spelling (lower case, no spaces) → id.
    static let ids: SQLText = map(
        older.split(whereSeparator: \.isWhitespace).compactMap { pair in
            let parts = pair.split(separator: "=").map(String.init)
            return parts.count == 2 ? (parts[0], parts[1]) : nil
        })

    private static func map(_ pairs: [(String, String)]) -> SQLText {
        let entries = pairs.map { "\($0.0): \($0.1)" as SQLText }
        return "MAP {\(sql: SQLText.joined(entries, separator: ", "))}"
    }

    /// An id is its display name in lower case without spaces.
    private static let regions = [
        "Australia Central", "Australia Central 2", "Australia East", "Australia Southeast", "Austria East",
        "Belgium Central", "Brazil South", "Brazil Southeast", "Canada Central", "Canada East", "Central India",
        "Central US", "Chile Central", "China East", "China East 2", "China East 3", "China North", "China North 2",
        "China North 3", "Denmark East", "East Asia", "East US", "East US 2", "East US 3", "Finland Central",
        "France Central", "France South", "Germany North", "Germany West Central", "Global", "Greece Central",
        "Indonesia Central", "Israel Central", "Italy North", "Japan East", "Japan West", "Jio India Central",
        "Jio India West", "Korea Central", "Korea South", "Malaysia South", "Malaysia West", "Mexico Central",
        "New Zealand North", "North Central US", "North Europe", "Norway East", "Norway West", "Poland Central",
        "Qatar Central", "Saudi Arabia East", "South Africa North", "South Africa West", "South Central US",
        "South India", "Southeast Asia", "Spain Central", "Sweden Central", "Sweden South", "Switzerland North",
        "Switzerland West", "Taiwan North", "UAE Central", "UAE North", "UK South", "UK West", "USGov Arizona",
        "USGov Texas", "USGov Virginia", "West Central US", "West Europe", "West India", "West US", "West US 2",
        "West US 3",
    ]

    private static let older = """
        useast=eastus useast2=eastus2 uswest=westus uswest2=westus2 uswest3=westus3 uscentral=centralus \
        usnorth=northcentralus usnorthcentral=northcentralus ussouth=southcentralus ussouthcentral=southcentralus \
        uswestcentral=westcentralus euwest=westeurope eunorth=northeurope europewest=westeurope \
        europenorth=northeurope apeast=eastasia apsoutheast=southeastasia asiaeast=eastasia \
        asiasoutheast=southeastasia jaeast=japaneast jawest=japanwest caeast=canadaeast cacentral=canadacentral \
        aueast=australiaeast ausoutheast=australiasoutheast aucentral=australiacentral \
        brsouth=brazilsouth incentral=centralindia insouth=southindia inwest=westindia frcentral=francecentral \
        frsouth=francesouth dewestcentral=germanywestcentral chnorth=switzerlandnorth chwest=switzerlandwest \
        noeast=norwayeast krcentral=koreacentral krsouth=koreasouth zanorth=southafricanorth \
        zawest=southafricawest aenorth=uaenorth aecentral=uaecentral
        """
}

/// Identifiers of a sampled tenancy; each dataset has its own.
struct OCITenancy: Sendable {
    static let tenancyName = "acmecorp"

    let subscription: String
    let tenancy: String
    /// By ``World/accounts``.
    let compartments: [String]

    init(seed: UInt64, dataset: String) {
        var dice = Dice(seed, Dice.label(dataset), Dice.label("accounts"))
        subscription = String(dice.roll(60_000_000...69_999_999))
        tenancy = Self.ocid("tenancy", &dice)
        compartments = World.accounts.map { _ in Self.ocid("compartment", &dice) }
    }

    /// `ocid1.instance.oc1.eu-frankfurt-1.…`; a bucket has its name.
    func addResource(of line: Line, _ offer: OCIOffer, to text: inout ByteText) {
        guard offer.resourceType != "bucket" else {
            text.add(World.apps[line.app].name)
            text.add("-")
            text.add(hex: line.resource, digits: 8)
            return
        }
        text.add("ocid1.")
        text.add(offer.resourceType)
        text.add(".oc1.")
        text.add(OCICatalogue.regions[line.region].code)
        text.add(".")
        var dice = Dice(line.resource)
        for _ in 0..<3 { text.add(hex: dice.next(), digits: 16) }
    }

    private static func ocid(_ kind: String, _ dice: inout Dice) -> String {
        String { text in
            text.add("ocid1.\(kind).oc1..aaaaaaaa")
            for _ in 0..<3 { text.add(hex: dice.next(), digits: 16) }
        }
    }
}

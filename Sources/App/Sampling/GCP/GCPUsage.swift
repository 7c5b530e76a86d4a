/// What one resource used in one hour of a day, whichever export tells of it.
struct GCPUsage {
    struct Credit {
        let name: String
        /// Negative.
        let amount: Amount
        let id: String
        let type: String
    }

    let line: Line
    let offer: GCPOffer
    let region: GCPRegion
    /// In pricing units.
    let quantity: Amount
    /// Before credits.
    let cost: Amount
    /// `2025-10-01 13:00:00 UTC`
    let start: String
    let end: String
    let exportTime: String

    init(_ line: Line, _ fleet: Fleet, on day: Day, in month: SampledMonth) {
        self.line = line
        offer = GCPCatalogue.offers[line.offer]
        region = GCPCatalogue.regions[line.region]
        var dice = Dice(line.resource, UInt64(day.number), 7)
        let hour = dice.roll(24)
        quantity = fleet.quantity(of: line, daily: offer.daily, limit: nil, on: day, in: month)
        cost = offer.price * quantity
        start = Self.time(day, hour)
        end = Self.time(day, hour + 1)
        exportTime = "\(day.next) 0\(dice.roll(1...9)):12:07.199 UTC"
    }

    private static func time(_ day: Day, _ hour: Int) -> String {
        "\(hour < 24 ? day.text : day.next) \(hour % 24 < 10 ? "0" : "")\(hour % 24):00:00 UTC"
    }

    /// Two kinds of them on some rows, so that whoever counts the first alone is wrong.
    var credits: [Credit] {
        var credits: [Credit] = []
        if offer.sustained > 0 {
            let amount = -cost.percent(isCommitted ? 45 : offer.sustained, decimals: Amount.decimals)
            credits.append(
                isCommitted
                    ? Credit(
                        name: "Committed Usage Discount: CPU", amount: amount,
                        id: "CommittedUsageDiscount:\(offer.sku)", type: "COMMITTED_USAGE_DISCOUNT")
                    : Credit(
                        name: "Sustained Usage Discount", amount: amount, id: "Sustained Usage Discount",
                        type: "SUSTAINED_USAGE_DISCOUNT"))
        }
        if line.number % 3 == 0 {
            let amount = -cost.percent(5, decimals: Amount.decimals)
            credits.append(Credit(name: "Partner promotion", amount: amount, id: "Promotion:7F21", type: "PROMOTION"))
        }
        return credits
    }

    var isCommitted: Bool { offer.sustained > 0 && line.number % 5 == 2 }

    var zone: String? { offer.collection == "instances" ? "\(region.code)-b" : nil }

    var resourceName: String {
        World.apps[line.app].name + "-" + String { $0.add(hex: line.resource, digits: 8) }
    }

    func globalName(_ account: GCPAccount) -> String {
        "//\(offer.api)/projects/\(account.projectNumber(line.account))/\(offer.collection)/"
            + "\(line.resource % 1_000_000_007)"
    }

    func eachLabel(_ world: World, _ body: (String, String) -> Void) {
        // Google allows no @ in a label.
        world.eachTag(of: line) { key, value in
            if key != .owner { body(key.rawValue, value.lowercased()) }
        }
    }

    func eachSystemLabel(_ body: (String, String) -> Void) {
        if let machine = offer.machine { body("compute.googleapis.com/machine_spec", machine) }
    }
}

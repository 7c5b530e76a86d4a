/// Subscriptions, names and reservations of one Azure billing account; each dataset has its own.
struct AzureOrganisation: Sendable {
    /// Enrolment number or MCA id.
    let billingAccount: String
    /// By ``World/accounts``.
    let subscriptions: [String]
    let reservationOrder: String
    let reservation: String

    /// Departments by team; names as people write them.
    static let sections = [
        "payments": "Vertrieb Süd", "web": "Île-de-France", "data": "Daten & Analysen", "ml": "Forschung",
        "platform": "Plattform",
    ]

    init(seed: UInt64, dataset: String) {
        var dice = Dice(seed, Dice.label(dataset), Dice.label("accounts"))
        func uuid() -> String { String { $0.add(uuid: dice.next(), dice.next()) } }
        billingAccount = String(dice.roll(10_000_000...99_999_999))
        subscriptions = World.accounts.map { _ in uuid() }
        reservationOrder = uuid()
        reservation = uuid()
    }

    var benefitId: String {
        "/providers/Microsoft.Capacity/reservationOrders/\(reservationOrder)/reservations/\(reservation)"
    }

    /// Some services report the same id in capitals on some days.
    func addResourceId(of line: Line, _ offer: AzureOffer, on day: Day, to text: inout ByteText) {
        let start = text.bytes.count
        text.add("/subscriptions/")
        text.add(subscriptions[line.account])
        text.add("/resourceGroups/")
        addResourceGroup(of: line, to: &text)
        text.add("/providers/")
        text.add(offer.provider)
        text.add("/")
        if offer.type == "servers/databases" {
            text.add("servers/sql-")
            text.add(World.apps[line.app].name)
            text.add("/databases")
        } else {
            text.add(offer.type)
        }
        text.add("/")
        addName(of: line, to: &text)
        guard line.resource % 9 == 0, day.number % 2 == 0 else { return }
        for index in start..<text.bytes.count where (97...122).contains(text.bytes[index]) { text.bytes[index] -= 32 }
    }

    /// `rg-storefront-prod`
    func addResourceGroup(of line: Line, to text: inout ByteText) {
        text.add("rg-")
        text.add(World.apps[line.app].name)
        text.add("-")
        text.add(World.accounts[line.account].environment)
    }

    func addName(of line: Line, to text: inout ByteText) {
        text.add(World.apps[line.app].name)
        text.add("-")
        text.add(hex: line.resource, digits: 8)
    }

    /// `"env": "prod","team": "web"`, without braces.
    func addTags(of line: Line, _ world: World, to text: inout ByteText) {
        var separator = "\""
        world.eachTag(of: line) { key, value in
            text.add(separator)
            text.add(key.rawValue)
            text.add("\": \"")
            text.add(value)
            text.add("\"")
            separator = ",\""
        }
    }

    func addMeterId(_ offer: AzureOffer, _ region: AzureRegion, to text: inout ByteText) {
        text.add(uuid: Dice.label(offer.meter), Dice.label(region.code))
    }

    /// `Virtual Machines Dsv5 Series - D4s v5 - EU West`
    func addProduct(_ offer: AzureOffer, _ region: AzureRegion, to text: inout ByteText) {
        text.add(offer.category)
        text.add(" ")
        text.add(offer.subCategory)
        text.add(" - ")
        text.add(offer.meter)
        text.add(" - ")
        text.add(region.meterRegion)
    }
}

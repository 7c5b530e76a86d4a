/// Accounts and names of one AWS organisation; each dataset has its own.
struct AWSOrganisation: Sendable {
    let payer: String
    /// By ``World/accounts``. Two ids start with zeros.
    let accounts: [String]

    init(seed: UInt64, dataset: String) {
        var dice = Dice(seed, Dice.label(dataset), Dice.label("accounts"))
        payer = String(dice.roll(100_000...999_999)) + String(dice.roll(100_000...999_999))
        accounts = World.accounts.indices.map { index in
            let digits = String(dice.roll(1_000_000...9_999_999)) + String(dice.roll(10_000...99_999))
            return index < 2 ? "00" + digits.prefix(10) : digits
        }
    }

    /// `us-east-1b`
    func addZone(of line: Line, to text: inout ByteText) {
        text.add(AWSCatalogue.regions[line.region].code)
        text.bytes.append(UInt8(ascii: "a") + UInt8(line.resource % 3))
    }

    /// Nothing for an offer without resources.
    func addResource(of line: Line, _ offer: AWSOffer, to text: inout ByteText) {
        switch offer.resource {
        case .none: break
        case .instance:
            text.add("i-0")
            text.add(hex: line.resource, digits: 16)
        case .volume:
            text.add("vol-0")
            text.add(hex: line.resource, digits: 16)
        case .bucket: addName(of: line, to: &text)
        case .database: addARN("rds", "db:", of: line, to: &text)
        case .function: addARN("lambda", "function:", of: line, to: &text)
        case .table: addARN("dynamodb", "table/", of: line, to: &text)
        case .natGateway: addARN("ec2", "natgateway/nat-0", of: line, to: &text)
        case .cluster: addARN("eks", "cluster/", of: line, to: &text)
        }
    }

    /// `storefront-prod-3f9a01`
    func addName(of line: Line, to text: inout ByteText) {
        text.add(World.apps[line.app].name)
        text.add("-")
        text.add(World.accounts[line.account].environment)
        text.add("-")
        text.add(hex: line.resource, digits: 6)
    }

    private func addARN(_ service: String, _ kind: String, of line: Line, to text: inout ByteText) {
        text.add("arn:aws:")
        text.add(service)
        text.add(":")
        text.add(AWSCatalogue.regions[line.region].code)
        text.add(":")
        text.add(accounts[line.account])
        text.add(":")
        text.add(kind)
        addName(of: line, to: &text)
    }
}

/// What the organisation has committed to, sized once for its fleet so that most days nearly use it up.
struct AWSCommitments {
    /// Money per day, cut to whole tenths of a cent per hour.
    var plan: CommitmentPool
    /// Hours per day: 24 for each reserved instance.
    var reservation: CommitmentPool
    let planARN: String
    let reservationARN: String

    /// Reserved hours cost this, part paid in advance.
    static let upfrontPerHour: Amount = "0.0274"
    static let recurringPerHour: Amount = "0.0275"
    static let planDiscountPercent = 28

    init(_ organisation: AWSOrganisation, _ fleet: Fleet, lines: Int) {
        var planned = Amount.zero
        var reserved = 0
        for line in (0..<lines).lazy.map(fleet.line) {
            let offer = AWSCatalogue.offers[line.offer]
            if Self.isPlanned(line, offer) {
                planned += Self.planPrice(offer) * min(Amount(24), (offer.daily * line.scale).divided(by: 1000))
            }
            if Self.isReserved(line, offer) { reserved += 1 }
        }
        let hourly = max(Amount("0.5"), planned.percent(90, decimals: 12).divided(by: 24).cut(decimals: 3))
        plan = CommitmentPool(perDay: hourly * 24)
        reservation = CommitmentPool(perDay: Amount(24) * max(1, reserved * 9 / 10))
        var dice = Dice(fleet.world.seed, Dice.label(organisation.payer))
        let planId = String { $0.add(uuid: dice.next(), dice.next()) }
        planARN = "arn:aws:savingsplans::\(organisation.payer):savingsplan/\(planId)"
        let reservationId = String { $0.add(uuid: dice.next(), dice.next()) }
        reservationARN =
            "arn:aws:ec2:\(AWSCatalogue.regions[0].code):\(organisation.payer):reserved-instances/\(reservationId)"
    }

    var reservedInstances: Int { Int(reservation.perDay.units / Amount(24).units) }

    /// Whether the savings plan would cover the line if there were enough of it.
    static func isPlanned(_ line: Line, _ offer: AWSOffer) -> Bool {
        offer.coverage == .savingsPlan && line.resource % 10 < 8
    }

    static func isReserved(_ line: Line, _ offer: AWSOffer) -> Bool {
        offer.coverage == .reservation && line.region == 0 && line.resource % 10 < 8
    }

    /// Per unit of the offer.
    static func planPrice(_ offer: AWSOffer) -> Amount {
        offer.price.percent(100 - planDiscountPercent, decimals: 6)
    }
}

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

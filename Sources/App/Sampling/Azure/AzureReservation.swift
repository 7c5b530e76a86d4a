/// Reserved machines, sized once for the fleet.
struct AzureReservation {
    /// Hours per day.
    var hours: CommitmentPool

    static let discountPercent = 38

    init(_ fleet: Fleet, lines: Int) {
        let candidates = (0..<lines).lazy.map(fleet.line).filter { Self.isCandidate($0) }.count
        hours = CommitmentPool(perDay: Amount(24) * max(1, candidates * 9 / 10))
    }

    var machines: Int { Int(hours.perDay.units / Amount(24).units) }

    /// Whether the reservation would cover the line if there were enough of it.
    static func isCandidate(_ line: Line) -> Bool {
        line.offer == AzureCatalogue.reservable && line.resource % 10 < 8
    }

    /// Per hour.
    static var price: Amount {
        AzureCatalogue.offers[AzureCatalogue.reservable].price.percent(100 - discountPercent, decimals: 6)
    }
}

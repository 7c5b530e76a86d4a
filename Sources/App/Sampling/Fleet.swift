/// What runs in one dataset. Line n is the same resource on every day; it is recomputed whenever it is asked for, so a
/// fleet of any size needs no memory.
struct Fleet: Sendable {
    let world: World
    private let label: UInt64
    private let offers: WeightedChoice
    private let regions: WeightedChoice
    private let accounts = WeightedChoice(World.accounts.map(\.weight))

    /// `weights` are the shares of the catalogue's offers and regions.
    init(_ world: World, dataset: String, offers: [Int], regions: [Int]) {
        self.world = world
        label = Dice.label(dataset)
        self.offers = WeightedChoice(offers)
        self.regions = WeightedChoice(regions)
    }

    /// The first lines go once through the catalogue, in the first region, so that small samples show everything.
    func line(_ number: Int) -> Line {
        var dice = Dice(world.seed, label, UInt64(number))
        let resource = dice.next()
        let offer = offers.pick(&dice)
        let region = regions.pick(&dice)
        let isFirst = number < offers.count
        return Line(
            number: number, resource: resource, offer: isFirst ? number : offer, region: isFirst ? 0 : region,
            account: accounts.pick(&dice), app: dice.roll(World.apps.count),
            tagging: Line.Tagging(lot: dice.roll(100)), scale: dice.roll(500...1500))
    }

    /// `daily` at the line's size and the day's activity, in whole ten-thousandths and at most `limit`.
    func quantity(
        of line: Line, daily: Amount, limit: Amount?, on day: Day, in month: SampledMonth
    ) -> Amount {
        let activity = world.activity(of: line, on: day, in: month)
        let tenThousandths = Int(daily.units / (Amount.unitsOfOne / 10_000)) * line.scale / 1000 * activity / 1000
        let quantity = Amount(tenThousandths: max(1, tenThousandths))
        return limit.map { min($0, quantity) } ?? quantity
    }
}

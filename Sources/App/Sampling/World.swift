import BillingModel

/// The company whose bills are sampled: the same teams, applications and habits in all clouds.
struct World: Sendable {
    struct App: Sendable {
        let name: String
        let team: String
        let costCenter: String
        let owner: String
    }

    struct Account: Sendable {
        let name: String
        let environment: String
        /// How much of the fleet lives here.
        let weight: Int
    }

    /// In the order in which exports list them.
    enum TagKey: String, CaseIterable {
        case environment = "env"
        case team = "team"
        case costCenter = "cost-center"
        case app = "app"
        case owner = "owner"
    }

    let seed: UInt64
    /// The day on which one application goes wild, and which.
    let spikeDay: Int
    let spikeApp: Int

    init(seed: UInt64, months: [BillingPeriod]) {
        self.seed = seed
        var dice = Dice(seed, Dice.label("world"))
        spikeApp = dice.roll(Self.apps.count)
        let month = months[max(0, months.count - 2)]
        spikeDay = Day(month, dice.roll(9...20)).number
    }

    /// Share of an ordinary day's usage in per mille.
    func activity(of line: Line, on day: Day, in month: SampledMonth) -> Int {
        var dice = Dice(line.resource, UInt64(day.number), 1)
        let isSteady = Self.accounts[line.account].environment == "prod"
        let habit = day.isWeekend ? (isSteady ? 780 : 320) : 1000
        let growth = 1000 + 35 * month.index + day.day
        var activity = habit * growth / 1000 * dice.roll(900...1100) / 1000
        if day.number == spikeDay, line.app == spikeApp { activity *= 20 }
        if month.isLateChange(line, day) { activity += activity / 8 + 1 }
        return activity
    }

    /// The line's tags; some resources have few, some none.
    func eachTag(of line: Line, _ body: (TagKey, String) -> Void) {
        guard line.tagging != .none else { return }
        let app = Self.apps[line.app]
        body(.environment, Self.accounts[line.account].environment)
        if line.tagging == .full {
            body(.team, app.team)
            body(.costCenter, app.costCenter)
        }
        body(.app, app.name)
        if line.tagging == .full { body(.owner, app.owner) }
    }

    static let apps = [
        App(name: "checkout", team: "payments", costCenter: "CC-1001", owner: "ana.silva@example.com"),
        App(name: "ledger", team: "payments", costCenter: "CC-1001", owner: "tom.becker@example.com"),
        App(name: "storefront", team: "web", costCenter: "CC-1002", owner: "zoë.müller@example.com"),
        App(name: "search", team: "web", costCenter: "CC-1002", owner: "li.wei@example.com"),
        App(name: "recommendations", team: "data", costCenter: "CC-2001", owner: "priya.nair@example.com"),
        App(name: "warehouse", team: "data", costCenter: "CC-2001", owner: "jonas.lind@example.com"),
        App(name: "forecasting", team: "ml", costCenter: "CC-2002", owner: "maya.cohen@example.com"),
        App(name: "identity", team: "platform", costCenter: "CC-3001", owner: "sam.okafor@example.com"),
        App(name: "observability", team: "platform", costCenter: "CC-3001", owner: "eva.novák@example.com"),
        App(name: "build", team: "platform", costCenter: "CC-3002", owner: "ben.dubois@example.com"),
    ]

    static let accounts = [
        Account(name: "payments-prod", environment: "prod", weight: 18),
        Account(name: "payments-dev", environment: "dev", weight: 6),
        Account(name: "web-prod", environment: "prod", weight: 20),
        Account(name: "web-staging", environment: "staging", weight: 6),
        Account(name: "web-dev", environment: "dev", weight: 4),
        Account(name: "data-prod", environment: "prod", weight: 16),
        Account(name: "data-dev", environment: "dev", weight: 6),
        Account(name: "ml-research", environment: "dev", weight: 8),
        Account(name: "platform-prod", environment: "prod", weight: 10),
        Account(name: "platform-staging", environment: "staging", weight: 3),
        Account(name: "security", environment: "prod", weight: 2),
        Account(name: "sandbox", environment: "dev", weight: 1),
    ]
}

import BillingModel

/// Cost and Usage Report, create-new layout: a folder per delivery, and a manifest on top that names the newest.
struct AWSCostReport: SampledDataset {
    let name = "aws/cur"
    let world: World
    let organisation: AWSOrganisation
    var commitments: AWSCommitments
    /// What covered usage would have cost, to be taken back by the day's negation rows.
    var covered: [NegationGroup: Amount] = [:]
    /// On-demand cost of the month by account, for tax and discount.
    var costs: [Amount] = []
    var cells = Cells<AWSCostReportColumn>(header: [])
    /// Of the delivery, for line item ids.
    var rowNumber: UInt64 = 0

    static let report = "finops-daily"
    private static let bucket = "acme-billing-reports"
    private let fleet: Fleet
    /// Usual lines per day.
    private let lines: Int
    private let hasParts: Bool

    /// One negation row per day and group, as AWS does it.
    struct NegationGroup: Hashable {
        let offer: Int
        let region: Int
        let zone: UInt64
    }

    init(_ world: World, rows: Int) {
        self.world = world
        organisation = AWSOrganisation(seed: world.seed, dataset: name)
        fleet = Fleet(
            world, dataset: name, offers: AWSCatalogue.offers.map(\.weight), regions: AWSCatalogue.regions.map(\.weight)
        )
        // Negations, the plan's fee and the monthly charges need their share of the rows.
        let daily = max(6, rows / 30 - 3)
        lines = daily - min(daily / 7, 36)
        hasParts = rows >= 1000
        commitments = AWSCommitments(organisation, fleet, lines: lines)
    }

    mutating func write(_ month: SampledMonth, to folder: SampleFolder) async throws -> [WrittenFile] {
        let assembly = "\(month.deliveryDay.compact)T040211Z"
        let period = "\(name)/\(Self.report)/\(month.firstDay.compact)-\(Day(month.period.next, 1).compact)"
        // A tag key that was activated after the first month: its column is new then.
        let header = AWSCostReportColumn.allCases.filter { month.index > 0 || $0 != .`resourceTags/user:compliance` }
        cells = Cells(header: header)
        costs = World.accounts.map { _ in .zero }
        commitments.reservation.startMonth()
        rowNumber = 0

        var parts: [WrittenFile] = []
        var file = try folder.create("\(period)/\(assembly)/\(Self.report)-1.csv.gz")
        file.addHeader(cells)
        for day in month.days {
            try Task.checkCancellation()
            if hasParts, day.day == month.days.count / 2 {
                parts.append(try file.close())
                file = try folder.create("\(period)/\(assembly)/\(Self.report)-2.csv.gz")
                file.addHeader(cells)
            }
            try addUsage(on: day, of: month, to: file)
        }
        try addMonthlyCharges(of: month, to: file)
        parts.append(try file.close())

        let manifest = manifest(month, assembly: assembly, header: header, keys: parts.map(\.path))
        try folder.write(manifest, to: "\(period)/\(assembly)/\(Self.report)-Manifest.json")
        try folder.write(manifest, to: "\(period)/\(Self.report)-Manifest.json")
        return parts
    }

    private mutating func addUsage(on day: Day, of month: SampledMonth, to file: ExportFile) throws {
        covered.removeAll(keepingCapacity: true)
        commitments.plan.startDay()
        commitments.reservation.startDay()
        for number in 0..<month.lineCount(lines, on: day) {
            let line = fleet.line(number)
            let offer = AWSCatalogue.offers[line.offer]
            var quantity = fleet.quantity(of: line, daily: offer.daily, limit: offer.limit, on: day, in: month)
            if offer.isCounted { quantity = max(Amount(1), quantity.cut(decimals: 0)) }
            fillUsage(line, offer, quantity, day, month)
            try file.add(cells)
        }
        try addNegations(on: day, of: month, to: file)
        fillPlanFee(on: day, of: month)
        try file.add(cells)
    }

    private func manifest(
        _ month: SampledMonth, assembly: String, header: [AWSCostReportColumn], keys: [String]
    ) -> AWSReportManifest {
        var dice = Dice(world.seed, Dice.label("report id"))
        let reportId = String { text in
            for _ in 0..<4 { text.add(hex: dice.next(), digits: 16) }
        }
        return AWSReportManifest(
            assemblyId: assembly, account: organisation.payer,
            columns: header.map { column in
                let parts = column.name.split(separator: "/", maxSplits: 1)
                return .init(category: String(parts[0]), name: String(parts[1]), type: column.manifestType)
            },
            reportId: reportId, reportName: Self.report,
            billingPeriod: .init(
                start: "\(month.firstDay.compact)T000000.000Z",
                end: "\(Day(month.period.next, 1).compact)T000000.000Z"),
            bucket: Self.bucket, reportKeys: keys)
    }
}

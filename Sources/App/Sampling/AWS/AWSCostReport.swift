import BillingModel

/// Cost and Usage Report, create-new layout: a folder per delivery, and a manifest on top that names the newest.
struct AWSCostReport: SampledDataset {
    enum Form {
        /// With a column for each tag and attribute.
        case report
        /// CUR 2.0 of Data Exports, with maps of them.
        case dataExport
    }

    let form: Form
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

    init(_ form: Form, _ world: World, rows: Int) {
        self.form = form
        self.world = world
        let name = Self.name(form)
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

    var name: String { Self.name(form) }
    var report: String { form == .report ? "finops-daily" : "cur2-daily" }

    private static func name(_ form: Form) -> String { form == .report ? "aws/cur" : "aws/cur2" }

    mutating func write(_ month: SampledMonth, to folder: SampleFolder) async throws -> [WrittenFile] {
        // A tag key that was activated after the first month: its column is new then.
        let columns = AWSCostReportColumn.allCases.filter { month.index > 0 || $0 != .`resourceTags/user:compliance` }
        let header =
            form == .report ? columns.filter { !$0.isOfDataExport }.map { ExportField($0) } : fields(of: columns)
        cells = Cells(fields: header)
        costs = World.accounts.map { _ in .zero }
        commitments.reservation.startMonth()
        rowNumber = 0

        var parts: [WrittenFile] = []
        var file = try open(part: 1, of: month, in: folder)
        for day in month.days {
            try Task.checkCancellation()
            if hasParts, day.day == month.days.count / 2 {
                parts.append(try file.close())
                file = try open(part: 2, of: month, in: folder)
            }
            try addUsage(on: day, of: month, to: file)
        }
        try addMonthlyCharges(of: month, to: file)
        parts.append(try file.close())
        switch form {
        case .report: try writeManifests(of: month, header, parts, to: folder)
        case .dataExport: try writeExportManifests(of: month, header, parts, to: folder)
        }
        return parts
    }

    private func open(part: Int, of month: SampledMonth, in folder: SampleFolder) throws -> ExportFile {
        let path =
            switch form {
            case .report: "\(period(month))/\(assembly(month))/\(report)-\(part).csv.gz"
            case .dataExport: "\(exportFolder(of: month, "data"))/\(run(month))/\(report)-0000\(part).csv.gz"
            }
        let file = try folder.create(path)
        file.addHeader(cells)
        return file
    }

    private func period(_ month: SampledMonth) -> String {
        "\(name)/\(report)/\(month.firstDay.compact)-\(Day(month.period.next, 1).compact)"
    }

    private func assembly(_ month: SampledMonth) -> String { "\(month.deliveryDay.compact)T040211Z" }

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

    private func writeManifests(
        of month: SampledMonth, _ header: [ExportField<AWSCostReportColumn>], _ parts: [WrittenFile],
        to folder: SampleFolder
    ) throws {
        var dice = Dice(world.seed, Dice.label("report id"))
        let reportId = String { text in
            for _ in 0..<4 { text.add(hex: dice.next(), digits: 16) }
        }
        let manifest = AWSReportManifest(
            assemblyId: assembly(month), account: organisation.payer,
            columns: header.compactMap { field in
                guard case .cell(let column) = field.content else { return nil }
                let parts = column.name.split(separator: "/", maxSplits: 1)
                return .init(category: String(parts[0]), name: String(parts[1]), type: column.manifestType)
            },
            reportId: reportId, reportName: report,
            billingPeriod: .init(
                start: "\(month.firstDay.compact)T000000.000Z",
                end: "\(Day(month.period.next, 1).compact)T000000.000Z"),
            bucket: Self.bucket, reportKeys: parts.map(\.path))
        try folder.write(manifest, to: "\(period(month))/\(assembly(month))/\(report)-Manifest.json")
        try folder.write(manifest, to: "\(period(month))/\(report)-Manifest.json")
    }
}

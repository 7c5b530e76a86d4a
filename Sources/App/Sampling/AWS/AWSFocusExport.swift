import BillingModel

/// FOCUS 1.0 with AWS columns as Parquet, overwrite layout: one place per month, rewritten by each delivery.
struct AWSFocusExport: SampledDataset {
    let name = "aws/focus"
    let world: World
    let organisation: AWSOrganisation
    var commitments: AWSCommitments
    let cells = Cells<AWSFocusColumn>(header: Array(AWSFocusColumn.allCases))

    static let export = "focus-1-0"
    private let fleet: Fleet
    private let lines: Int
    private let parquet: ParquetConversion

    init(_ world: World, rows: Int, parquet: ParquetConversion) {
        self.world = world
        self.parquet = parquet
        organisation = AWSOrganisation(seed: world.seed, dataset: name)
        fleet = Fleet(
            world, dataset: name, offers: AWSCatalogue.offers.map(\.weight), regions: AWSCatalogue.regions.map(\.weight)
        )
        lines = max(4, rows / 30 - 3)
        commitments = AWSCommitments(organisation, fleet, lines: lines)
    }

    mutating func write(_ month: SampledMonth, to folder: SampleFolder) async throws -> [WrittenFile] {
        let partition = "BILLING_PERIOD=\(month.period)"
        let file = try folder.create("\(name)/\(Self.export)/data/\(partition)/.\(Self.export).csv")
        file.addHeader(cells)
        for day in month.days {
            try Task.checkCancellation()
            try addDay(day, month, to: file)
        }
        try addMonthlyCharges(of: month, to: file)
        let path = "\(name)/\(Self.export)/data/\(partition)/\(Self.export)-00001.snappy.parquet"
        let part = try await parquet.convert(file.close(), to: path, Self.columns, in: folder)
        let manifest = AWSExportManifest(
            of: Self.export, payer: organisation.payer, month, executionId: month.uuid(world.seed, name),
            columns: AWSFocusColumn.allCases.map { .init(name: $0.name, type: $0.kind.manifestName) }, files: [part])
        try folder.write(manifest, to: "\(name)/\(Self.export)/metadata/\(partition)/\(Self.export)-Manifest.json")
        return [part]
    }

    private mutating func addDay(_ day: Day, _ month: SampledMonth, to file: ExportFile) throws {
        commitments.plan.startDay()
        for number in 0..<month.lineCount(lines, on: day) {
            let line = fleet.line(number)
            let offer = AWSCatalogue.offers[line.offer]
            var quantity = fleet.quantity(of: line, daily: offer.daily, limit: offer.limit, on: day, in: month)
            if offer.isCounted { quantity = max(Amount(1), quantity.cut(decimals: 0)) }
            fillUsage(line, offer, quantity, day, month)
            try file.add(cells)
        }
        fillPlan(unused: false, day, month)
        try file.add(cells)
        if commitments.plan.unused > .zero {
            fillPlan(unused: true, day, month)
            try file.add(cells)
        }
    }

    private static let columns = AWSFocusColumn.allCases.map {
        ParquetConversion.Column(name: $0.name, sqlType: $0.kind.sqlType)
    }
}

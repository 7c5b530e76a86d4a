import BillingModel

/// FOCUS 1.0r2 of a customer agreement, priced in USD and billed in EUR: Parquet with a manifest whose blob names still
/// have the container's folders, as after a copy. Overwrite behaviour: only the newest run of a month lies there.
struct AzureFocusExport: SampledDataset {
    let name = "azure/focus"
    let world: World
    let organisation: AzureOrganisation
    var reservation: AzureReservation
    let billingAccount: String
    /// MCA: the billing account of FOCUS is the profile.
    let billingProfile: String
    let cells = Cells<AzureFocusColumn>(header: Array(AzureFocusColumn.allCases))

    /// EUR for a USD, the same for all months.
    static let exchangeRate: Amount = "0.92"
    private static let export = "focus-mca"
    private let fleet: Fleet
    private let lines: Int
    private let parquet: ParquetConversion

    init(_ world: World, rows: Int, parquet: ParquetConversion) {
        self.world = world
        self.parquet = parquet
        organisation = AzureOrganisation(seed: world.seed, dataset: name)
        billingAccount =
            "/providers/Microsoft.Billing/billingAccounts/"
            + "\(organisation.reservationOrder):\(organisation.reservation)_2019-05-31"
        billingProfile = "\(billingAccount)/billingProfiles/ACME-\(organisation.billingAccount.prefix(4))-BG7-PGB"
        fleet = Fleet(
            world, dataset: name, offers: AzureCatalogue.offers.map(\.weight),
            regions: AzureCatalogue.regions.map(\.weight))
        lines = max(4, rows / 30 - 1)
        reservation = AzureReservation(fleet, lines: lines)
    }

    mutating func write(_ month: SampledMonth, to folder: SampleFolder) async throws -> [WrittenFile] {
        let runId = month.uuid(world.seed, name)
        let range = "\(month.firstDay.compact)-\(month.lastDay.compact)"
        let run = "\(name)/\(range)/\(runId)"
        let file = try folder.create("\(run)/.part_0_0001.csv")
        file.addHeader(cells)
        for day in month.days {
            try Task.checkCancellation()
            try addDay(day, month, to: file)
        }
        try addMonthlyCharges(of: month, to: file)
        let part = try await parquet.convert(
            file.close(), to: "\(run)/part_0_0001.snappy.parquet", Self.columns, in: folder)
        let manifest = AzureManifest(
            month, runId: runId,
            export: .init(
                exportName: Self.export,
                resourceId: "\(billingProfile)/providers/Microsoft.CostManagement/exports/\(Self.export)",
                dataVersion: "1.0r2", type: "FocusCost", timeFrame: month.isInvoiced ? "TheLastMonth" : "MonthToDate"),
            delivery: .init(
                dataOverwriteBehavior: "OverwritePreviousReport", fileFormat: "Parquet", compressionMode: "Snappy",
                rootFolderPath: "exports/finops"),
            blobFolder: "exports/finops/\(Self.export)/\(range)/\(runId)", files: [part])
        try folder.write(manifest, to: "\(run)/manifest.json")
        if month.isLater {
            let first = SampledMonth(month.period, index: month.index, isInvoiced: month.isInvoiced, isLater: false)
            let replaced = "\(name)/\(range)/\(first.uuid(world.seed, name))"
            try folder.remove("\(replaced)/part_0_0001.snappy.parquet")
            try folder.remove("\(replaced)/manifest.json")
        }
        return [part]
    }

    private mutating func addDay(_ day: Day, _ month: SampledMonth, to file: ExportFile) throws {
        reservation.hours.startDay()
        for number in 0..<month.lineCount(lines, on: day) {
            let line = fleet.line(number)
            let offer = AzureCatalogue.offers[line.offer]
            let quantity = fleet.quantity(of: line, daily: offer.daily, limit: offer.limit, on: day, in: month)
            fillUsage(line, offer, quantity, day, month)
            try file.add(cells)
        }
        if reservation.hours.unused > .zero {
            fillUnused(day, month)
            try file.add(cells)
        }
    }

    private static let columns = AzureFocusColumn.allCases.map {
        ParquetConversion.Column(name: $0.name, sqlType: $0.sqlType)
    }
}

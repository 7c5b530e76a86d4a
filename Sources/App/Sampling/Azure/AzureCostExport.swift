import BillingModel

/// Cost of an enterprise agreement in GBP, CSV with a manifest, a folder per run; actual and amortised cost are two
/// exports of the same agreement. The last month comes without compression.
struct AzureCostExport: SampledDataset {
    enum Form: String {
        case actual, amortised
    }

    let form: Form
    let world: World
    let organisation: AzureOrganisation
    var reservation: AzureReservation
    let cells = Cells<AzureCostColumn>(header: Array(AzureCostColumn.allCases))
    /// Dates of the day and the month as this export spells them.
    var date = ""
    var firstDate = ""
    var lastDate = ""

    /// Both forms tell of this agreement and its machines.
    private static let agreement = "azure/actual"
    private let fleet: Fleet
    private let lines: Int

    init(_ form: Form, _ world: World, rows: Int) {
        self.form = form
        self.world = world
        organisation = AzureOrganisation(seed: world.seed, dataset: Self.agreement)
        fleet = Fleet(
            world, dataset: Self.agreement, offers: AzureCatalogue.offers.map(\.weight),
            regions: AzureCatalogue.regions.map(\.weight))
        lines = max(4, rows / 30 - 1)
        reservation = AzureReservation(fleet, lines: lines)
    }

    var name: String { "azure/\(form)" }
    private var export: String { "finops-\(form)" }

    mutating func write(_ month: SampledMonth, to folder: SampleFolder) async throws -> [WrittenFile] {
        let runId = month.uuid(world.seed, name)
        let range = "\(month.firstDay.compact)-\(month.lastDay.compact)"
        let run = "\(export)/\(range)/\(month.deliveryDay.compact)0312/\(runId)"
        let file = try folder.create("\(name)/\(run)/part_0_0001.csv" + (month.isInvoiced ? ".gz" : ""))
        file.addHeader(cells, byteOrderMark: true)
        (firstDate, lastDate) = (month.firstDay.american, month.lastDay.american)
        for day in month.days {
            try Task.checkCancellation()
            date = day.american
            reservation.hours.startDay()
            for number in 0..<month.lineCount(lines, on: day) {
                let line = fleet.line(number)
                let offer = AzureCatalogue.offers[line.offer]
                let quantity = fleet.quantity(of: line, daily: offer.daily, limit: offer.limit, on: day, in: month)
                fillUsage(line, offer, quantity, day)
                try file.add(cells)
            }
            if form == .amortised, reservation.hours.unused > .zero {
                setUnusedReservation()
                try file.add(cells)
            }
        }
        try addMonthlyCharges(of: month, to: file)
        let part = try file.close()
        // The sample's `azure` folder is the container, so that blob names are paths below it.
        let manifest = AzureManifest(
            month, runId: runId,
            export: .init(
                exportName: export,
                resourceId: "/providers/Microsoft.Billing/billingAccounts/\(organisation.billingAccount)"
                    + "/providers/Microsoft.CostManagement/exports/\(export)",
                dataVersion: "2024-08-01", type: form == .actual ? "ActualCost" : "AmortizedCost",
                timeFrame: month.isInvoiced ? "TheLastMonth" : "MonthToDate"),
            delivery: .init(
                dataOverwriteBehavior: "CreateNewReport", fileFormat: "Csv",
                compressionMode: month.isInvoiced ? "gzip" : "None", rootFolderPath: form.rawValue),
            blobFolder: "\(form)/\(run)", files: [part])
        try folder.write(manifest, to: "\(name)/\(run)/manifest.json")
        return [part]
    }
}

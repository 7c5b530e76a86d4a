import BillingModel

/// Google's detailed billing export, or its FOCUS export, as BigQuery writes them to files: a folder for each day of
/// the table's partitions, an object a line. A day holds most of its usage and what came late of the day before, so
/// that the days around a month's end hold rows of two invoices. The later delivery writes the last days anew.
struct GCPExport: SampledDataset {
    enum Form {
        case billing, focus
    }

    let form: Form
    let name: String
    let world: World
    let fleet: Fleet
    let account: GCPAccount
    /// Usual rows per day.
    private let lines: Int
    private static let lateDays = 5

    init(_ form: Form, _ world: World, rows: Int) {
        self.form = form
        name = form == .billing ? "gcp" : "gcp-focus"
        self.world = world
        fleet = Fleet(
            world, dataset: name, offers: GCPCatalogue.offers.map(\.weight), regions: GCPCatalogue.regions.map(\.weight)
        )
        account = GCPAccount(seed: world.seed, dataset: name)
        lines = max(4, rows / 30)
    }

    mutating func write(_ month: SampledMonth, to folder: SampleFolder) async throws -> [WrittenFile] {
        var files: [WrittenFile] = []
        let first = month.isLater ? month.days.count - Self.lateDays : 0
        for (index, day) in month.days.enumerated() where index >= first {
            try Task.checkCancellation()
            let file = try open(day.text, in: folder)
            if index > 0 {
                try add(usageOf: month.days[index - 1], in: month, late: true, to: file)
            } else if month.index > 0 {
                let before = SampledMonth(
                    month.period.previous, index: month.index - 1, isInvoiced: true, isLater: false)
                try addEnd(of: before, to: file)
            }
            try add(usageOf: day, in: month, late: false, to: file)
            files.append(try file.close())
        }
        if !month.isInvoiced {
            let file = try open(month.lastDay.next, in: folder)
            try addEnd(of: month, to: file)
            files.append(try file.close())
        }
        return files
    }

    /// What comes on the day after a month.
    private func addEnd(of month: SampledMonth, to file: ExportFile) throws {
        try add(usageOf: month.lastDay, in: month, late: true, to: file)
        let tax = Amount(tenThousandths: lines * 77)
        try file.add(form == .billing ? billedTax(tax, month) : focusTax(tax, month))
    }

    private func open(_ day: String, in folder: SampleFolder) throws -> ExportFile {
        try folder.create("\(name)/\(day)/000000000000.json.gz")
    }

    private func add(usageOf day: Day, in month: SampledMonth, late: Bool, to file: ExportFile) throws {
        for number in 0..<month.lineCount(lines, on: day) {
            let line = fleet.line(number)
            guard isLate(line, day) == late else { continue }
            let usage = GCPUsage(line, fleet, on: day, in: month)
            try file.add(form == .billing ? billed(usage, month) : focus(usage, month))
        }
    }

    /// A quarter of the rows comes a day late.
    private func isLate(_ line: Line, _ day: Day) -> Bool {
        (line.resource &+ UInt64(day.number)) % 4 == 0
    }
}

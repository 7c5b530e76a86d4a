import BillingModel

/// Google's detailed billing export as BigQuery writes it to files: a folder for each day of the table's partitions, an
/// object a line. A day holds most of its usage and what came late of the day before, so that the days around a month's
/// end hold rows of two invoices. The later delivery writes the last days anew.
struct GCPBillingExport: SampledDataset {
    let name = "gcp"
    let world: World
    let fleet: Fleet
    let account: String
    /// Usual rows per day.
    private let lines: Int
    private static let lateDays = 5

    init(_ world: World, rows: Int) {
        self.world = world
        fleet = Fleet(
            world, dataset: name, offers: GCPCatalogue.offers.map(\.weight), regions: GCPCatalogue.regions.map(\.weight)
        )
        var dice = Dice(world.seed, Dice.label("gcp"), Dice.label("accounts"))
        let code = String { $0.add(hex: dice.next(), digits: 16) }.uppercased()
        account = "\(code.prefix(6))-\(code.dropFirst(6).prefix(6))-\(code.suffix(4))00"
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
        try file.add(tax(of: month))
    }

    private func open(_ day: String, in folder: SampleFolder) throws -> ExportFile {
        try folder.create("\(name)/\(day)/000000000000.json.gz")
    }

    private func add(usageOf day: Day, in month: SampledMonth, late: Bool, to file: ExportFile) throws {
        for number in 0..<month.lineCount(lines, on: day) {
            let line = fleet.line(number)
            guard isLate(line, day) == late else { continue }
            try file.add(usage(line, day, month))
        }
    }

    /// A quarter of the rows comes a day late.
    private func isLate(_ line: Line, _ day: Day) -> Bool {
        (line.resource &+ UInt64(day.number)) % 4 == 0
    }

    private func tax(of month: SampledMonth) -> ByteText {
        var row = JSONRow()
        row.open(nil)
        row.add("billing_account_id", account)
        row.open("service")
        row.add("description", "Invoice")
        row.close()
        row.open("sku")
        row.add("description", "Tax")
        row.close()
        row.add("usage_start_time", "\(month.firstDay.text) 07:00:00 UTC")
        row.add("usage_end_time", "\(month.lastDay.next) 07:00:00 UTC")
        addCost(Amount(tenThousandths: lines * 77), month, type: "tax", to: &row)
        row.close()
        return row.text
    }

    func addCost(_ cost: Amount, _ month: SampledMonth, type: String, to row: inout JSONRow) {
        row.add("cost", cost)
        row.add("currency", "USD")
        row.add("currency_conversion_rate", Amount(1))
        row.open("invoice")
        row.add("month", String(month.period.description.filter { $0 != "-" }))
        row.add("publisher_type", "GOOGLE")
        row.close()
        row.add("cost_type", type)
    }
}

import BillingModel

/// OCI's FOCUS reports, or the older cost reports, as a flat folder of numbered files without manifests. Each row is
/// delivered once: a file holds most of a day and what came late for the day before, so that files around a month's end
/// hold rows of two months.
struct OCIReport: SampledDataset {
    enum Form {
        case focus, cost
    }

    let form: Form
    let name: String
    let world: World
    let tenancy: OCITenancy
    let cells: Cells<OCIReportColumn>
    let fleet: Fleet

    /// Usual rows per day.
    private let lines: Int
    /// File numbers grow with the calendar, whichever months are sampled: this one belongs to 2024-06-01.
    private static let firstNumber = 1_000_001_507_847
    private static let firstDayNumber = 19_875
    private static let numbersPerDay = 1_200

    init(_ form: Form, _ world: World, rows: Int) {
        self.form = form
        name = form == .focus ? "oci" : "oci-cost"
        self.world = world
        cells =
            form == .focus
            ? Cells(fields: OCIReportColumn.focusFields, lineEnd: "\r\n") : Cells(fields: OCIReportColumn.costFields)
        tenancy = OCITenancy(seed: world.seed, dataset: name)
        fleet = Fleet(
            world, dataset: name, offers: OCICatalogue.offers.map(\.weight), regions: OCICatalogue.regions.map(\.weight)
        )
        lines = max(4, rows / 30)
    }

    /// The month's files; the last month has one more, with what came late for its last day. The later delivery adds
    /// files behind those and replaces none.
    mutating func write(_ month: SampledMonth, to folder: SampleFolder) async throws -> [WrittenFile] {
        if month.isLater { return try addLateFiles(of: month, to: folder) }
        var files: [WrittenFile] = []
        var dayBefore = month.index > 0 ? Self.last(before: month) : nil
        for day in month.days {
            try Task.checkCancellation()
            let file = try open(day.number + 1, in: folder)
            if let dayBefore { try addUsage(of: dayBefore.day, in: dayBefore.month, late: true, to: file) }
            try addUsage(of: day, in: month, late: false, to: file)
            if day.day % 9 == 0 { try addCorrections(of: Day(month.period, day.day - 5), in: month, to: file) }
            files.append(try file.close())
            dayBefore = (day, month)
        }
        if !month.isInvoiced, let dayBefore {
            let file = try open(month.lastDay.number + 2, in: folder)
            try addUsage(of: dayBefore.day, in: month, late: true, to: file)
            files.append(try file.close())
        }
        return files
    }

    private func addLateFiles(of month: SampledMonth, to folder: SampleFolder) throws -> [WrittenFile] {
        try [4, 2].enumerated().map { index, daysBefore in
            let day = Day(month.period, month.days.count - daysBefore)
            let file = try open(month.lastDay.number + 3 + index, in: folder)
            for number in lines..<month.lineCount(lines, on: day) {
                fillUsage(fleet.line(number), day, month)
                try file.add(cells)
            }
            try addCorrections(of: day, in: month, to: file)
            return try file.close()
        }
    }

    private func addUsage(of day: Day, in month: SampledMonth, late: Bool, to file: ExportFile) throws {
        for number in 0..<lines {
            let line = fleet.line(number)
            guard isLate(line, day) == late else { continue }
            fillUsage(line, day, month)
            try file.add(cells)
        }
    }

    /// Some rows of the day turn out to be too high by half.
    private func addCorrections(of day: Day, in month: SampledMonth, to file: ExportFile) throws {
        for number in 0..<lines where number % 24 == 5 || number == 0 {
            fillUsage(fleet.line(number), day, month, isCorrection: true)
            try file.add(cells)
        }
    }

    /// A quarter of the rows comes a day late.
    private func isLate(_ line: Line, _ day: Day) -> Bool {
        (line.resource &+ UInt64(day.number)) % 4 == 0
    }

    /// The file that was created on a day, given as days since 1970.
    private func open(_ creationDay: Int, in folder: SampleFolder) throws -> ExportFile {
        var dice = Dice(world.seed, Dice.label(name), UInt64(creationDay))
        let number = Self.firstNumber + (creationDay - Self.firstDayNumber) * Self.numbersPerDay + dice.roll(900)
        let digits = String { $0.add(number, width: 16) }
        // Copies of cost reports carry the name of their folder, for both kinds count their files alike.
        let path = form == .focus ? "\(name)/\(digits)-00001.csv.gz" : "\(name)/reports_cost-csv_\(digits).csv.gz"
        let file = try folder.create(path)
        file.addHeader(cells)
        return file
    }

    private static func last(before month: SampledMonth) -> (day: Day, month: SampledMonth) {
        let period = month.period.previous
        let previous = SampledMonth(period, index: month.index - 1, isInvoiced: true, isLater: false)
        return (previous.lastDay, previous)
    }
}

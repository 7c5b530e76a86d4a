import BillingModel
import DelimitedText
import Reporting

extension DimensionTable {
    /// A CSV file with the column `key`, perhaps `valid_from` (inclusive) and `valid_to` (exclusive), and attributes.
    /// Throws `configuration` naming the line.
    init(csv: String, file: String, key: ReportDimension) throws {
        let lines = try Self.lines(csv, file)
        guard let header = lines.first else {
            throw BillowError(.configuration, "there is no header", source: file)
        }
        let names = header.cells.map { $0 ?? "" }
        func place(_ name: String) -> Int? { names.firstIndex { $0.lowercased() == name.lowercased() } }
        guard let keyAt = place(key.name) else {
            throw BillowError(
                .configuration, "there is no column \(key.name)", hint: "columns are \(names.joined(separator: ", "))",
                source: "\(file):1")
        }
        let ends = (place("valid_from"), place("valid_to"))
        let others = names.indices.filter { ![keyAt, ends.0, ends.1].contains($0) }
        for at in others { try Self.check(names[at], names, "\(file):1") }
        let rows = try lines.dropFirst().map { line -> Row in
            let source = "\(file):\(line.number)"
            guard line.cells.count == names.count else {
                throw BillowError(
                    .configuration, "\(line.cells.count) cells under \(names.count) columns", source: source)
            }
            guard let value = line.cells[keyAt] else {
                throw BillowError(.configuration, "\(key.name) is empty", source: source)
            }
            let period = RulePeriod(
                from: try Self.day(ends.0.flatMap { line.cells[$0] }, source),
                to: try Self.day(ends.1.flatMap { line.cells[$0] }, source))
            guard !period.isEmpty else {
                throw BillowError(
                    .configuration, "the row holds on no day", hint: "valid_to is exclusive, and later than valid_from",
                    source: source)
            }
            return Row(key: value, period: period, values: others.map { line.cells[$0] })
        }
        self.init(key: key, attributes: others.map { names[$0] }, rows: rows)
        let numbers = lines.dropFirst().map(\.number)
        if let (first, second) = Self.overlaps(rows).min(by: { $0.second < $1.second }) {
            throw BillowError(
                .configuration,
                "lines \(numbers[first]) and \(numbers[second]) both hold for \(rows[first].key) on the same days",
                hint: "\(rows[first].period) and \(rows[second].period) overlap; valid_to is exclusive",
                source: "\(file):\(numbers[second])")
        }
    }

    private struct Line {
        let number: Int
        /// Nil where empty.
        let cells: [String?]
    }

    private static func lines(_ csv: String, _ file: String) throws -> [Line] {
        var lines: [Line] = []
        func take(_ record: CSVParser.Record) {
            lines.append(
                Line(number: record.line, cells: record.cells.map { $0.isEmpty ? nil : record.text($0) }))
        }
        let parser = CSVParser()
        do {
            var csv = csv
            try csv.withUTF8 { bytes in
                try parser.feed(UnsafeRawBufferPointer(bytes), take)
                try parser.finish(take)
            }
        } catch let failure as CSVFailure {
            throw BillowError(.configuration, failure.what, source: "\(file):\(failure.line)")
        }
        return lines
    }

    /// An attribute is a dimension's name: it must not hide another.
    private static func check(_ name: String, _ names: [String], _ source: String) throws {
        let lowered = name.lowercased()
        let isTaken =
            (try? ReportDimension(name)) != nil || FOCUS.columnsByName.keys.contains { $0.lowercased() == lowered }
        guard !name.isEmpty, !isTaken, !["x_", "tag:", "billow_"].contains(where: lowered.hasPrefix) else {
            throw BillowError(
                .configuration, "an attribute cannot be called \"\(name)\"",
                hint: "columns of focus and daily, and names that begin with x_, are taken", source: source)
        }
        guard names.count(where: { $0.lowercased() == lowered }) == 1 else {
            throw BillowError(.configuration, "the column \(name) is there twice", source: source)
        }
    }

    private static func day(_ text: String?, _ source: String) throws -> ReportDay? {
        guard let text else { return nil }
        guard let day = ReportDay(text) else {
            throw BillowError(.configuration, "\(text) is no day", hint: "write 2025-10-01", source: source)
        }
        return day
    }
}

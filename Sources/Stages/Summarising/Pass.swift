import BillingModel

/// Days that are summed up together, and the row groups that have rows of them.
struct Pass: Sendable {
    private let days: ClosedRange<Int64>
    private let places: [Place]

    /// Passes over all rows, one range of days after another, of at most `rowsMax` rows unless of one day only. A group
    /// is never in two, since the day is part of the key.
    static func plan(_ files: FocusFiles, rowsMax: Int) throws -> [Pass] {
        let places = try concurrently(files.parts) { Place($0, try files.rowsByDay($0)) }
        var rows: [Int64: Int] = [:]
        for place in places { rows.merge(place.rowsByDay, uniquingKeysWith: +) }
        var ranges: [ClosedRange<Int64>] = []
        var rowsOfLast = 0
        for (day, count) in rows.sorted(by: { $0.key < $1.key }) {
            if let last = ranges.last, rowsOfLast + count <= rowsMax {
                ranges[ranges.count - 1] = last.lowerBound...day
                rowsOfLast += count
            } else {
                ranges.append(day...day)
                rowsOfLast = count
            }
        }
        return ranges.map { days in Pass(days: days, places: places.filter { $0.rows(of: days) > 0 }) }
    }

    /// Where the rows are.
    func parts(of files: FocusFiles) throws -> [FocusPart] {
        try concurrently(places) { place in
            let (part, count) = (place.part, place.rows(of: days))
            let rows = count == part.count ? nil : try files.rows(of: part, days)
            return FocusPart(file: part.file, rowGroup: part.rowGroup, rows: rows, count: count)
        }
    }
}

/// A row group, and on which days its rows are.
private struct Place: Sendable {
    let part: FocusPart
    let rowsByDay: [Int64: Int]

    init(_ part: FocusPart, _ rowsByDay: [Int64: Int]) {
        self.part = part
        self.rowsByDay = rowsByDay
    }

    func rows(of days: ClosedRange<Int64>) -> Int {
        rowsByDay.reduce(0) { $0 + (days.contains($1.key) ? $1.value : 0) }
    }
}

extension FocusFiles {
    fileprivate func rowsByDay(_ part: FocusPart) throws -> [Int64: Int] {
        let (codes, days) = try days(part)
        var counts = [Int](repeating: 0, count: days.count)
        for code in codes { counts[Int(code)] += 1 }
        return Dictionary(zip(days, counts).filter { $1 > 0 }, uniquingKeysWith: +)
    }

    fileprivate func rows(of part: FocusPart, _ days: ClosedRange<Int64>) throws -> [UInt32] {
        let (codes, numbers) = try self.days(part)
        let isWanted = numbers.map(days.contains)
        return codes.indices.lazy.filter { isWanted[Int(codes[$0])] }.map(UInt32.init)
    }

    /// Each row's code, and each code's day.
    private func days(_ part: FocusPart) throws -> (codes: [UInt32], days: [Int64]) {
        let starts = try read("ChargePeriodStart", part)
        let days = try starts.values.integers().map { UsageDay(microseconds: $0).number }
        return (starts.codes, [UsageDay.unknown.number] + days)
    }
}

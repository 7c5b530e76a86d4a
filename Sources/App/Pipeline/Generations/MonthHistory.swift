import BillingModel
import TableLog

/// Every generation of a month, and which one is shown.
package struct MonthHistory: Sendable {
    package let key: MonthKey
    /// In ascending order of their numbers.
    package private(set) var generations: [Generation] = []
    /// The last one that went out of sight.
    private var lastEnded: Int?

    package var shown: Generation? { generations.last { $0.state == .shown } }

    /// The newest one below a number that was not taken back; else the newest one below it.
    package func before(_ number: Int) -> Generation? {
        let older = generations.filter { $0.number < number }
        return older.last { $0.state != .withdrawn } ?? older.last
    }

    /// What a rollback that names no generation brings back.
    package var previous: Generation? { shown.map { before($0.number) } ?? lastEnded.flatMap { self[$0] } }

    package subscript(number: Int) -> Generation? { generations.first { $0.number == number } }
}

extension MonthHistory {
    /// The months of a source, by their keys, from its raw table's log.
    static func all(_ lists: MonthLists) -> [MonthKey: MonthHistory] {
        var months: [MonthKey: MonthHistory] = [:]
        for (key, entries) in lists.entries {
            var month = MonthHistory(key: key)
            for entry in entries { month.apply(entry) }
            months[key] = month
        }
        return months
    }

    private mutating func apply(_ entry: MonthLists.Entry) {
        let before = shown?.number
        if let number = entry.landed {
            if let before { end(before, as: .replaced, at: entry.atMillis) }
            generations.append(
                Generation(key: key, number: number, landedMillis: entry.atMillis, files: entry.files))
        } else {
            let paths = Set(entry.files.map(\.path))
            let target = paths.isEmpty ? 0 : generations.last { $0.paths == paths }?.number ?? 0
            for generation in generations where generation.number > target {
                end(generation.number, as: .withdrawn, at: entry.atMillis)
            }
            if let before, before < target { end(before, as: .replaced, at: entry.atMillis) }
            update(target) { generation in
                generation.state = .shown
                generation.endedMillis = nil
            }
        }
        if let before, before != shown?.number { lastEnded = before }
    }

    /// Keeps the time of those that were out of sight already.
    private mutating func end(_ number: Int, as state: Generation.State, at millis: Int64) {
        update(number) { generation in
            if generation.state == .shown { generation.endedMillis = millis }
            generation.state = state
        }
    }

    private mutating func update(_ number: Int, _ change: (inout Generation) -> Void) {
        guard let at = generations.firstIndex(where: { $0.number == number }) else { return }
        change(&generations[at])
    }

    /// Marks the generations of which a file is gone.
    mutating func mark(isThere: (AddFile) -> Bool) {
        for at in generations.indices { generations[at].isKept = generations[at].files.allSatisfy(isThere) }
    }
}

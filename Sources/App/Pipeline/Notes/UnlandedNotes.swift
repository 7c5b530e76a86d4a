import BillingModel
import Foundation
import ObjectStorage
import TableLog

/// What an ingest could not land, and why, for those who did not see it run (`docs/formats/lake.md`).
///
/// Notes on which no number depends, written anew when what is wrong at a place changes. The log of a table cannot hold
/// them, since what is refused makes no commit.
package struct UnlandedNotes: Sendable {
    private let notes: PlaceNotes

    private static let attemptsMax = 8

    package init(lake: Lake) {
        notes = PlaceNotes(store: lake.store, folder: "unlanded")
    }

    /// Grows whenever a note changes; 0 where there is none.
    package func version() async throws -> Int {
        try await notes.newest().reduce(0) { $0 + $1.number }
    }

    /// What was held or rejected when its place was last looked through.
    package func reports() async throws -> [RunReport] {
        for _ in 1..<Self.attemptsMax {
            if let reports = try await readAll() { return reports }
        }
        throw BillowError(.tryAgain, "other ingests keep changing the notes", source: notes.folder)
    }

    /// Keeps what an ingest told of a place that it looked through; of some of its files only, where not `isWhole`.
    /// Nothing is written where nothing has changed.
    func record(_ told: [RunReport], at location: String, isWhole: Bool, nowMillis: Int64) async throws {
        let identities = Set(told.map(\.identity))
        let refused = told.filter { [.held, .rejected].contains($0.state) && $0.location == location }.map(\.masked)
        for _ in 1...Self.attemptsMax {
            let last = try await notes.newest(of: location)
            let known: [RunReport]?
            do {
                known = if let last { try await read(last.key) } else { nil }
            } catch let error as BillowError where error.code == .nothingToRead {
                continue
            }
            let before = known ?? []
            let kept = isWhole ? [] : before.filter { !identities.contains($0.identity) }
            let since = Dictionary(before.map { ($0.timeless, $0.sinceMillis) }) { first, _ in first }
            let now = (kept + refused).map { report in
                var report = report
                report.sinceMillis = since[report.timeless] ?? nil ?? report.sinceMillis ?? nowMillis
                return report
            }.sorted { $0.orderText < $1.orderText }
            guard now != before || known == nil && last != nil else { return }
            let bytes = try Self.bytes(now, location: location)
            if try await notes.replace(last, of: location, with: bytes, ending: ".json") { return }
        }
    }

    /// Nil where one of them gave way to a newer one meanwhile.
    private func readAll() async throws -> [RunReport]? {
        var reports: [RunReport] = []
        for note in try await notes.newest() {
            do {
                guard let told = try await read(note.key) else {
                    throw BillowError(
                        .badData, "a note on what was not landed cannot be read",
                        hint: "delete it; the next ingest that finds something amiss there writes another",
                        source: note.key.path)
                }
                reports += told
            } catch let error as BillowError where error.code == .nothingToRead {
                return nil
            }
        }
        return reports
    }

    // MARK: Text

    private static func bytes(_ reports: [RunReport], location: String) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let deliveries = reports.map { report -> JSONValue in
            var members: [String: JSONValue] = [
                "source": .string(report.source), "export": .string(report.export), "run": .string(report.run),
                "state": .string(report.state.rawValue), "since": .integer(Int(report.sinceMillis ?? 0)),
            ]
            members["period"] = report.period.map { .string($0.description) }
            members["reason"] = report.reason.map { .string($0) }
            members["place"] = report.place.map { .string($0) }
            members["hint"] = report.ownHint.map { .string($0) }
            return .object(members)
        }
        let note: JSONValue = .object([
            "location": .string(SecretMask.masked(location)), "deliveries": .array(deliveries),
        ])
        return [UInt8](try encoder.encode(note))
    }

    /// Nil where it is no such text. Throws `nothingToRead` where it is not there.
    private func read(_ key: ObjectKey) async throws -> [RunReport]? {
        let bytes = try await notes.store.read(key)
        guard let note = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes)),
            let location = note["location"]?.text, let deliveries = note["deliveries"]?.array
        else { return nil }
        let reports = deliveries.compactMap { Self.report($0, location: location) }
        return reports.count == deliveries.count ? reports : nil
    }

    private static func report(_ delivery: JSONValue, location: String) -> RunReport? {
        guard let source = delivery["source"]?.text, let export = delivery["export"]?.text,
            let run = delivery["run"]?.text, let state = delivery["state"]?.text.flatMap(RunReport.State.init),
            let since = delivery["since"]?.integer
        else { return nil }
        var report = RunReport(
            source: source, export: export, period: delivery["period"]?.text.flatMap { BillingPeriod($0) }, run: run,
            state: state, reason: delivery["reason"]?.text, place: delivery["place"]?.text)
        report.ownHint = delivery["hint"]?.text
        report.location = location
        report.sinceMillis = Int64(since)
        return report
    }
}

extension RunReport {
    /// What is kept holds no secret that an address or a cell had in it.
    fileprivate var masked: RunReport {
        var report = self
        report.reason = reason.map(SecretMask.masked)
        report.place = place.map(SecretMask.masked)
        report.ownHint = ownHint.map(SecretMask.masked)
        report.location = location.map(SecretMask.masked)
        return report
    }

    fileprivate var orderText: String {
        [source, export, period?.description ?? "", run, state.rawValue, reason ?? ""].joined(separator: "\n")
    }

    /// Equal where the same is told of the same delivery, whenever.
    fileprivate var timeless: RunReport {
        var report = self
        report.sinceMillis = nil
        return report
    }
}

import BillingModel
import Crypto
import Foundation
import ObjectStorage
import TableLog

/// What an ingest could not land, and why, for those who did not see it run (`docs/formats/lake.md`).
///
/// Notes beside the tables, on which no number depends. Each place that is looked through has one, written anew when
/// what is wrong there changes: an object under the next number, put where none is, so that the newest is whole. The
/// log of a table cannot hold them, since what is refused makes no commit.
package struct UnlandedNotes: Sendable {
    private let lake: Lake

    private static let folder = "unlanded/"
    private static let attemptsMax = 8

    package init(lake: Lake) {
        self.lake = lake
    }

    /// Grows whenever a note changes; 0 where there is none.
    package func version() async throws -> Int {
        try await newest().reduce(0) { $0 + $1.number }
    }

    /// What was held or rejected when its place was last looked through.
    package func reports() async throws -> [RunReport] {
        for _ in 1..<Self.attemptsMax {
            if let reports = try await readAll() { return reports }
        }
        throw BillowError(.tryAgain, "other ingests keep changing the notes", source: Self.folder)
    }

    /// Keeps what an ingest told of a place that it looked through; of some of its files only, where not `isWhole`.
    /// Nothing is written where nothing has changed.
    func record(_ told: [RunReport], at location: String, isWhole: Bool, nowMillis: Int64) async throws {
        let identities = Set(told.map(\.identity))
        let refused = told.filter { [.held, .rejected].contains($0.state) && $0.location == location }.map(\.masked)
        for _ in 1...Self.attemptsMax {
            let last = try await newest().first { $0.place == Self.place(location) }
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
            let key = try Self.key(Self.place(location), (last?.number ?? 0) + 1)
            let bytes = try Self.bytes(now, location: location)
            guard try await lake.store.put(key, bytes, mode: .ifAbsent) == .written else { continue }
            if let last { try await lake.store.delete(last.key) }
            return
        }
    }

    // MARK: Objects

    private struct Note {
        let key: ObjectKey
        let place: String
        let number: Int
    }

    private static func place(_ location: String) -> String {
        SHA256.hash(data: Data(location.utf8)).prefix(8).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }

    private static func key(_ place: String, _ number: Int) throws -> ObjectKey {
        let digits = String(number)
        let padded = String(repeating: "0", count: max(0, 12 - digits.count)) + digits
        return try ObjectKey("\(folder)\(place)/\(padded).json")
    }

    /// One for each place. A crash can leave the one before beside it.
    private func newest() async throws -> [Note] {
        var notes: [String: Note] = [:]
        for object in try await lake.store.list(prefix: Self.folder) {
            let parts = object.key.segments.map(String.init)
            guard parts.count == 3, parts[2].hasSuffix(".json"), let number = Int(parts[2].dropLast(5)) else {
                continue
            }
            if notes[parts[1]].map({ $0.number < number }) ?? true {
                notes[parts[1]] = Note(key: object.key, place: parts[1], number: number)
            }
        }
        return notes.values.sorted { $0.place < $1.place }
    }

    /// Nil where one of them gave way to a newer one meanwhile.
    private func readAll() async throws -> [RunReport]? {
        var reports: [RunReport] = []
        for note in try await newest() {
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
        let bytes = try await lake.store.read(key)
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

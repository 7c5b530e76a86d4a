import ObjectStorage
import Tables

/// Notes beside the tables, one for each place that is looked through. A note is written anew as an object under the
/// next number, put where none is, so that the newest is whole; the one before is deleted.
struct PlaceNotes: Sendable {
    struct Note {
        let key: ObjectKey
        let place: String
        let number: Int
    }

    let store: any ObjectStore
    /// Within the lake.
    let folder: String

    /// One for each place, in their order. A crash can leave the one before beside it.
    func newest(in place: String = "") async throws -> [Note] {
        var notes: [String: Note] = [:]
        for object in try await store.list(prefix: "\(folder)/\(place)") {
            let parts = object.key.segments.map(String.init)
            guard parts.count == 3, let name = parts[2].split(separator: ".").first, let number = Int(name) else {
                continue
            }
            if notes[parts[1]].map({ $0.number < number }) ?? true {
                notes[parts[1]] = Note(key: object.key, place: parts[1], number: number)
            }
        }
        return notes.values.sorted { $0.place < $1.place }
    }

    func newest(of location: String) async throws -> Note? {
        try await newest(in: Self.place(location)).first
    }

    /// False, and nothing is changed, where somebody else has put the next one.
    func replace(
        _ last: Note?, of location: String, with bytes: [UInt8], ending: String
    ) async throws -> Bool {
        let digits = String((last?.number ?? 0) + 1)
        let name = String(repeating: "0", count: max(0, 12 - digits.count)) + digits + ending
        let key = try ObjectKey("\(folder)/\(Self.place(location))/\(name)")
        guard try await store.put(key, bytes, mode: .ifAbsent) == .written else { return false }
        if let last { try await store.delete(last.key) }
        return true
    }

    private static func place(_ location: String) -> String {
        String(CommitSeal.hex(Array(location.utf8)).prefix(16))
    }
}

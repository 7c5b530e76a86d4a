import BillingModel
import Discovery
import Tables

/// What files without a manifest were found to be, for the next ingest (`docs/formats/lake.md`). A note that is
/// damaged, or of another version of Billow, which may know better, is none.
struct KnownFileNotes: Sendable {
    private let notes: PlaceNotes

    init(lake: Lake) {
        notes = PlaceNotes(store: lake.store, folder: "known")
    }

    func known(of location: String) async throws -> KnownFiles {
        guard let note = try await notes.newest(of: location) else { return KnownFiles() }
        return try await read(note) ?? KnownFiles()
    }

    /// Nothing is written where nothing has changed, nor where another ingest has just written what it found.
    func record(_ found: KnownFiles, at location: String) async throws {
        let last = try await notes.newest(of: location)
        let known = if let last { try await read(last) } else { KnownFiles() as KnownFiles? }
        guard known != found else { return }
        _ = try await notes.replace(last, of: location, with: Self.bytes(found), ending: ".tsv")
    }

    // MARK: Text

    private static func bytes(_ files: KnownFiles) -> [UInt8] {
        let text = Array(files.text.utf8)
        return Array("\(head(text[...]))\n".utf8) + text
    }

    private static func head(_ text: ArraySlice<UInt8>) -> String {
        "billow \(Billow.version) sha256 \(CommitSeal.hex(Array(text)))"
    }

    private func read(_ note: PlaceNotes.Note) async throws -> KnownFiles? {
        do {
            let bytes = try await notes.store.read(note.key)
            guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
            let text = bytes[(end + 1)...]
            guard String(decoding: bytes[..<end], as: UTF8.self) == Self.head(text) else { return nil }
            return KnownFiles(text: String(decoding: text, as: UTF8.self))
        } catch let error as BillowError where error.code == .nothingToRead {
            return nil
        }
    }
}

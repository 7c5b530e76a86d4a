import BillingModel
import Foundation
import ObjectStorage
import Tables

/// The lake's folders and tables (`docs/formats/lake.md`).
package struct Lake: Sendable {
    package let store: any ObjectStore
    private let codec: (any CheckpointCodec)?
    /// Where checkpoints are made; nil is the system's folder for temporary files.
    private var scratchFolder: String?
    private var memory: LogMemory?

    private static let log: Substring = "_delta_log"

    package init(store: any ObjectStore, codec: (any CheckpointCodec)?) {
        self.store = store
        self.codec = codec
    }

    /// The same lake, with its work in progress where the next ingest finds what a crash left.
    func working(in folder: String) -> Lake {
        var lake = self
        lake.scratchFolder = folder
        return lake
    }

    /// The same lake, whose logs are read once for whatever is asked of it.
    package func remembering() -> Lake {
        var lake = self
        lake.memory = LogMemory()
        return lake
    }

    /// Exports as delivered, one table a source.
    package func raw(_ source: String) throws -> Table { try table("raw/\(source)") }

    /// All sources in FOCUS columns.
    package func focus() throws -> Table { try table("focus") }

    /// The daily summary.
    package func daily() throws -> Table { try table("daily") }

    /// Rows that could not be read.
    package func quarantine() throws -> Table { try table("quarantine") }

    private func table(_ path: String) throws -> Table {
        Table(
            store: store, root: try ObjectKey(path), codec: codec,
            scratchFolder: scratchFolder ?? NSTemporaryDirectory(), memory: memory)
    }

    /// Ids of the sources that have a raw table, ascending.
    package func sources() async throws -> [String] {
        guard let folders = store as? any FolderTelling else {
            let logs = try await store.list(prefix: "raw/").filter { $0.key.segments.dropFirst(2).first == Self.log }
            return Set(logs.compactMap { $0.key.segments.dropFirst().first.map(String.init) }).sorted()
        }
        var sources: [String] = []
        for name in try await folders.folders(in: try ObjectKey("raw")) {
            if try await !store.list(prefix: "raw/\(name)/\(Self.log)/").isEmpty { sources.append(name) }
        }
        return sources.sorted()
    }

    /// Where an engine of this machine finds a table's file.
    package func localPath(_ table: Table, _ path: String) throws -> String {
        guard let local = store.localPath(try table.key(path)) else {
            throw BillowError(.configuration, "the lake at \(store.location) is not on this machine")
        }
        return local
    }
}

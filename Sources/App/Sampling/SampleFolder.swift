import BillingModel
import Foundation

/// The folder that a sample fills. Its marker file names the request and every file of the sample, so that a new sample
/// replaces the old one and touches nothing else.
final class SampleFolder {
    static let markerName = ".billow-sample.json"

    private struct Marker: Codable {
        var seed: UInt64
        var months: Int
        var rows: Int
        var providers: Set<String>
        /// Nil in samples of older versions.
        var isComplete: Bool?
        var lastMonth: String
        var files: Set<String> = []

        init(_ request: SampleRequest) {
            seed = request.seed
            months = request.months
            rows = request.rows
            providers = request.providers
            isComplete = request.isComplete
            lastMonth = request.lastMonth.description
        }

        /// Whether `other` can follow as a later delivery: the same but for datasets left out.
        func allowsRegenerating(_ other: Marker) -> Bool {
            (seed, months, rows, lastMonth) == (other.seed, other.months, other.rows, other.lastMonth)
                && other.providers.isSubset(of: providers) && (isComplete == true || other.isComplete != true)
        }
    }

    private let root: URL
    private var marker: Marker

    /// Takes over a folder that does not exist, is empty or holds a previous sample, which is removed unless the
    /// request regenerates. Throws `usage` for anything else.
    init(_ request: SampleRequest) throws {
        root = URL(fileURLWithPath: request.folder, isDirectory: true)
        marker = Marker(request)
        let previous = try Self.previousMarker(in: root, folder: request.folder)
        if request.regenerate {
            guard let previous, previous.allowsRegenerating(marker) else {
                throw BillowError(
                    .usage, "\(request.folder) holds no sample of this request, so it has no later delivery",
                    hint: "write the sample first, with the same seed, months, rows and last month",
                    source: request.folder)
            }
            marker = previous
        } else {
            for path in previous?.files.sorted() ?? [] { try remove(path) }
            try attempt(request.folder) {
                try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
            }
            try saveMarker()
        }
    }

    /// Where a path of the sample lies on this machine.
    func location(_ path: String) -> String { root.appendingPathComponent(path).path }

    /// A new file, in the place of an old one of this name.
    func create(_ path: String) throws -> ExportFile {
        let handle = try attempt(path) {
            try prepare(path)
            try Data().write(to: root.appendingPathComponent(path))
            return try FileHandle(forWritingTo: root.appendingPathComponent(path))
        }
        return try ExportFile(path: path, handle: handle)
    }

    func write(_ manifest: some Encodable, to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try attempt(path) {
            try prepare(path)
            try encoder.encode(manifest).write(to: root.appendingPathComponent(path))
        }
    }

    /// Makes room for a file that somebody else writes.
    func prepare(_ path: String) throws {
        let parent = root.appendingPathComponent(path).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
        if marker.files.insert(path).inserted { try saveMarker() }
    }

    func sizeBytes(_ path: String) throws -> Int {
        try attempt(path) {
            let attributes = try FileManager.default.attributesOfItem(atPath: location(path))
            return (attributes[.size] as? NSNumber)?.intValue ?? 0
        }
    }

    /// Removes a file, and the folders that are empty without it. What is not there is no error.
    func remove(_ path: String) throws {
        guard !path.hasPrefix("/"), !path.split(separator: "/").contains("..") else {
            throw BillowError(
                .badData, "the sample's marker names '\(path)', which lies outside", source: Self.markerName)
        }
        marker.files.remove(path)
        guard FileManager.default.fileExists(atPath: location(path)) else { return }
        try attempt(path) { try FileManager.default.removeItem(atPath: location(path)) }
        var segments = path.split(separator: "/").dropLast()
        while !segments.isEmpty {
            let folder = location(segments.joined(separator: "/"))
            guard try attempt(path, { try FileManager.default.contentsOfDirectory(atPath: folder) }).isEmpty else {
                return
            }
            try attempt(path) { try FileManager.default.removeItem(atPath: folder) }
            segments = segments.dropLast()
        }
    }

    private func saveMarker() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try attempt(Self.markerName) {
            try encoder.encode(SortedMarker(marker)).write(to: root.appendingPathComponent(Self.markerName))
        }
    }
}

extension SampleFolder {
    /// The marker with its sets in order, so that equal samples have equal markers.
    private struct SortedMarker: Encodable {
        let seed: UInt64
        let months: Int
        let rows: Int
        let providers: [String]
        let isComplete: Bool
        let lastMonth: String
        let files: [String]

        init(_ marker: Marker) {
            seed = marker.seed
            months = marker.months
            rows = marker.rows
            providers = marker.providers.sorted()
            isComplete = marker.isComplete == true
            lastMonth = marker.lastMonth
            files = marker.files.sorted()
        }
    }

    /// Nil for a folder that is missing or empty.
    private static func previousMarker(in root: URL, folder: String) throws -> Marker? {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: root.path, isDirectory: &isFolder) else { return nil }
        guard isFolder.boolValue else {
            throw BillowError(.usage, "\(folder) is a file", hint: "name a folder", source: folder)
        }
        let names = try attempt(folder) { try FileManager.default.contentsOfDirectory(atPath: root.path) }
        if names.isEmpty { return nil }
        guard names.contains(markerName) else {
            throw BillowError(
                .usage, "\(folder) is not empty and holds no sample: nothing was written",
                hint: "name a new or empty folder", source: folder)
        }
        do {
            return try JSONDecoder().decode(
                Marker.self, from: Data(contentsOf: root.appendingPathComponent(markerName)))
        } catch {
            throw BillowError(
                .usage, "\(folder)/\(markerName) cannot be read, so nothing was written",
                hint: "name a new or empty folder", source: folder, cause: error)
        }
    }
}

/// Turns what the system throws into `inputOutput` that names the file.
private func attempt<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
    do {
        return try body()
    } catch let error as BillowError {
        throw error
    } catch {
        throw BillowError(
            .inputOutput, "\(path) cannot be written", hint: "check the folder's rights and free space", source: path,
            cause: error)
    }
}

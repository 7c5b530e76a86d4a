import BillingModel
import Foundation

/// A folder that holds a driver and says, in `driver.json`, how to load it.
struct DriverFolder: Sendable {
    let url: URL
    let manifest: Manifest

    struct Manifest: Decodable, Sendable {
        /// Relative to the folder.
        let library: String
        /// Libraries to load first: files of the folder, otherwise names for the system's loader.
        let preload: [String]?
        let version: String?
        /// The driver's entry symbol.
        let `init`: String?
    }

    static let manifestName = "driver.json"

    /// - Throws: `configuration` when there is no manifest, or one that cannot be read.
    init(_ url: URL) throws {
        self.url = url
        let file = url.appendingPathComponent(Self.manifestName)
        guard FileManager.default.fileExists(atPath: file.path) else {
            throw BillowError(.configuration, "has no \(Self.manifestName)")
        }
        do {
            manifest = try JSONDecoder().decode(Manifest.self, from: Data(contentsOf: file))
        } catch {
            throw BillowError(.configuration, "has a \(Self.manifestName) that cannot be read: \(error)")
        }
    }

    func load(defaultEntry: String) throws -> DriverLibrary {
        let preload = (manifest.preload ?? []).map { name in
            let file = url.appendingPathComponent(name).path
            return FileManager.default.fileExists(atPath: file) ? file : name
        }
        let path = url.appendingPathComponent(manifest.library).path
        return try DriverLibrary(path: path, preload: preload, entry: manifest.`init` ?? defaultEntry)
    }
}

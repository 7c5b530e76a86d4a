import BillingModel
import Foundation

/// Looks for a driver in one place after the other and remembers why each was passed over.
struct DriverSearch {
    /// What libraries and manifests are called: `duckdb` for `libduckdb.so` and `duckdb.toml`.
    let name: String
    let entry: String

    private(set) var attempts: [(place: String, reason: String)] = []

    init(name: String, entry: String) {
        self.name = name
        self.entry = entry
    }

    /// A library, or a folder that holds one; nil, and a note, when it cannot be used.
    mutating func path(_ path: String, label: String) -> DriverLibrary? {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            return missed(label, "does not exist")
        }
        let url = URL(fileURLWithPath: path)
        guard isFolder.boolValue else { return load(label) { [entry] in try DriverLibrary(path: path, entry: entry) } }
        if FileManager.default.fileExists(atPath: url.appendingPathComponent(DriverFolder.manifestName).path) {
            return load(label) { [entry] in try DriverFolder(url).load(defaultEntry: entry) }
        }
        return driversFolder(path, label: label)
    }

    /// A folder of ADBC drivers: a manifest `<name>.toml`, or a library of that name.
    mutating func driversFolder(_ path: String, label: String) -> DriverLibrary? {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path).sorted())
        guard let names else { return missed(label, "does not exist") }
        let folder = URL(fileURLWithPath: path)
        var isMissing = true
        if names.contains(name + ".toml") {
            isMissing = false
            let file = folder.appendingPathComponent(name + ".toml")
            if let library = load(file.path, { [entry] in try Self.manifest(file, entry) }) { return library }
        }
        for candidate in names where isLibrary(candidate) {
            isMissing = false
            let file = folder.appendingPathComponent(candidate).path
            if let library = load(file, { [entry] in try DriverLibrary(path: file, entry: entry) }) { return library }
        }
        return isMissing ? missed(label, "holds no \(name) driver") : nil
    }

    /// A folder with `driver.json`.
    mutating func driverFolder(_ url: URL) -> DriverLibrary? {
        load(url.path) { [entry] in try DriverFolder(url).load(defaultEntry: entry) }
    }

    /// A name that the system's loader may know.
    mutating func systemLibrary(_ name: String) -> DriverLibrary? {
        load("\(name) in the system's library paths") { [entry] in try DriverLibrary(path: name, entry: entry) }
    }

    private mutating func load(_ place: String, _ body: () throws -> DriverLibrary) -> DriverLibrary? {
        do {
            return try body()
        } catch {
            return missed(place, (error as? BillowError)?.message ?? "\(error)")
        }
    }

    private mutating func missed(_ place: String, _ reason: String) -> DriverLibrary? {
        attempts.append((place, reason))
        return nil
    }

    private func isLibrary(_ file: String) -> Bool {
        let base = file.hasPrefix("lib") ? String(file.dropFirst(3)) : file
        return base.hasPrefix(name) && (base.hasSuffix(".so") || base.hasSuffix(".dylib") || base.contains(".so."))
    }

    private static func manifest(_ file: URL, _ entry: String) throws -> DriverLibrary {
        let manifest = DriverManifest(try String(contentsOf: file, encoding: .utf8))
        guard let shared = manifest.shared else {
            throw BillowError(.configuration, "names no library under `shared` for this platform")
        }
        let path = URL(fileURLWithPath: shared, relativeTo: file.deletingLastPathComponent()).path
        return try DriverLibrary(path: path, entry: manifest.entrypoint ?? entry)
    }
}

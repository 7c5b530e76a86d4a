import BillingModel
import Foundation
import SQLEngine

/// The embedded engine, from whichever DuckDB library the machine has.
package struct DuckDB: SQLDriver {
    package let library: DriverLibrary

    package var description: String { "DuckDB (\(library.path))" }

    static let entry = "duckdb_adbc_init"

    package init(library: DriverLibrary) {
        self.library = library
    }

    /// Looks in `BILLOW_DUCKDB`, the ADBC driver folders, the system's libraries, `.tools/duckdb` above the executable
    /// and the current folder, and `~/.local/share/billow/duckdb`; the first that loads wins.
    /// - Throws: `configuration`, with every place tried and why it was passed over. What `BILLOW_DUCKDB` names must
    ///   load: nothing else is tried then.
    package static func locate(environment: [String: String]) throws -> DuckDB {
        var search = DriverSearch(name: "duckdb", entry: entry)
        if let path = environment["BILLOW_DUCKDB"], !path.isEmpty {
            if let library = search.path(path, label: "\(path) (BILLOW_DUCKDB)") { return DuckDB(library: library) }
            throw notFound(search)
        }
        guard let library = find(&search, environment) else { throw notFound(search) }
        return DuckDB(library: library)
    }

    private static func find(_ search: inout DriverSearch, _ environment: [String: String]) -> DriverLibrary? {
        for folder in driverFolders(environment) {
            if let library = search.driversFolder(folder, label: "\(folder) (ADBC drivers)") { return library }
        }
        for name in ["libduckdb.so", "libduckdb.dylib"] {
            if let library = search.systemLibrary(name) { return library }
        }
        for folder in toolFolders(environment) {
            if let library = search.driverFolder(folder) { return library }
        }
        return nil
    }

    private static func driverFolders(_ environment: [String: String]) -> [String] {
        let listed = (environment["ADBC_DRIVER_PATH"] ?? "").split(separator: ":").map(String.init)
        let home = environment["HOME"].map { [$0 + "/.config/adbc/drivers"] } ?? []
        return listed + home + ["/etc/adbc/drivers"]
    }

    private static func toolFolders(_ environment: [String: String]) -> [URL] {
        let executable = URL(fileURLWithPath: CommandLine.arguments.first ?? "").resolvingSymlinksInPath()
        let starts = [
            (Bundle.main.executableURL ?? executable).resolvingSymlinksInPath().deletingLastPathComponent(),
            URL(fileURLWithPath: FileManager.default.currentDirectoryPath),
        ]
        var folders: [URL] = []
        for start in starts {
            var folder = start.standardizedFileURL
            while true {
                let tools = folder.appendingPathComponent(".tools/duckdb")
                if !folders.contains(tools) { folders.append(tools) }
                let parent = folder.deletingLastPathComponent().standardizedFileURL
                if parent.path == folder.path || folder.path == "/" { break }
                folder = parent
            }
        }
        let home = environment["HOME"].map { [URL(fileURLWithPath: $0 + "/.local/share/billow/duckdb")] } ?? []
        return folders + home
    }

    private static func notFound(_ search: DriverSearch) -> BillowError {
        let places = search.attempts.map { "  \($0.place): \($0.reason)" }.joined(separator: "\n")
        return BillowError(
            .configuration, "no DuckDB library was found; tried:\n\(places)",
            hint: "Run `make setup`, or set BILLOW_DUCKDB to a DuckDB library or the folder that holds it.")
    }
}

import BillingModel
import Foundation
import SQLEngine
import TestEngine
import Testing

@testable import ADBC

@Suite struct SearchTests {
    private func withFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("billow-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    private func failure(_ environment: [String: String]) -> BillowError? {
        do {
            _ = try DuckDB.locate(environment: environment)
            return nil
        } catch {
            return error as? BillowError
        }
    }

    @Test func whatIsNamedMustLoad() throws {
        try withFolder { folder in
            let missing = folder.appendingPathComponent("libduckdb.so").path
            let absent = try #require(failure(["BILLOW_DUCKDB": missing]))
            #expect(absent.code == .configuration)
            #expect(absent.message.contains("\(missing) (BILLOW_DUCKDB): does not exist"))
            #expect(absent.hint?.contains("make setup") == true)

            try Data("not a library".utf8).write(to: URL(fileURLWithPath: missing))
            let broken = try #require(failure(["BILLOW_DUCKDB": missing]))
            #expect(broken.message.contains("cannot be loaded"))

            let empty = try #require(failure(["BILLOW_DUCKDB": folder.appendingPathComponent("x").path]))
            #expect(empty.message.contains("does not exist"))
        }
    }

    @Test func aLibraryThatIsNoDriverSaysSo() throws {
        #if os(Linux)
            try withFolder { folder in
                try Data(#"{"library": "nothing.so"}"#.utf8).write(to: folder.appendingPathComponent("driver.json"))
                #expect(try #require(failure(["BILLOW_DUCKDB": folder.path])).message.contains("nothing.so"))
                try Data("{".utf8).write(to: folder.appendingPathComponent("driver.json"))
                #expect(try #require(failure(["BILLOW_DUCKDB": folder.path])).message.contains("cannot be read"))
            }
            let error = #expect(throws: BillowError.self) {
                try DriverLibrary(path: "libc.so.6", entry: DuckDB.entry)
            }
            #expect(error?.message.contains("does not export duckdb_adbc_init") == true)
        #endif
    }

    @Test func everyPlaceIsRemembered() throws {
        try withFolder { folder in
            try Data("not a library".utf8).write(to: folder.appendingPathComponent("libduckdb.so"))
            try Data("[Driver]\n[Driver.shared]\nother = \"x\"".utf8)
                .write(to: folder.appendingPathComponent("duckdb.toml"))
            var search = DriverSearch(name: "duckdb", entry: DuckDB.entry)
            #expect(search.driversFolder(folder.path, label: "drivers") == nil)
            #expect(search.driversFolder("/nowhere", label: "nowhere") == nil)
            #expect(search.systemLibrary("libnothing-of-the-kind.so") == nil)
            #expect(search.driverFolder(URL(fileURLWithPath: "/nowhere")) == nil)
            #expect(search.attempts.count == 5)
            #expect(search.attempts.allSatisfy { !$0.reason.isEmpty })
            #expect(search.attempts[0].place.hasSuffix("duckdb.toml"))
            #expect(search.attempts[1].place.hasSuffix("libduckdb.so"))
        }
    }

    @Test(.needsDuckDB) func foldersLibrariesAndManifestsLoad() throws {
        // Once loaded with what it needs, the library can be named directly.
        let path = try Engine.duckDB.get().library.path
        #expect(failure(["BILLOW_DUCKDB": path]) == nil)
        try withFolder { folder in
            try FileManager.default.createSymbolicLink(
                atPath: folder.appendingPathComponent("lib.so").path, withDestinationPath: path)
            try Data(#"{"library": "lib.so", "preload": []}"#.utf8)
                .write(to: folder.appendingPathComponent("driver.json"))
            #expect(failure(["BILLOW_DUCKDB": folder.path]) == nil)
        }
        try withFolder { folder in
            try Data("name = 'DuckDB'\n[Driver]\nentrypoint = 'duckdb_adbc_init'\nshared = '\(path)' # here\n".utf8)
                .write(to: folder.appendingPathComponent("duckdb.toml"))
            let found = try DuckDB.locate(environment: ["ADBC_DRIVER_PATH": folder.path])
            #expect(found.library.path == path)
        }
    }

    @Test func manifestsByPlatform() {
        let text = """
            manifest_version = 1
            [Driver]
            entrypoint = "start"  # not the default
            [Driver.shared]
            linux_amd64 = "/opt/linux.so"
            macos_arm64 = '/opt/mac.dylib'
            """
        #expect(DriverManifest(text, platform: "linux_amd64").shared == "/opt/linux.so")
        #expect(DriverManifest(text, platform: "macos_arm64").shared == "/opt/mac.dylib")
        #expect(DriverManifest(text, platform: "linux_arm64").shared == nil)
        #expect(DriverManifest(text, platform: "linux_amd64").entrypoint == "start")
    }
}

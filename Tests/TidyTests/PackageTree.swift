import Foundation

/// The package on disk, found from this file's own place.
enum PackageTree {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// What people write: everything in these folders, and these files.
    private static let roots = [
        "Package.swift", "Makefile", "README.md", "ARCHITECTURE.md", "Sources", "Tests", "scripts", "docs",
        "Benchmarks",
        ".ci",
    ]
    /// The empty extension is that of scripts.
    private static let textExtensions: Set<String> = [
        "", "swift", "md", "py", "sh", "c", "h", "txt", "yaml", "yml", "html", "css", "js", "sql", "modulemap",
    ]

    static func files() throws -> [SourceFile] { try loaded.get() }

    /// Read once: every rule is applied to the same files.
    private static let loaded = Result {
        try roots.flatMap(paths(below:)).sorted().map { path in
            SourceFile(path, try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8))
        }
    }

    /// Relative paths of the text files in a folder, or the file itself; none where it does not exist.
    private static func paths(below name: String) -> [String] {
        let url = root.appendingPathComponent(name)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else { return [] }
        guard isFolder.boolValue else { return [name] }
        let below = FileManager.default.enumerator(atPath: url.path)?.compactMap { $0 as? String } ?? []
        return below.map { "\(name)/\($0)" }.filter(isText)
    }

    private static func isText(_ path: String) -> Bool {
        let url = root.appendingPathComponent(path)
        guard textExtensions.contains(url.pathExtension), !path.contains("__pycache__") else { return false }
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) && !isFolder.boolValue
    }

    /// `Package.swift` as SwiftPM understands it. In a build folder of its own, since the tests' one is locked.
    static func manifest() throws -> PackageManifest {
        let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("tidy-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: scratch) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "swift", "package", "dump-package", "--package-path", root.path, "--scratch-path", scratch.path,
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let json = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return try JSONDecoder().decode(PackageManifest.self, from: json)
    }
}

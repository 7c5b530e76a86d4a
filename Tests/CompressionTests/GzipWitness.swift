import Foundation

/// Python's gzip module, which is zlib.
enum GzipWitness {
    private static let packageRoot = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// `BILLOW_TEST_PYTHON`, or the interpreter that the setup script puts under `.tools`.
    private static let interpreter: String? = {
        let named = ProcessInfo.processInfo.environment["BILLOW_TEST_PYTHON"]
        let path = named ?? packageRoot.appendingPathComponent(".tools/python/bin/python3").path
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }()

    /// In CI its absence is a failure, not a reason to skip.
    static let canBeCalled = interpreter != nil || ProcessInfo.processInfo.environment["CI"] == "true"

    struct Failure: Error {}

    /// A new folder with `count` streams and their contents.
    static func write(seed: UInt64, count: Int) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("billow-gzip-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        _ = try run(["write", folder.path, "\(seed)", "\(count)"])
        return folder
    }

    static func read(_ packed: [UInt8]) throws -> [UInt8] {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("billow-\(UUID().uuidString).gz")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(packed).write(to: file)
        return [UInt8](try run(["read", file.path]))
    }

    private static func run(_ arguments: [String]) throws -> Data {
        guard let interpreter else { throw Failure() }
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: interpreter)
        process.arguments = [packageRoot.appendingPathComponent("Tests/Witnesses/gzip_witness.py").path] + arguments
        process.standardOutput = output
        try process.run()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure() }
        return bytes
    }
}

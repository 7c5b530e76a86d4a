import Foundation
import Testing

/// pyarrow, DuckDB and Polars: readers that share no code with us.
enum Witness {
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
    static let comment: Comment = "no Python for witnesses: set BILLOW_TEST_PYTHON or run scripts/setup --tests"

    /// What differs between files and what they should hold, in one call because Python starts slowly.
    static func differences(_ files: [(name: String, bytes: [UInt8], expected: any Encodable)]) throws -> [Substring] {
        let folder = try TemporaryFolder()
        for file in files {
            try Data(file.bytes).write(to: folder.url.appendingPathComponent("\(file.name).parquet"))
            try JSONEncoder().encode(file.expected).write(to: folder.url.appendingPathComponent("\(file.name).json"))
        }
        let lines = try run("parquet_witness.py", folder.url.path)
        return lines.last == "\(files.count) files read" ? lines.dropLast() : lines
    }

    /// The lines that a script of `Tests/Witnesses` prints, errors too.
    @discardableResult
    static func run(_ script: String, _ arguments: String...) throws -> [Substring] {
        let interpreter = try #require(interpreter)
        // Into a file, so that no pipe can fill up.
        let folder = try TemporaryFolder()
        let output = folder.url.appendingPathComponent("output")
        try Data().write(to: output)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: interpreter)
        process.arguments = [packageRoot.appendingPathComponent("Tests/Witnesses/\(script)").path] + arguments
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = process.standardOutput
        try process.run()
        process.waitUntilExit()
        return String(decoding: try Data(contentsOf: output), as: UTF8.self).split(separator: "\n")
    }
}

/// Removed when nobody holds it any more.
final class TemporaryFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("billow-parquet-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }
}

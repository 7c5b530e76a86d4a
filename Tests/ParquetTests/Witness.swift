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
    static func differences(_ files: [(name: String, bytes: [UInt8], expected: Table)]) throws -> [Substring] {
        let interpreter = try #require(interpreter)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "billow-parquet-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for file in files {
            try Data(file.bytes).write(to: folder.appendingPathComponent("\(file.name).parquet"))
            try JSONEncoder().encode(file.expected).write(to: folder.appendingPathComponent("\(file.name).json"))
        }
        // Into a file, so that no pipe can fill up.
        let output = folder.appendingPathComponent("output")
        try Data().write(to: output)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: interpreter)
        process.arguments = [
            packageRoot.appendingPathComponent("Tests/Witnesses/parquet_witness.py").path, folder.path,
        ]
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = process.standardOutput
        try process.run()
        process.waitUntilExit()
        let lines = String(decoding: try Data(contentsOf: output), as: UTF8.self).split(separator: "\n")
        return lines.last == "\(files.count) files read" ? lines.dropLast() : lines
    }
}

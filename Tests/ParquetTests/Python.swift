import Foundation
import Testing

/// Python with DuckDB and pyarrow: readers and writers of Parquet that share no code with us.
enum Python {
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
    static let comment: Comment = "no Python for witnesses: set BILLOW_TEST_PYTHON or make .tools/python"

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// What a script of `Tests/Witnesses` prints. Output goes through files, so that no pipe can fill up.
    @discardableResult
    static func witness(_ script: String, _ arguments: String...) throws -> Data {
        guard let interpreter else { throw Failure(description: "\(comment)") }
        let folder = try TemporaryFolder()
        let (output, errors) = (folder.url.appendingPathComponent("out"), folder.url.appendingPathComponent("err"))
        for file in [output, errors] { try Data().write(to: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: interpreter)
        process.arguments = [packageRoot.appendingPathComponent("Tests/Witnesses/\(script)").path] + arguments
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let text = String(decoding: try Data(contentsOf: errors), as: UTF8.self)
            throw Failure(description: "\(script) \(arguments): \(text)")
        }
        return try Data(contentsOf: output)
    }
}

/// Removed when nobody holds it any more.
final class TemporaryFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("billow-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }
}

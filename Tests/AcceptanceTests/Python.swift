import Foundation
import Testing

/// The witnesses: programs that share no code with Billow.
enum Python {
    static let packageRoot = URL(fileURLWithPath: #filePath)
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

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    static func witness(_ script: String, _ arguments: [String]) throws -> Data {
        try run([packageRoot.appendingPathComponent("Tests/Witnesses/\(script)").path] + arguments)
    }

    /// The witness's own verdict is its exit code.
    static func finished(_ script: String, _ arguments: [String]) throws -> Program.Finished {
        try start([packageRoot.appendingPathComponent("Tests/Witnesses/\(script)").path] + arguments)
    }

    private static func start(_ arguments: [String]) throws -> Program.Finished {
        guard let interpreter else { throw Failure(description: "\(comment)") }
        return try Program.run(interpreter, arguments)
    }

    static func run(_ arguments: [String]) throws -> Data {
        let finished = try start(arguments)
        guard finished.exitCode == 0 else {
            throw Failure(description: "\(arguments): \(String(decoding: finished.errors, as: UTF8.self))")
        }
        return finished.output
    }
}

/// Another process, run to its end.
enum Program {
    struct Finished {
        let exitCode: Int32
        let output: Data
        let errors: Data
    }

    /// Output goes through files, so that no pipe can fill up.
    static func run(
        _ executable: String, _ arguments: [String], environment: [String: String]? = nil, folder: URL? = nil
    ) throws -> Finished {
        let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("billow-run-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        let (output, errors) = (scratch.appendingPathComponent("output"), scratch.appendingPathComponent("errors"))
        for file in [output, errors] { try Data().write(to: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = arguments
        if let environment {
            process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        }
        if let folder { process.currentDirectoryURL = folder }
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        process.waitUntilExit()
        return Finished(
            exitCode: process.terminationStatus, output: try Data(contentsOf: output),
            errors: try Data(contentsOf: errors))
    }
}

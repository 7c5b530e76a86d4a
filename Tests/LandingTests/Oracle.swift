import Foundation
import Testing

/// `Tests/Witnesses/landing_oracle.py`: what must become of CSV files, worked out by a program that shares no code with
/// Billow.
enum Oracle {
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

    struct Verdict: Decodable {
        enum Outcome: String, Decodable {
            case accepted, refused, either
        }

        let verdict: Outcome
        let why: String?
        /// Where the cells are that must be refused; empty when the fault is another one.
        let lines: [Int]?
        let columns: [String]?
        let rows: [[String?]]?
        let rounded: Int?
        let months: [String: Int]?
        let costs: [String: String]?
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// One verdict for each file; every `duckdbEvery`th accepted one is read by DuckDB too.
    static func judge(_ files: [HostileFile], accumulates: Bool, duckdbEvery: Int) throws -> [Verdict] {
        guard let interpreter else { throw Failure(description: "\(comment)") }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("billow-oracle-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (input, output, errors) = (
            folder.appending(path: "in"), folder.appending(path: "out"), folder.appending(path: "err")
        )
        var lines = ""
        for file in files {
            lines += "{\"csv\": \"\(Data(file.bytes).base64EncodedString())\", \"accumulates\": \(accumulates)}\n"
        }
        try Data(lines.utf8).write(to: input)
        for file in [output, errors] { try Data().write(to: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: interpreter)
        process.arguments = [
            packageRoot.appendingPathComponent("Tests/Witnesses/landing_oracle.py").path, input.path, "--duckdb",
            String(duckdbEvery),
        ]
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(description: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
        }
        let decoder = JSONDecoder()
        return try Data(contentsOf: output).split(separator: UInt8(ascii: "\n")).map {
            try decoder.decode(Verdict.self, from: $0)
        }
    }
}

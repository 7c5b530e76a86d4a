import Foundation
import Testing

/// Python with DuckDB, delta-rs and polars: readers and writers that share no code with us.
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
    static let comment: Comment = "no Python for witnesses: set BILLOW_TEST_PYTHON or make .tools/python"

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// What the script prints. Output goes through files, so that no pipe can fill up.
    @discardableResult
    static func run(_ script: String, _ arguments: [String]) throws -> Data {
        guard let interpreter else { throw Failure(description: "\(comment)") }
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let (output, errors) = (try folder.file("output"), try folder.file("errors"))
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

/// What one reader saw, see `delta_witness.py`.
struct Seen: Decodable, Equatable {
    struct Column: Decodable, Equatable {
        let name: String
        let type: String
    }

    struct Group: Decodable, Equatable {
        let key: [String: String?]
        let rows: Int
        let sums: [String: String?]
    }

    let version: Int
    let rows: Int
    let columns: [Column]
    let files: Int
    let sums: [String: String?]
    let groups: [Group]?
    let transactions: [String: Int?]?

    static func both(_ table: String, _ arguments: String...) throws -> (deltalake: Seen, polars: Seen) {
        let output = try Witness.run("delta_witness.py", [table] + arguments)
        let seen = try JSONDecoder().decode([String: Seen].self, from: output)
        return (try #require(seen["deltalake"]), try #require(seen["polars"]))
    }
}

struct TemporaryFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("billow-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    func remove() {
        try? FileManager.default.removeItem(at: url)
    }

    /// A new, empty file.
    func file(_ name: String) throws -> URL {
        let file = url.appendingPathComponent(name)
        try Data().write(to: file)
        return file
    }
}

import Foundation
import Testing

/// The product itself, as a script sees it.
enum Binary {
    /// Beside the test bundle, where the build puts it.
    static let path: String? = {
        let beside = [
            URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent(),
            Python.packageRoot.appendingPathComponent(".build/debug"),
        ]
        return beside.map { $0.appendingPathComponent("billow").path }.first(
            where: FileManager.default.isExecutableFile)
    }()

    static let canBeCalled = path != nil || ProcessInfo.processInfo.environment["CI"] == "true"
    static let comment: Comment = "the program billow is not built: run `swift build` first"

    static func run(_ scratch: Scratch, _ arguments: String...) throws -> Program.Finished {
        try run(scratch, arguments)
    }

    static func run(_ scratch: Scratch, _ arguments: [String]) throws -> Program.Finished {
        try Program.run(
            try #require(path), arguments, environment: ["BILLOW_LAKE": scratch.lake.path, "BILLOW_THREADS": "2"],
            folder: Python.packageRoot)
    }
}

extension Program.Finished {
    var json: [String: Any] {
        get throws { try #require(try JSONSerialization.jsonObject(with: output) as? [String: Any]) }
    }

    var errorJSON: [String: Any] {
        get throws {
            let object = try #require(try JSONSerialization.jsonObject(with: errors) as? [String: Any])
            return try #require(object["error"] as? [String: Any])
        }
    }
}

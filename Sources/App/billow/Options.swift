import ArgumentParser
import Foundation
import Reporting
import Wiring

extension OutputFormat: ExpressibleByArgument {}

struct LakeOptions: ParsableArguments {
    @Option(help: "The lake's folder. Default: BILLOW_LAKE, otherwise ./lake.")
    var lake: String?

    @Option(
        help: ArgumentHelp(
            "The configuration. Default: BILLOW_CONFIG, otherwise ./billow.yaml where there is one.",
            valueName: "path"))
    var config: String?

    func workbench() throws -> Workbench {
        Workbench(settings: try Settings(), lake: lake, config: config)
    }
}

struct OutputOptions: ParsableArguments {
    @Option(help: "table for people, json or csv for programs.")
    var output: OutputFormat = .table
}

enum WallClock {
    /// Milliseconds since 1970, UTC.
    static let nowMillis: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970 * 1000) }
}

/// Writes text as it is; a reader that went away (`billow query … | head`) is no error.
func printOut(_ text: String) {
    FileHandle.standardOutput.write(Data(text.utf8))
}

/// What a person should know of an answer and a program need not read.
func printRemark(_ text: String) {
    FileHandle.standardError.write(Data("note: \(Terminal.safe(text))\n".utf8))
}

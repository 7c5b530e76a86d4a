import ArgumentParser
import Wiring

/// The child process in which `billow ingest` has delivered Parquet files read; nothing to call by hand.
struct LandParquetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "land-parquet", abstract: "Reads Parquet files for `billow ingest`.", shouldDisplay: false)

    func run() async throws {
        try await Workbench(settings: try Settings()).serveParquet()
    }
}

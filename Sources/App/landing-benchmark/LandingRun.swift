import BillingModel
import Foundation
import Pipeline
import Wiring

/// Lands what is in a folder as `billow ingest` does, but stops after the raw commit: what `Benchmarks/run.py` times as
/// landing alone. Arguments: the folder and the lake.
@main
struct LandingRun {
    static func main() async {
        do {
            let arguments = CommandLine.arguments
            guard arguments.count == 3 else {
                throw BillowError(.usage, "\(arguments.count - 1) arguments", hint: "landing-benchmark FOLDER LAKE")
            }
            try await land(folder: arguments[1], lake: arguments[2])
        } catch {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            exit((error as? BillowError)?.code.exitCode ?? BillowError.Code.bug.exitCode)
        }
    }

    private static func land(folder: String, lake: String) async throws {
        let workbench = Workbench(settings: try Settings(), lake: lake)
        let ingest = Ingest(
            lake: try workbench.lake(create: true), sources: Workbench.sources,
            session: try workbench.deferredSession(),
            parquet: workbench.parquet(), reach: .raw, nowMillis: { Int64(Date().timeIntervalSince1970 * 1000) })
        let result = try await ingest.run(try workbench.locations([folder]))
        for run in result.runs where run.state != .landed {
            throw BillowError(
                .badData, "\(run.state.rawValue): \(run.reason ?? "no reason")", source: "\(run.export) \(run.run)")
        }
        print("\(result.runs.reduce(0) { $0 + ($1.rows ?? 0) }) rows landed")
    }
}

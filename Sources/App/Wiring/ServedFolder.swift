import BillingModel
import Pipeline
import SQLEngine
import Serving
import Tables

/// A lake on this machine for the server to read.
package struct ServedFolder: LakeReader {
    private let workbench: Workbench
    private let lake: Lake

    package init(_ workbench: Workbench) throws {
        self.workbench = workbench
        lake = try workbench.lake(create: false)
    }

    package func versions() async throws -> LakeVersions {
        var versions: [String: Int] = [:]
        versions["daily"] = try await lake.daily().latestVersion()
        versions["focus"] = try await lake.focus().latestVersion()
        versions["quarantine"] = try await lake.quarantine().latestVersion()
        for source in try await lake.sources() {
            versions["raw/\(source)"] = try await lake.raw(source).latestVersion()
        }
        guard versions["daily"] != nil else {
            throw BillowError(
                .nothingToRead, "the lake at \(workbench.lakeFolder) is empty",
                hint: "run `billow ingest FOLDER` first")
        }
        return LakeVersions(versions, configuration: try workbench.configuration().fingerprint)
    }

    package func open() async throws -> any SQLSession { try await workbench.lockedSession(keepingDaily: true) }

    package func runs() async throws -> [RunReport] {
        try await LandedRuns(lake: lake, sources: Workbench.sources).reports()
    }

    package func months() async throws -> [MonthHistory] { try await LakeHistory(lake: lake).months() }

    package func origins() async throws -> LakeOrigins {
        try await LakeOrigins(lake: lake, sources: Workbench.sources)
    }
}

import BillingModel
import BillingSources

extension Ingest {
    /// Makes `focus` and `daily` show what `raw` holds. Answers how many months were behind.
    func repair() async throws -> Int {
        var work = LandingWork(ingest: self, staging: try Staging(lake: lake.store), locations: [])
        return try await work.repair()
    }

    /// What a raw table is of.
    func dataset(of raw: RawState) throws -> any Dataset {
        guard let id = raw.snapshot?.metadata.configuration[PreparedUnit.datasetSetting], let dataset = dataset(id)
        else {
            throw BillowError(
                .configuration, "nobody knows how raw/\(raw.source) maps to FOCUS", source: "raw/\(raw.source)")
        }
        return dataset
    }
}

import BillingModel
import Foundation
import Pipeline
import SQLEngine
import Sampling
import Testing

/// What a mapping changes, the row says.
@Suite("Changes that mappings make") struct SourceChangesTests {
    /// Made by the mapping alone, or of another type there.
    private static let derived: Set<String> = ["ServiceProviderName", "HostProviderName", "Tags"]

    @Test("no value of FOCUS exports is another in focus without its name in x_source_changes, nor named without cause")
    func nothingInSilence() async throws {
        let scratch = try Scratch()
        let request = SampleRequest(
            folder: scratch.exports.path, seed: 5, months: 1, rows: 300,
            lastMonth: try #require(BillingPeriod(year: 2025, month: 10)), regenerate: false)
        try await Sampler(session: try await scratch.workbench.session()).write(request)
        try await scratch.ingest()
        for source in ["aws-focus", "azure-focus", "oci-focus"] {
            let raw = try await scratch.workbench.lake(create: false).raw(source).snapshot()?.metadata
            let names = try #require(raw).columns.map(\.name).filter {
                FOCUS.columnsByName[$0] != nil && !Self.derived.contains($0)
            }
            #expect(names.count > 30)
            for name in names {
                let isOther: SQLText = """
                    NULLIF(CAST(r.\(name: name) AS VARCHAR), '') IS DISTINCT FROM CAST(f.\(name: name) AS VARCHAR)
                    """
                let pattern = "\\b\(name)[A-Z]"
                let isNamed: SQLText = "coalesce(regexp_matches(f.x_source_changes, \(pattern)), false)"
                let found = try await scratch.query(
                    """
                    SELECT count(*) FILTER (\(sql: isOther) AND NOT \(sql: isNamed)),
                        count(*) FILTER (NOT (\(sql: isOther)) AND \(sql: isNamed)), count(*) > 0
                    FROM focus AS f JOIN raw.\(name: source) AS r USING (x_file, x_row)
                    """)
                #expect(found == [["0", "0", "true"]], "\(source) \(name)")
            }
        }
    }

    @Test("amounts that were put in place of missing ones, and those that were not")
    func onItsRows() async throws {
        let scratch = try Scratch()
        try scratch.write(
            """
            BilledCost,EffectiveCost,BillingCurrency,BillingPeriodStart,ChargePeriodStart,ChargeFrequency,Tags,\
            ProviderName
            1,,EUR,2025-10-01T00:00:00Z,2025-10-01T00:00:00Z,One-time,"{""a"":""b""}",Acme
            2,0.5,EUR,2025-10-01T00:00:00Z,2025-10-02T00:00:00Z,One-Time,no object,Acme
            3,3,EUR,2025-10-01T00:00:00Z,2025-10-03T00:00:00Z,,,Acme

            """, to: "costs.csv")
        try await scratch.ingest()
        let found = try await scratch.query(
            "SELECT EffectiveCost::DOUBLE, ContractedCost::INT, x_source_changes FROM focus ORDER BY BilledCost")
        let always = "ContractedCostFromBilledCost"
        #expect(
            found == [
                ["1.0", "1", "ChargeFrequencyRespelled,\(always),EffectiveCostFromBilledCost"],
                ["0.5", "2", "\(always),TagsUnreadable"], ["3.0", "3", always],
            ])
    }
}

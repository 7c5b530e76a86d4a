import BillingModel
import Reporting
import SQLEngine

/// Days that stray, of the last ones.
struct AnomalyList: Sendable {
    let asOf: ReportDay
    let dimension: ReportDimension
    let anomalies: [CostAnomaly]

    /// What a day is compared with: 28 days before it, and the same day of the month before.
    private static let daysBefore = 35

    init(
        by name: String, asOf: ReportDay, days: Int, measure: CostReport.Measure,
        conditions: [CostReport.Filter], attributes: [String] = [], on session: any SQLSession
    ) async throws {
        self.asOf = asOf
        dimension = try ReportDimension(name, attributes: attributes)
        let first = try asOf.adding(days: 1 - days - Self.daysBefore)
        let result = try await CostReport(
            dimensions: [name], granularity: .day, range: .days(from: first, through: asOf), measure: measure,
            conditions: conditions, top: 200, attributes: attributes
        ).run(on: session, rowsMax: LakeState.rowsMax)
        let looked = try (0..<days).map { try asOf.adding(days: -$0) }
        anomalies = try CostAnomaly.all(try CostSeries.all(result), days: looked)
    }

    func json(_ versions: LakeVersions) -> String {
        let rows = anomalies.map { anomaly in
            JSONText.object([
                ("date", JSONText.string(anomaly.day.description)),
                ("group", JSONText.object([(dimension.name, JSONText.string(anomaly.values.first ?? nil))])),
                ("currency", JSONText.string(anomaly.currency)),
                ("cost", JSONText.string(anomaly.actual.description)),
                ("usual", JSONText.string(anomaly.usual.description)),
                ("impact", JSONText.string(anomaly.impact.description)),
            ])
        }
        return JSONText.object([
            ("meta", JSONText.object([("versions", versions.json), ("as_of", JSONText.string(asOf.description))])),
            ("anomalies", JSONText.lines(rows)),
        ]) + "\n"
    }
}

import BillingModel
import Columnar
import Pipeline
import Reporting
import SQLEngine

/// How far each export has come.
struct Freshness: Sendable {
    struct Export: Sendable {
        let source: String
        let export: String
        let newestPeriod: String?
        let lastDay: ReportDay?
        /// Days since ``lastDay``, today.
        let daysOld: Int?
        let landedMillis: Int64?
        let rhythm: DeliveryRhythm
        /// Days that it is behind the export that is furthest.
        let daysBehind: Int

        /// A cloud delivers yesterday's usage in the course of a day or two.
        var isStale: Bool { daysBehind > 2 }

        var json: String {
            func number(_ number: Int?) -> String { number.map(String.init) ?? "null" }
            return JSONText.object([
                ("source", JSONText.string(source)), ("export", JSONText.string(export)),
                ("newest_period", JSONText.string(newestPeriod)), ("last_day", JSONText.string(lastDay?.description)),
                ("landed_at", JSONText.string(landedMillis.map(UTCText.second))), ("days_behind", String(daysBehind)),
                ("stale", isStale ? "true" : "false"), ("days_since_usage", number(daysOld)),
                ("days_since_landing", number(rhythm.daysSince)), ("usual_days_between", number(rhythm.usualDays)),
                ("overdue", rhythm.isOverdue.map { $0 ? "true" : "false" } ?? "null"),
            ])
        }
    }

    let exports: [Export]

    /// A limited reader is told of usage only: landings are of all rows.
    init(_ state: LakeState, today: ReportDay) async throws {
        let rows = try await state.session.rows(
            """
            SELECT x_source, x_export, max(x_billing_period),
              CAST(coalesce(max(UsageDate) FILTER (WHERE ChargeCategory = 'Usage'), max(UsageDate)) AS VARCHAR)
            FROM daily GROUP BY 1, 2 ORDER BY 1, 2
            """)
        let months = try await state.contents().months
        exports = rows.map { row in
            let texts = row.map { cell -> String? in if case .text(let text) = cell { text } else { nil } }
            let (source, export) = (texts[0] ?? "", texts[1] ?? "")
            let last = texts[3].flatMap { ReportDay($0) }
            let own = months.filter { $0.key.source == source && $0.key.export == export }
            let behind = state.lastDay.flatMap { newest in last.map { newest.daysSince1970 - $0.daysSince1970 } } ?? 0
            return Export(
                source: source, export: export, newestPeriod: texts[2], lastDay: last,
                daysOld: last.map { max(0, today.daysSince1970 - $0.daysSince1970) },
                landedMillis: own.compactMap { $0.shown?.landedMillis }.max(),
                rhythm: DeliveryRhythm(
                    landedMillis: own.flatMap(\.generations).map(\.landedMillis), today: today),
                daysBehind: max(0, behind))
        }
    }
}

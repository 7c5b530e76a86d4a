import BillingModel
import Pipeline
import Reporting

extension ExplainedCost {
    /// One object; a contract (`docs/formats/output.md`).
    package var json: String { JSONText.object(members) + "\n" }

    var members: [(name: String, json: String)] {
        [
            ("totals", Self.json(answer.totals)), ("deliveries", JSONText.lines(deliveries.map(Self.json))),
            ("objects", JSONText.lines(objects.map(Self.json))), ("rows", JSONText.lines(answer.rows.map(Self.json))),
            ("not_counted", JSONText.lines(notCounted.map(Self.json))),
        ]
    }

    private static func json(_ sums: [String: CostAnswer.Sum]) -> String {
        JSONText.object(
            sums.sorted { $0.key < $1.key }.map { currency, sum in
                (
                    currency,
                    JSONText.object([
                        ("rows", String(sum.rows)), ("billed", JSONText.string(sum.billed.description)),
                        ("effective", JSONText.string(sum.effective?.description)),
                    ])
                )
            })
    }

    private static func json(_ delivery: Delivery) -> String {
        let shortage = delivery.origin?.run.shortage
        let short = shortage?.billed.sorted { $0.key < $1.key }.map { ($0, JSONText.string($1.description)) } ?? []
        return JSONText.object([
            ("source", JSONText.string(delivery.id.source)), ("export", JSONText.string(delivery.id.export)),
            ("period", JSONText.string(delivery.id.period.description)), ("run", JSONText.string(delivery.id.run)),
            ("generation", String(delivery.generation)),
            ("landed_at", JSONText.string(delivery.origin.map { UTCText.second($0.landedMillis) })),
            ("location", JSONText.string(delivery.origin?.run.location)), ("counted", "true"),
            ("quarantined", String(shortage?.rows ?? 0)), ("short_by", JSONText.object(short)),
            ("totals", json(delivery.sums)),
        ])
    }

    private static func json(_ object: Object) -> String {
        JSONText.object([
            ("source", JSONText.string(object.id.source)), ("export", JSONText.string(object.id.export)),
            ("run", JSONText.string(object.id.run)), ("location", JSONText.string(object.origin?.location)),
            ("path", JSONText.string(object.id.path)), ("etag", JSONText.string(object.origin?.etag)),
            ("sha256", JSONText.string(object.origin?.sha256)),
            ("bytes", object.origin.map { String($0.sizeBytes) } ?? "null"),
            (
                "row_numbers",
                JSONText.array(object.numbers.map { "[\($0.lowerBound), \($0.upperBound)]" })
            ),
            ("totals", json(object.sums)),
        ])
    }

    private static func json(_ row: CostAnswer.Row) -> String {
        JSONText.object(
            [
                ("source", JSONText.string(row.object.source)), ("path", JSONText.string(row.object.path)),
                ("row", String(row.number)),
            ] + zip(CostAnswer.rowColumns, row.cells).map { ($0, JSONText.string($1)) })
    }

    private static func json(_ other: LakeOrigins.NotCounted) -> String {
        let billed = other.totals.costs.sorted { $0.key < $1.key }.map {
            ($0.key, JSONText.string($0.value.billed.description))
        }
        return JSONText.object([
            ("source", JSONText.string(other.source)), ("export", JSONText.string(other.export)),
            ("period", JSONText.string(other.period.description)), ("billed", JSONText.object(billed)),
            ("reason", JSONText.string(other.reason)),
        ])
    }

    /// `1-12 15`; with more than `max` ranges the rest is an ellipsis.
    package static func numbers(_ ranges: [ClosedRange<Int>], max: Int) -> String {
        let shown = ranges.prefix(max).map {
            $0.count == 1 ? String($0.lowerBound) : "\($0.lowerBound)-\($0.upperBound)"
        }
        return shown.joined(separator: " ") + (ranges.count > max ? " …" : "")
    }
}

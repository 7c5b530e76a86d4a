import BillingModel
import Pipeline
import Reporting

/// What `billow explain` prints; the JSON is a contract (`docs/formats/output.md`).
struct ExplainOutput {
    private let answer: CostAnswer
    private let deliveries: [Delivery]
    private let objects: [Object]
    private let notCounted: [LakeOrigins.NotCounted]

    /// A delivery's share in a month.
    private struct Delivery {
        let id: LakeOrigins.DeliveryID
        let generation: Int
        let origin: LakeOrigins.Delivery?
        let sums: [String: CostAnswer.Sum]
    }

    private struct Object {
        let id: CostAnswer.Object
        let origin: SourceObject?
        let numbers: [ClosedRange<Int>]
        let sums: [String: CostAnswer.Sum]
    }

    init(answer: CostAnswer, origins: LakeOrigins) throws {
        self.answer = answer
        var seen = Set<LakeOrigins.DeliveryID>()
        let ids = answer.parts.map(\.delivery).filter { seen.insert($0).inserted }
        let byDelivery = Dictionary(grouping: answer.parts, by: \.delivery)
        let byObject = Dictionary(grouping: answer.parts, by: \.object)
        deliveries = try ids.map { id in
            let parts = byDelivery[id] ?? []
            return Delivery(
                id: id, generation: parts.map(\.generation).max() ?? 0, origin: origins.deliveries[id],
                sums: try parts.sums())
        }
        objects = try answer.objects.map { id in
            let identity = SourceObject.Identity(source: id.source, export: id.export, run: id.run, path: id.path)
            return Object(
                id: id, origin: origins.objects[identity], numbers: answer.rowNumbers[id] ?? [],
                sums: try byObject[id]?.sums() ?? [:])
        }
        notCounted = origins.notCounted.filter { other in
            ids.contains {
                $0.period == other.period && $0.source == other.rival?.source && $0.export == other.rival?.export
            }
        }
    }

    func text(_ format: OutputFormat) -> String {
        switch format {
        case .table: totals + deliveryTable + objectTable + rowTable + others
        case .csv: csv
        case .json: json
        }
    }

    // MARK: JSON

    private var json: String {
        JSONText.object([
            ("totals", Self.json(answer.totals)), ("deliveries", Self.lines(deliveries.map(Self.json))),
            ("objects", Self.lines(objects.map(Self.json))), ("rows", Self.lines(answer.rows.map(Self.json))),
            ("not_counted", Self.lines(notCounted.map(Self.json))),
        ]) + "\n"
    }

    private static func lines(_ items: [String]) -> String {
        items.isEmpty ? "[]" : "[\n  " + items.joined(separator: ",\n  ") + "]"
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

    // MARK: CSV

    private var csv: String {
        let header = [
            "source", "export", "run", "location", "path", "etag", "sha256", "bytes", "row_numbers", "currency", "rows",
            "billed", "effective",
        ]
        return CSVText.line(header)
            + objects.flatMap { object in
                object.sums.sorted { $0.key < $1.key }.map { currency, sum in
                    CSVText.line([
                        object.id.source, object.id.export, object.id.run, object.origin?.location, object.id.path,
                        object.origin?.etag, object.origin?.sha256, object.origin.map { String($0.sizeBytes) },
                        Self.numbers(object.numbers, max: .max), currency, String(sum.rows), sum.billed.description,
                        sum.effective?.description,
                    ])
                }
            }.joined()
    }

    /// `1-12 15`; with more than `max` ranges the rest is an ellipsis.
    private static func numbers(_ ranges: [ClosedRange<Int>], max: Int) -> String {
        let shown = ranges.prefix(max).map {
            $0.count == 1 ? String($0.lowerBound) : "\($0.lowerBound)-\($0.upperBound)"
        }
        return shown.joined(separator: " ") + (ranges.count > max ? " …" : "")
    }

    // MARK: For people

    private var totals: String {
        let rows = answer.totals.sorted { $0.key < $1.key }.map { currency, sum in
            [Terminal.safe(currency), sum.billed.description, sum.effective?.description ?? "–", String(sum.rows)]
        }
        return Self.table(["Currency", "Billed", "Effective", "Rows"], rows, right: ["Billed", "Effective", "Rows"])
    }

    private var deliveryTable: String {
        let rows = deliveries.map { delivery -> [String] in
            let short = delivery.origin.map { $0.run.shortage.rows > 0 ? $0.run.shortage.description : "" } ?? ""
            return [
                delivery.id.period.description, delivery.id.source, Self.shown(delivery.id.export, 32),
                Self.shown(delivery.id.run, 40), String(delivery.generation),
                delivery.origin.map { UTCText.second($0.landedMillis) } ?? "–", Self.rows(delivery.sums),
                Self.billed(delivery.sums), Terminal.safe(short),
            ]
        }
        let header = ["Period", "Source", "Export", "Run", "Gen", "Landed at (UTC)", "Rows", "Billed", ""]
        return "\nDeliveries\n" + Self.table(header, rows, right: ["Gen", "Rows", "Billed"])
    }

    private var objectTable: String {
        let rows = objects.map { object in
            [
                Self.shown(object.id.path, 72), object.origin.map { ByteCount.text($0.sizeBytes) } ?? "–",
                object.origin.map { Self.shown($0.etag, 24) } ?? "–",
                object.origin.map { String($0.sha256.prefix(12)) } ?? "–", Self.rows(object.sums),
                Self.numbers(object.numbers, max: 4), Self.billed(object.sums),
            ]
        }
        let header = ["File", "Size", "ETag", "SHA-256", "Rows", "Row numbers", "Billed"]
        let places = Set(objects.compactMap { $0.origin?.location }).sorted().map { "in \(Terminal.safe($0))\n" }
        return "\nSource objects\n" + Self.table(header, rows, right: ["Size", "Rows", "Billed"]) + places.joined()
    }

    private var rowTable: String {
        guard !answer.rows.isEmpty else { return "" }
        let shown = ["ChargePeriodStart", "ServiceName", "SubAccountId", "ResourceId", "BillingCurrency", "BilledCost"]
        let places = shown.compactMap { CostAnswer.rowColumns.firstIndex(of: $0) }
        let rows = answer.rows.map { row in
            [Self.shown(String(row.object.path.split(separator: "/").last ?? ""), 36), String(row.number)]
                + places.map { Self.shown(row.cells[$0] ?? "–", 40) }
        }
        return "\nFirst rows\n" + Self.table(["File", "Row"] + shown, rows, right: ["Row", "BilledCost"])
    }

    private var others: String {
        notCounted.map { other in
            "\n\(other.period) \(other.source) \(Terminal.safe(other.export)), "
                + "\(GenerationTable.billed(other.totals)): \(Terminal.safe(other.reason))\n"
        }.joined()
    }

    private static func table(_ header: [String], _ rows: [[String]], right: Set<String>) -> String {
        let table = TextTable(header: header, rows: rows, isRight: header.map(right.contains))
        return table.headerLines + rows.map(table.line).joined()
    }

    private static func rows(_ sums: [String: CostAnswer.Sum]) -> String {
        String(sums.values.reduce(0) { $0 + $1.rows })
    }

    private static func billed(_ sums: [String: CostAnswer.Sum]) -> String {
        sums.sorted { $0.key < $1.key }.map { "\($0.value.billed.rounded(decimals: 2)) \(Terminal.safe($0.key))" }
            .joined(separator: ", ")
    }

    private static func shown(_ text: String, _ width: Int) -> String { Terminal.cut(Terminal.safe(text), to: width) }
}

extension CostAnswer.Part {
    fileprivate var delivery: LakeOrigins.DeliveryID {
        LakeOrigins.DeliveryID(source: source, export: export, period: period, run: run)
    }
}

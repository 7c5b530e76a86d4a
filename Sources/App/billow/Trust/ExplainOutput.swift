import BillingModel
import Pipeline
import Reporting
import Serving

/// What `billow explain` prints.
struct ExplainOutput {
    private typealias Object = ExplainedCost.Object
    private typealias Delivery = ExplainedCost.Delivery

    private let cost: ExplainedCost

    init(answer: CostAnswer, origins: LakeOrigins) throws {
        cost = try ExplainedCost(answer: answer, origins: origins)
    }

    private var answer: CostAnswer { cost.answer }
    private var deliveries: [Delivery] { cost.deliveries }
    private var objects: [Object] { cost.objects }
    private var notCounted: [LakeOrigins.NotCounted] { cost.notCounted }

    func text(_ format: OutputFormat) -> String {
        switch format {
        case .table: totals + deliveryTable + objectTable + rowTable + others
        case .csv: csv
        case .json: cost.json
        }
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
                        ExplainedCost.numbers(object.numbers, max: .max), currency, String(sum.rows),
                        sum.billed.description,
                        sum.effective?.description,
                    ])
                }
            }.joined()
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
                ExplainedCost.numbers(object.numbers, max: 4), Self.billed(object.sums),
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

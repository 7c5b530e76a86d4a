import BillingModel
import Landing
import Planning
import TableLog

/// One delivery in one month as the raw table's log records it: in the tags of its files and in the commit.
package struct LandedRun: Hashable, Sendable {
    package var export: String
    package var period: BillingPeriod
    package var run: String
    package var order: String
    package var generation: Int
    package var listing: String
    package var content: String
    package var rows: Int
    /// Cells with more than 18 decimals, in the whole delivery.
    package var roundedCells: Int
    /// Per currency: billed, effective, list and contracted cost in `focus`.
    package var costs: [String: ControlTotals.Costs]
    package var location: String
    package var manifest: String?
    /// SHA-256 of each file, in hex.
    package var hashes: [String] = []
    /// Rows that could not be read and are in the table `quarantine`.
    package var shortage: Quarantine.Shortage = .none

    var entry: Ledger.Entry {
        Ledger.Entry(
            export: export, period: period, run: run, order: order, generation: generation, listing: listing,
            content: content, rows: rows)
    }

    /// What a derived table names as its parent.
    var parent: String { "\(run)#\(generation)" }
}

extension LandedRun {
    /// By what nearly always tells one from another: the rest is long.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(export)
        hasher.combine(period)
        hasher.combine(run)
        hasher.combine(generation)
    }

    private static let prefix = "billow."
    /// On the first file of a delivery: ``Coverage/text``.
    static let coverageTag = "billow.coverage"

    /// For ``AddFile/tags``.
    var tags: [String: String] {
        var tags = [
            "export": export, "period": period.description, "run": run, "order": order,
            "generation": String(generation), "listing": listing, "content": content, "rows": String(rows),
            "rounded": String(roundedCells), "costs": LogText.costs(costs), "location": location,
            "sha256": hashes.joined(separator: ","),
        ]
        tags["manifest"] = manifest
        if shortage.rows > 0 {
            tags["short"] = LogText.shortage(shortage)
        }
        return Dictionary(uniqueKeysWithValues: tags.map { (Self.prefix + $0, $1) })
    }

    /// Nil for a file that was not landed by Billow.
    init?(tags: [String: String]) {
        func tag(_ name: String) -> String? { tags[Self.prefix + name] }
        guard let export = tag("export"), let period = tag("period").flatMap({ BillingPeriod($0) }),
            let run = tag("run"),
            let order = tag("order"), let generation = tag("generation").flatMap(Int.init),
            let listing = tag("listing"), let content = tag("content"), let rows = tag("rows").flatMap(Int.init)
        else { return nil }
        self.init(
            export: export, period: period, run: run, order: order, generation: generation, listing: listing,
            content: content, rows: rows, roundedCells: tag("rounded").flatMap(Int.init) ?? 0,
            costs: LogText.costs(tag("costs") ?? ""), location: tag("location") ?? "", manifest: tag("manifest"),
            hashes: tag("sha256")?.split(separator: ",").map(String.init) ?? [],
            shortage: tag("short").flatMap(LogText.shortage) ?? .none)
    }

    var json: JSONValue {
        .object(tags.reduce(into: [:]) { $0[String($1.key.dropFirst(Self.prefix.count))] = .string($1.value) })
    }

    init?(json: JSONValue) {
        guard let object = json.object else { return nil }
        self.init(tags: object.reduce(into: [:]) { $0[Self.prefix + $1.key] = $1.value.text })
    }
}

/// Costs and shortages as one line of text: `USD billed=1.5 effective=2;EUR billed=…`.
enum LogText {
    /// `rows=3 unknown=1;USD billed=1.5`.
    static func shortage(_ shortage: Quarantine.Shortage) -> String {
        let costs = costs(shortage.billed.mapValues { ControlTotals.Costs(billed: $0) })
        return "rows=\(shortage.rows) unknown=\(shortage.rowsOfUnknownCost);\(costs)"
    }

    static func shortage(_ text: String) -> Quarantine.Shortage? {
        let parts = text.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false)
        let counts = parts[0].split(separator: " ").map { $0.split(separator: "=").last.flatMap { Int($0) } }
        guard parts.count == 2, counts.count == 2, let rows = counts[0], let unknown = counts[1] else { return nil }
        return Quarantine.Shortage(
            rows: rows, rowsOfUnknownCost: unknown, billed: costs(String(parts[1])).mapValues(\.billed))
    }

    static func costs(_ costs: [String: ControlTotals.Costs]) -> String {
        costs.sorted { $0.key < $1.key }.map { currency, costs in
            let measures = [
                ("billed", costs.billed), ("effective", costs.effective), ("list", costs.list),
                ("contracted", costs.contracted),
            ]
            return ([currency] + measures.compactMap { name, value in value.map { "\(name)=\($0)" } }).joined(
                separator: " ")
        }.joined(separator: ";")
    }

    static func costs(_ text: String) -> [String: ControlTotals.Costs] {
        var costs: [String: ControlTotals.Costs] = [:]
        for part in text.split(separator: ";") {
            let words = part.split(separator: " ")
            guard let currency = words.first else { continue }
            var values: [Substring: ExactDecimal] = [:]
            for word in words.dropFirst() {
                let pair = word.split(separator: "=")
                if pair.count == 2 { values[pair[0]] = ExactDecimal.parse(String(pair[1])).value }
            }
            costs[String(currency)] = ControlTotals.Costs(
                billed: values["billed"] ?? .zero, effective: values["effective"], list: values["list"],
                contracted: values["contracted"])
        }
        return costs
    }
}

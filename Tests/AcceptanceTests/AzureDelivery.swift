import Foundation

/// An Azure actual cost export's delivery of one month, with its manifest.
struct AzureDelivery {
    static let header = [
        "Date", "BillingPeriodStartDate", "BillingAccountId", "SubscriptionId", "MeterCategory", "MeterId",
        "ChargeType",
        "PricingModel", "Quantity", "CostInBillingCurrency", "BillingCurrencyCode", "ResourceId", "Tags",
    ]

    struct Part {
        var name: String
        var bytes: [UInt8]
        var rows: Int?
    }

    var export = "daily"
    var month = "2025-10"
    var run = "aaaaaaaa-0000-4000-8000-000000000001"
    var submitted = "2025-11-02T03:00:00.0000000Z"
    var parts: [Part] = []
    /// The folder of the run.
    var folder: String

    init(month: String = "2025-10", run: Int = 1, day: Int = 2, folder: String? = nil) {
        self.month = month
        self.run = "aaaaaaaa-0000-4000-8000-\(String(format: "%012d", run))"
        submitted = "2026-01-\(String(format: "%02d", day))T03:00:00.0000000Z"
        let range = month.replacingOccurrences(of: "-", with: "")
        self.folder = folder ?? "cost/daily/\(range)01-\(range)28/202601\(String(format: "%02d", day))0300/\(self.run)"
    }

    /// One part of plain rows that cost these.
    init(
        month: String = "2025-10", run: Int = 1, day: Int = 2, folder: String? = nil, costs: [String]
    ) {
        self.init(month: month, run: run, day: day, folder: folder)
        add(rows: costs.map { row(cost: $0) })
    }

    func row(
        cost: String, currency: String = "EUR", tags: String = "", resource: String = "r1", day: Int = 5,
        subscription: String = "11111111-1111-1111-1111-111111111111"
    ) -> [String] {
        [
            "\(month)-\(String(format: "%02d", day))", "\(month)-01", "8611537", subscription, "Virtual Machines",
            "m-1",
            "Usage", "OnDemand", "1", cost, currency, "/subscriptions/1/resourceGroups/g/providers/x/y/\(resource)",
            tags,
        ]
    }

    mutating func add(header: [String] = header, rows: [[String]], isGzip: Bool = false) {
        add(bytes: Array(CSVText.make([header] + rows).utf8), rows: rows.count, isGzip: isGzip)
    }

    mutating func add(bytes: [UInt8], rows: Int?, isGzip: Bool = false) {
        let number = String(format: "part_%d_0001.csv", parts.count)
        let content = isGzip ? (try? gzip(bytes)) ?? [] : bytes
        parts.append(Part(name: isGzip ? number + ".gz" : number, bytes: content, rows: rows))
    }

    func path(_ part: Int = 0) -> String { "\(folder)/\(parts[part].name)" }
    var manifestPath: String { "\(folder)/manifest.json" }

    /// Writes parts and manifest; `edit` may change the manifest before.
    func write(
        to scratch: Scratch, type: String = "ActualCost", edit: (inout [String: Any]) -> Void = { _ in }
    ) throws {
        for part in parts { try scratch.write(part.bytes, to: "\(folder)/\(part.name)") }
        var manifest: [String: Any] = [
            "manifestVersion": "2024-04-01", "blobCount": parts.count,
            "byteCount": parts.reduce(0) { $0 + $1.bytes.count },
            "exportConfig": [
                "exportName": export, "type": type, "dataVersion": "2024-08-01",
                "resourceId": "/providers/Microsoft.Billing/billingAccounts/8611537/providers/x/exports/\(export)",
            ],
            "runInfo": ["runId": run, "submittedTime": submitted, "startDate": "\(month)-01T00:00:00"],
            "blobs": parts.map { part -> [String: Any] in
                var blob: [String: Any] = ["blobName": "root/\(folder)/\(part.name)", "byteCount": part.bytes.count]
                if let rows = part.rows { blob["dataRowCount"] = rows }
                return blob
            },
        ]
        let counts = parts.map(\.rows)
        if !counts.contains(nil) { manifest["dataRowCount"] = counts.compactMap { $0 }.reduce(0, +) }
        edit(&manifest)
        try scratch.write([UInt8](try JSONSerialization.data(withJSONObject: manifest)), to: manifestPath)
    }
}

/// CSV as RFC 4180 has it.
enum CSVText {
    static func make(_ rows: [[String]], lineBreak: String = "\n") -> String {
        rows.map { $0.map(cell).joined(separator: ",") + lineBreak }.joined()
    }

    static func cell(_ text: String) -> String {
        let isPlain = !text.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
        return isPlain ? text : "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    }
}

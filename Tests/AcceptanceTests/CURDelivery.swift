import Foundation

/// A Cost and Usage Report's delivery of one month: create-new (a folder for each assembly) or overwrite.
struct CURDelivery {
    static let header = [
        "identity/LineItemId", "bill/PayerAccountId", "bill/BillingPeriodStartDate", "lineItem/UsageAccountId",
        "lineItem/LineItemType", "lineItem/UsageStartDate", "lineItem/UsageEndDate", "lineItem/ProductCode",
        "lineItem/UnblendedCost", "lineItem/CurrencyCode",
    ]

    let month: String
    let assembly: String
    let createsNew: Bool
    var parts: [String] = []

    init(month: String = "2025-10", assembly: String, createsNew: Bool = true) {
        self.month = month
        self.assembly = assembly
        self.createsNew = createsNew
    }

    static func row(_ id: String, cost: String, month: String = "2025-10") -> [String] {
        [
            id, "123456789012", "\(month)-01T00:00:00Z", "123456789012", "Usage", "\(month)-03T00:00:00Z",
            "\(month)-03T01:00:00Z", "AmazonEC2", cost, "USD",
        ]
    }

    mutating func add(header: [String] = header, rows: [[String]]) {
        parts.append(CSVText.make([header] + rows))
    }

    mutating func add(costs: [String]) {
        add(rows: costs.enumerated().map { Self.row("\(parts.count)-\($0)", cost: $1, month: month) })
    }

    var monthFolder: String {
        let digits = month.replacingOccurrences(of: "-", with: "")
        return "cur/daily/\(digits)01-\(digits)31"
    }
    var folder: String { createsNew ? "\(monthFolder)/\(assembly)" : monthFolder }

    func path(_ part: Int) -> String { "\(folder)/daily-\(part + 1).csv.gz" }

    func write(to scratch: Scratch) throws {
        for (index, part) in parts.enumerated() { try scratch.write(try gzip(part), to: path(index)) }
        let manifest: [String: Any] = [
            "assemblyId": assembly, "account": "123456789012", "reportName": "daily", "compression": "GZIP",
            "contentType": "text/csv",
            "billingPeriod": ["start": month.replacingOccurrences(of: "-", with: "") + "01T000000.000Z"],
            "reportKeys": parts.indices.map { "bucket-prefix/\(path($0))" },
        ]
        let json = [UInt8](try JSONSerialization.data(withJSONObject: manifest))
        if createsNew { try scratch.write(json, to: "\(folder)/daily-Manifest.json") }
        try scratch.write(json, to: "\(monthFolder)/daily-Manifest.json")
    }
}

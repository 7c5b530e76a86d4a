import BillingModel

/// Months as AWS writes them.
enum PeriodText {
    /// The month of a date or stamp: `20180801T000000.000Z`, `2018-08-01T00:00:00Z`, `2018-08-01 00:00:00`, `2018-08`.
    static func month(ofDate text: String) -> BillingPeriod? {
        let digits = text.prefix(7).utf8.filter { $0 != UInt8(ascii: "-") }.prefix(6)
        guard digits.count == 6, let number = Int(String(decoding: digits, as: UTF8.self)) else { return nil }
        return BillingPeriod(year: number / 100, month: number % 100)
    }

    /// The month that a path's `BILLING_PERIOD=2025-09` names, without regard to case.
    static func month(inPath path: String) -> BillingPeriod? {
        for segment in path.split(separator: "/") {
            let parts = segment.split(separator: "=", maxSplits: 1)
            if parts.count == 2, parts[0].lowercased() == "billing_period", let month = BillingPeriod(parts[1]) {
                return month
            }
        }
        return nil
    }
}

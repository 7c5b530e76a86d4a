import BillingModel
import Reporting

/// Amounts as people read them; never fed back into a sum.
enum MoneyText {
    /// `12,345.67`; more decimals where it would read as nothing, and `unknown` for what is not known.
    static func plain(_ amount: ExactDecimal?) -> String {
        guard let amount else { return "unknown" }
        guard !amount.isZero else { return "0.00" }
        let decimals = (2...6).first { decimals in
            amount.rounded(decimals: decimals).contains { ("1"..."9").contains($0) }
        }
        return grouped(amount.rounded(decimals: decimals ?? 6))
    }

    /// Without decimals where it is large: `12,346`, `12.35`.
    static func short(_ amount: ExactDecimal) -> String {
        let isLarge = amount.units.magnitude >= ExactDecimal(1000).units.magnitude
        return isLarge ? grouped(amount.rounded(decimals: 0)) : plain(amount)
    }

    /// Without decimals that say nothing: `200`, `0.05`.
    static func whole(_ amount: ExactDecimal) -> String {
        let text = amount.rounded(decimals: 2)
        return grouped(text.hasSuffix(".00") ? String(text.dropLast(3)) : text)
    }

    /// With a sign, whatever it is.
    static func signed(_ amount: ExactDecimal?) -> String {
        guard let amount else { return "unknown" }
        return (amount > .zero ? "+" : "") + plain(amount)
    }

    static func currency(_ code: String?) -> String { code ?? "(no currency)" }

    private static func grouped(_ text: String) -> String {
        let sign = text.hasPrefix("-") ? "−" : ""
        let parts = text.drop { $0 == "-" }.split(separator: ".")
        var whole = ""
        for (at, digit) in (parts.first ?? "0").reversed().enumerated() {
            if at > 0, at % 3 == 0 { whole.append(",") }
            whole.append(digit)
        }
        return sign + String(whole.reversed()) + (parts.count > 1 ? ".\(parts[1])" : "")
    }
}

/// Days and months as people read them.
enum DayText {
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    /// `31 December 2025`.
    static func long(_ day: ReportDay) -> String { "\(day.dayOfMonth) \(month(day.period))" }

    /// `31 Dec`.
    static func short(_ day: ReportDay) -> String { "\(day.dayOfMonth) \(months[day.period.month - 1].prefix(3))" }

    /// `December 2025`.
    static func month(_ period: BillingPeriod) -> String { "\(months[period.month - 1]) \(period.year)" }

    /// `Dec 25`.
    static func shortMonth(_ period: BillingPeriod) -> String {
        "\(months[period.month - 1].prefix(3)) \(String(period.year).suffix(2))"
    }

    /// `1 – 14 December 2025`, `September 2025 – December 2025`.
    static func range(_ range: ReportRange) -> String {
        switch range {
        case .all: "all time"
        case .months(let from, let through):
            from == through ? month(from) : "\(month(from)) – \(month(through))"
        case .days(let from, let through):
            from == through
                ? long(from)
                : from.period == through.period
                    ? "\(from.dayOfMonth) – \(long(through))" : "\(long(from)) – \(long(through))"
        }
    }
}

import SQLEngine

/// Days of usage on which a rule holds.
package struct RulePeriod: Hashable, Sendable {
    /// Inclusive; nil is from the beginning.
    package let from: ReportDay?
    /// Exclusive; nil is without end.
    package let to: ReportDay?

    package static let always = RulePeriod(from: nil, to: nil)

    package init(from: ReportDay?, to: ReportDay?) {
        self.from = from
        self.to = to
    }

    package var isEmpty: Bool {
        guard let from, let to else { return false }
        return from >= to
    }

    package func overlaps(_ other: RulePeriod) -> Bool {
        !RulePeriod(from: Self.later(from, other.from), to: Self.earlier(to, other.to)).isEmpty
    }

    func begins(before other: RulePeriod) -> Bool {
        guard let from else { return other.from != nil }
        return other.from.map { from < $0 } ?? false
    }

    /// Never null; a day that is unknown is in no period that begins or ends. Nil where it always holds.
    var condition: SQLText? {
        let ends =
            (from.map { ["UsageDate >= CAST(\($0.description) AS DATE)"] as [SQLText] } ?? [])
            + (to.map { ["UsageDate < CAST(\($0.description) AS DATE)"] } ?? [])
        return ends.isEmpty ? nil : "coalesce(\(sql: .joined(ends, separator: " AND ")), false)"
    }

    private static func later(_ left: ReportDay?, _ right: ReportDay?) -> ReportDay? {
        guard let left, let right else { return left ?? right }
        return max(left, right)
    }

    private static func earlier(_ left: ReportDay?, _ right: ReportDay?) -> ReportDay? {
        guard let left, let right else { return left ?? right }
        return min(left, right)
    }
}

extension RulePeriod: CustomStringConvertible {
    package var description: String { "\(from?.description ?? "…") to \(to?.description ?? "…")" }
}

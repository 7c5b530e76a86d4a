import BillingModel
import Reporting

/// A row's share of the largest one, in a cell.
enum ShareBar {
    static func cell(_ amount: ExactDecimal?, of largest: ExactDecimal, colour: Int = 0) -> HTML {
        cell(parts: [amount], of: largest, colours: [colour])
    }

    /// Parts one after the other. What is below zero is drawn alone, as a credit.
    static func cell(parts: [ExactDecimal?], of largest: ExactDecimal, colours: [Int]) -> HTML {
        var start = 0
        let bars = zip(parts, colours).map { amount, colour -> HTML in
            let units = (amount ?? .zero).units
            let share = Ratio.steps(units, of: Int128(clamping: largest.units.magnitude), steps: 1000)
            let width = min(1000 - min(start, 1000), max(abs(share), units == 0 ? 0 : 4))
            let kind: HTML = share < 0 ? "minus" : "s\(colour)"
            defer { start += width }
            return "<rect class=\"\(kind)\" x=\"\(start)\" width=\"\(width)\" height=\"10\"/>"
        }
        return """
            <td class="bar"><svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">\(bars)</svg></td>
            """
    }
}

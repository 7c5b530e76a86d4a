import BillingModel
import Reporting

/// A row's share of the largest one, in a cell.
enum ShareBar {
    static func cell(_ amount: ExactDecimal?, of largest: ExactDecimal, colour: Int = 0) -> HTML {
        let share = Ratio.steps((amount ?? .zero).units, of: Int128(clamping: largest.units.magnitude), steps: 1000)
        let width = min(1000, max(abs(share), (amount ?? .zero).isZero ? 0 : 4))
        let kind: HTML = share < 0 ? "minus" : "s\(colour)"
        return """
            <td class="bar"><svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">\
            <rect class="\(kind)" width="\(width)" height="10"/></svg></td>
            """
    }
}

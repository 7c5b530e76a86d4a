import BillingModel
import Reporting

extension MarkupRule {
    /// A percentage has four decimals, so that its fraction has six.
    private static let unit = Int128(100_000_000_000_000)
    private static let percentMax = ExactDecimal(10_000)

    init(_ setting: Setting, attributes: [String]) throws {
        let keys = try setting.section(["percent", "when", "from", "to"], needed: ["percent"])
        let text = try keys.text("percent")
        guard case .exact(let percent) = ExactDecimal.parse(text), percent.units % Self.unit == 0,
            !(Self.percentMax < percent), !(percent < Self.percentMax.negated()),
            let fraction = ExactDecimal(units: percent.units / 100)
        else {
            throw setting.error(
                "\(text) is no percentage", hint: "write 12.5: at most four decimals, from -10000 to 10000")
        }
        self.init(
            fraction: fraction,
            conditions: try keys["when"].map { try CostReport.Filter.all($0, attributes: attributes) } ?? [],
            period: try RulePeriod(keys))
    }
}

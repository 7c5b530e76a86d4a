import BillingModel
import CodedColumns

/// Consumed quantities in comparable units.
enum UsageQuantity {
    /// Each row's quantity times its unit's multiplier. Throws where that needs more than 38 digits.
    static func column(_ quantities: CodedColumn, in units: CodedColumn) throws -> CodedColumn {
        let texts = try units.values.texts()
        let factors = [1] + (0..<texts.count).map { UnitRule.comparable(texts.bytes[texts.range($0)]).factor }
        if factors.allSatisfy({ $0 == 1 }) { return quantities }
        let values = try quantities.values.decimals()
        var products: [Int128] = []
        products.reserveCapacity(quantities.codes.count)
        var codes = quantities.codes
        for row in codes.indices where codes[row] != 0 {
            let value = values[Int(codes[row]) - 1]
            let (product, overflow) = value.multipliedReportingOverflow(by: factors[Int(units.codes[row])])
            guard !overflow, ExactDecimal(units: product) != nil else {
                throw BillowError(
                    .badData, "a quantity of \(texts[Int(units.codes[row]) - 1]) needs more than 38 digits")
            }
            products.append(product)
            codes[row] = UInt32(products.count)
        }
        return CodedColumn(codes: codes, values: .decimal(products))
    }
}

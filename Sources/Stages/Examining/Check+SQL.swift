import BillingModel
import BillingSources
import SQLEngine

extension Check {
    /// A boolean that is never null, over a relation with FOCUS columns of these types and `x_source`.
    func sql(_ types: [String: ColumnType]) -> SQLText {
        switch self {
        case .every(let parts): "(\(sql: .joined(parts.map { $0.sql(types) }, separator: " AND ")))"
        case .some(let parts): "(\(sql: .joined(parts.map { $0.sql(types) }, separator: " OR ")))"
        case .equals(let column, let value): "\(name: column) IS NOT DISTINCT FROM \(sql: value.sql)"
        case .differs(let column, let value): "\(name: column) IS DISTINCT FROM \(sql: value.sql)"
        case .among(let column, let values):
            "coalesce(\(name: column) IN (\(sql: .joined(values.map(\.sql), separator: ", "))), true)"
        case .atLeast(let column, let number): "coalesce(\(name: column) >= \(unsafe: number), true)"
        case .same(let one, let other): "\(name: one) IS NOT DISTINCT FROM \(name: other)"
        case .notSame(let one, let other): "\(name: one) IS DISTINCT FROM \(name: other)"
        case .product(let price, let count, let cost): Self.product("\(name: price)", "\(name: count)", "\(name: cost)")
        case .one(let value, let key):
            """
            min(\(name: value)) OVER (PARTITION BY x_source, \(name: key)) IS NOT DISTINCT FROM \
            max(\(name: value)) OVER (PARTITION BY x_source, \(name: key))
            """
        case .form(let form, let column): form.sql(column, types[column])
        }
    }

    /// Within a millionth of the cost, or 10⁻⁹: prices are printed rounded.
    private static func product(_ price: SQLText, _ count: SQLText, _ cost: SQLText) -> SQLText {
        let difference: SQLText = "abs((\(sql: ExactProduct.sql(price, count))) - \(sql: cost))"
        return """
            coalesce(\(sql: difference) <= 0.000000001 \
            OR \(sql: difference) <= abs(CAST(\(sql: cost) AS DECIMAL(38,12)) * 0.000001), true)
            """
    }
}

extension Check.Literal {
    fileprivate var sql: SQLText {
        switch self {
        case .null: "NULL"
        case .text(let text): "\(text)"
        case .number(let number): "\(unsafe: number)"
        }
    }
}

extension Check.Form {
    /// What the lake's types already promise is true.
    fileprivate func sql(_ column: String, _ type: ColumnType?) -> SQLText {
        let cell: SQLText = "\(name: column)"
        return switch self {
        case .present: type == nil ? "false" : "true"
        case .text: type == .text ? "true" : "false"
        case .decimal, .numeric, .number: type == .decimal ? "true" : "false"
        case .time, .instant: type == .timestamp ? "true" : "false"
        case .pairs:
            type == .map
                ? "true" : "coalesce(json_type(TRY_CAST(\(sql: cell) AS JSON)) = 'OBJECT', \(sql: cell) IS NULL)"
        case .string: "coalesce(\(sql: cell) <> '', true)"
        case .unit: matches(cell, Self.unitPattern)
        case .currency: matches(cell, "[A-Z]{3}|[A-Z][A-Za-z]+( [A-Z][A-Za-z]+)*")
        case .iso4217: Check.among(column, CurrencyCodes.all.map { .text($0) }).sql([:])
        }
    }

    private func matches(_ cell: SQLText, _ pattern: String) -> SQLText {
        "coalesce(regexp_full_match(\(sql: cell), \(pattern)), true)"
    }

    /// `Hours`, `GB-Months`, `1000 Tokens`, `Units/3 Months`; words begin with a capital, but for bits and vCPUs.
    private static var unitPattern: String {
        let word = "(?:[A-Z][A-Za-z0-9]*|vCPUs?|b|kB)"
        let time = "(?:Year|Month|Day|Hour|Minute|Second)"
        return "(?:[1-9][0-9]* )?\(word)(?: \(word))*(?:-\(time)s)?(?:/(?:[1-9][0-9]* )?\(time)s?)?"
    }
}

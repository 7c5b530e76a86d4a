import BillingSources

/// What a part of an expression is, and the parts of it that ``Formula`` takes apart.
struct Dissection {
    enum Kind {
        case whole, null, cast, choice, first, every, some, isNull, product
        case column(Int)
    }

    let kind: Kind
    let parts: [Syntax]

    /// - Parameter product: the syntax of an exact product of the columns `price` and `count`.
    init(_ syntax: Syntax, _ raw: RawNames, product: Syntax) {
        func children(_ key: String = "children") -> [Syntax] { syntax[key]?.items ?? [] }
        if let factors = syntax.factors(product) {
            (kind, parts) = (.product, factors)
            return
        }
        switch (syntax.nodeClass, syntax.nodeType) {
        case ("COLUMN_REF", _):
            (kind, parts) = (raw[syntax.plainColumn].map(Kind.column) ?? .whole, [])
        case ("CONSTANT", _) where syntax["literal"]?["kind"]?.text == "NULL_LITERAL":
            (kind, parts) = (.null, [])
        case ("CAST", _) where syntax["try_cast"] == .scalar("false"):
            (kind, parts) = (.cast, [syntax["child"]].compactMap(\.self))
        case ("CASE", _):
            let checks = children("case_checks").flatMap { [$0["when_expr"], $0["then_expr"]] }
            (kind, parts) = (.choice, (checks + [syntax["else_expr"]]).compactMap(\.self))
        case (_, "OPERATOR_COALESCE"): (kind, parts) = (.first, children())
        case (_, "CONJUNCTION_AND"): (kind, parts) = (.every, children())
        case (_, "CONJUNCTION_OR"): (kind, parts) = (.some, children())
        case (_, "OPERATOR_IS_NULL"): (kind, parts) = (.isNull, children())
        default: (kind, parts) = (.whole, [])
        }
    }

    /// - Parameter formulas: of the parts.
    func shape(_ formulas: [Formula]) -> Formula.Shape {
        if case .column(let column) = kind { return .column(column) }
        if case .null = kind { return .null }
        guard let last = formulas.last else { return .whole }
        switch kind {
        case .whole, .null, .column: return .whole
        case .cast: return .cast(last)
        case .choice:
            let checks = stride(from: 0, to: formulas.count - 1, by: 2).map {
                (when: formulas[$0], then: formulas[$0 + 1])
            }
            return .choice(checks, otherwise: last)
        case .first: return .first(formulas)
        case .every: return .every(formulas)
        case .some: return .some(formulas)
        case .isNull: return .isNull(last)
        case .product: return .product(price: formulas[0], count: last)
        }
    }
}

extension Syntax {
    /// Price and count, if this is the product of two expressions.
    fileprivate func factors(_ product: Syntax) -> [Syntax]? {
        var price: Syntax?
        var count: Syntax?
        func bind(_ known: inout Syntax?, _ found: Syntax) -> Bool {
            defer { known = known ?? found }
            return known == nil || known == found
        }
        func isSame(_ pattern: Syntax, _ other: Syntax) -> Bool {
            switch (pattern, other) {
            case _ where pattern.plainColumn == "price": bind(&price, other)
            case _ where pattern.plainColumn == "count": bind(&count, other)
            case (.object(let one), .object(let two)):
                one.count == two.count && zip(one, two).allSatisfy { $0.key == $1.key && isSame($0.value, $1.value) }
            case (.list(let one), .list(let two)): one.count == two.count && zip(one, two).allSatisfy(isSame)
            default: pattern == other
            }
        }
        guard isSame(product, self), let price, let count else { return nil }
        return [price, count]
    }
}

/// What a part of an expression is, and the parts of it that ``Formula`` takes apart.
struct Dissection {
    enum Kind {
        case whole, null, cast, choice, first, every, some, isNull, product, multiple
        case names([[UInt8]])
        case column(Int)
        case text(Int, TextRecipe)
        case test(Int, TextRecipe, TextTest)
    }

    let kind: Kind
    let parts: [Syntax]

    var isNull: Bool {
        if case .null = kind { true } else { false }
    }

    init(_ syntax: Syntax, _ recipes: RecipeReader) {
        func children(_ key: String = "children") -> [Syntax] { syntax[key]?.items ?? [] }
        if let factors = syntax.arguments(recipes.patterns.product) {
            (kind, parts) = (.product, factors)
            return
        }
        if let factors = syntax.arguments(recipes.patterns.multiple) {
            (kind, parts) = (.multiple, factors)
            return
        }
        if let named = syntax.namedConditions {
            (kind, parts) = (.names(named.map(\.name)), named.map(\.when))
            return
        }
        if let (column, recipe) = recipes.recipe(syntax), recipe != .column {
            (kind, parts) = (.text(column, recipe), [])
            return
        }
        if let (column, recipe, test) = recipes.test(syntax) {
            (kind, parts) = (.test(column, recipe, test), [])
            return
        }
        switch (syntax.nodeClass, syntax.nodeType) {
        case ("COLUMN_REF", _):
            (kind, parts) = (recipes.raw[syntax.plainColumn].map(Kind.column) ?? .whole, [])
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
        switch kind {
        case .column(let column): return .column(column)
        case .text(let column, let recipe): return .text(column, recipe)
        case .test(let column, let recipe, let test): return .test(column, recipe, test)
        case .null: return .null
        default: break
        }
        guard let last = formulas.last else { return .whole }
        switch kind {
        case .whole, .null, .column, .text, .test: return .whole
        case .names(let names): return .names(zip(formulas, names).map { (when: $0, name: $1) })
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
        case .multiple: return .multiple(formulas[0], times: last)
        }
    }
}

extension Syntax {
    /// `NULLIF(concat_ws(',', CASE WHEN condition THEN 'name' END, …), '')`, taken apart; nil for all else.
    fileprivate var namedConditions: [(when: Syntax, name: [UInt8])]? {
        guard let (function, arguments) = call, function == "nullif", arguments.count == 2,
            arguments[1].constantText == [], let list = arguments[0].call, list.function == "concat_ws",
            list.arguments.first?.constantText == [UInt8(ascii: ",")], list.arguments.count <= 1 + NamedConditions.max
        else { return nil }
        var named: [(when: Syntax, name: [UInt8])] = []
        for part in list.arguments.dropFirst() {
            guard part.nodeClass == "CASE", let checks = part["case_checks"]?.items, checks.count == 1,
                let when = checks[0]["when_expr"], let name = checks[0]["then_expr"]?.constantText, !name.isEmpty,
                part["else_expr"]?["literal"]?["kind"]?.text == "NULL_LITERAL"
            else { return nil }
            named.append((when, name))
        }
        return named
    }
}

import BillingModel
import SQLEngine

/// An expression that can be taken apart where SQL itself decides row by row which part counts. What is left whole, the
/// engine evaluates.
struct Formula: Sendable {
    let sql: SQLText
    /// The engine's name of its type.
    let type: String
    /// Raw columns, in ascending order.
    let inputs: [Int]
    let shape: Shape

    indirect enum Shape: Sendable {
        case whole
        case null
        /// A raw column, as it is.
        case column(Int)
        case cast(Formula)
        case choice([(when: Formula, then: Formula)], otherwise: Formula)
        /// The first that is not null.
        case first([Formula])
        case every([Formula])
        case some([Formula])
    }
}

extension Formula {
    /// Whether there are parts that may read less than the whole.
    var isDivisible: Bool {
        switch shape {
        case .whole, .null: false
        case .cast(let inner): inner.isDivisible
        case .column, .choice, .first, .every, .some: true
        }
    }
}

extension SQLSession {
    func formulas(_ expressions: [Expression], rawColumns: [Column]) async throws -> [Formula] {
        let raw = RawNames(rawColumns)
        var parts: [Syntax] = []
        var numbers: [Syntax: Int] = [:]
        func collect(_ part: Syntax) {
            guard numbers[part] == nil else { return }
            numbers[part] = parts.count
            parts.append(part)
            part.branches.forEach(collect)
        }
        expressions.map(\.syntax).forEach(collect)
        let texts = try await texts(parts)
        let types = try await types(texts, rawColumns)
        func make(_ part: Syntax) throws -> Formula {
            guard let number = numbers[part], let inputs = raw.inputs(Expression(texts[number], syntax: part)) else {
                throw BillowError(.bug, "a part of an expression reads what the whole does not")
            }
            return Formula(
                sql: texts[number], type: types[number], inputs: inputs, shape: try part.shape(raw, make))
        }
        return try expressions.map { try make($0.syntax) }
    }

    private func types(_ expressions: [SQLText], _ rawColumns: [Column]) async throws -> [String] {
        let columns = rawColumns.map { "NULL::\(unsafe: $0.type.sqlName) AS \(name: $0.name)" as SQLText }
        let list = expressions.enumerated().map { "\(sql: $1) AS \(name: "e\($0)")" as SQLText }
        let described = try await rows(
            """
            DESCRIBE SELECT \(sql: .joined(list, separator: ", "))
            FROM (SELECT \(sql: .joined(columns, separator: ", ")))
            """)
        return described.map { $0[1].description }
    }
}

extension Syntax {
    /// The parts into which ``shape(_:_:)`` takes this apart.
    fileprivate var branches: [Syntax] {
        switch (nodeClass, nodeType) {
        case ("CAST", _):
            return self["try_cast"] == .scalar("false") ? [self["child"]].compactMap { $0 } : []
        case ("CASE", _):
            let checks = self["case_checks"]?.items ?? []
            return checks.flatMap { [$0["when_expr"], $0["then_expr"]] }.compactMap { $0 }
                + [self["else_expr"]].compactMap { $0 }
        case ("OPERATOR", "OPERATOR_COALESCE"), ("CONJUNCTION", _):
            return self["children"]?.items ?? []
        default:
            return []
        }
    }

    fileprivate func shape(_ raw: RawNames, _ make: (Syntax) throws -> Formula) throws -> Formula.Shape {
        if let column = raw[plainColumn] { return .column(column) }
        if nodeClass == "CONSTANT", self["literal"]?["kind"]?.text == "NULL_LITERAL" { return .null }
        let parts = try branches.map(make)
        guard let last = parts.last else { return .whole }
        switch (nodeClass, nodeType) {
        case ("CAST", _): return .cast(last)
        case ("CASE", _):
            let checks = stride(from: 0, to: parts.count - 1, by: 2).map { (when: parts[$0], then: parts[$0 + 1]) }
            return .choice(checks, otherwise: last)
        case (_, "OPERATOR_COALESCE"): return .first(parts)
        case (_, "CONJUNCTION_AND"): return .every(parts)
        case (_, "CONJUNCTION_OR"): return .some(parts)
        default: return .whole
        }
    }
}

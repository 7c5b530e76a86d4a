import BillingModel
import SQLEngine

/// Formulas, made once for all portions.
actor FormulaCache {
    private let session: any SQLSession
    private let turns: Turns
    private let rawColumns: [Column]
    private var known: [SQLText: Formula] = [:]

    init(session: any SQLSession, turns: Turns, rawColumns: [Column]) {
        self.session = session
        self.turns = turns
        self.rawColumns = rawColumns
    }

    func formulas(_ expressions: [Expression]) async throws -> [Formula] {
        let missing = expressions.filter { known[$0.sql] == nil }
        if !missing.isEmpty {
            let formulas = try await turns.take { try await self.make(missing) }
            for (expression, formula) in zip(missing, formulas) { known[expression.sql] = formula }
        }
        return expressions.compactMap { known[$0.sql] }
    }

    private func make(_ expressions: [Expression]) async throws -> [Formula] {
        let raw = RawNames(rawColumns)
        let recipes = RecipeReader(raw: raw, patterns: try await SyntaxPatterns(session))
        var numbers: [Syntax: Int] = [:]
        var parts: [(syntax: Syntax, dissection: Dissection)] = []
        func collect(_ part: Syntax) {
            guard numbers[part] == nil else { return }
            let dissection = Dissection(part, recipes)
            numbers[part] = parts.count
            parts.append((part, dissection))
            dissection.parts.forEach(collect)
        }
        expressions.map(\.syntax).forEach(collect)
        let texts = try await session.texts(parts.map(\.syntax))
        let types = try await types(texts)
        func formula(_ part: Syntax) throws -> Formula {
            guard let number = numbers[part], let inputs = raw.inputs(Expression(texts[number], syntax: part)) else {
                throw BillowError(.bug, "a part of an expression reads what the whole does not")
            }
            let dissection = parts[number].dissection
            return Formula(
                sql: texts[number], type: types[number], inputs: inputs,
                shape: dissection.shape(try dissection.parts.map(formula)))
        }
        return try expressions.map { try formula($0.syntax) }
    }

    private func types(_ expressions: [SQLText]) async throws -> [String] {
        let columns = rawColumns.map { "NULL::\(unsafe: $0.type.sqlName) AS \(name: $0.name)" as SQLText }
        let list = expressions.enumerated().map { "\(sql: $1) AS \(name: "e\($0)")" as SQLText }
        let described = try await session.rows(
            """
            DESCRIBE SELECT \(sql: .joined(list, separator: ", "))
            FROM (SELECT \(sql: .joined(columns, separator: ", ")))
            """)
        return described.map { $0[1].description }
    }
}

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
        /// Each behind its own parts.
        var parts: [Part] = []
        func collect(_ syntax: Syntax) -> Int {
            if let number = numbers[syntax] { return number }
            let dissection = Dissection(syntax, recipes)
            let children = dissection.parts.map(collect)
            numbers[syntax] = parts.count
            parts.append(Part(syntax: syntax, dissection: dissection, children: children))
            return parts.count - 1
        }
        let wanted = expressions.map { collect($0.syntax) }
        let texts = try await texts(parts, raw)
        let types = try await types(parts, texts, raw)
        var formulas: [Formula] = []
        for (number, part) in parts.enumerated() {
            guard let inputs = raw.inputs(Expression(texts[number], syntax: part.syntax)) else {
                throw BillowError(.bug, "a part of an expression reads what the whole does not")
            }
            formulas.append(
                Formula(
                    sql: texts[number], type: types[number], inputs: inputs,
                    shape: part.dissection.shape(part.children.map { formulas[$0] })))
        }
        return wanted.map { formulas[$0] }
    }

    private struct Part {
        let syntax: Syntax
        let dissection: Dissection
        /// Numbers of its parts.
        let children: [Int]
    }

    private func texts(_ parts: [Part], _ raw: RawNames) async throws -> [SQLText] {
        let stubs = parts.map { part in part.children.map { _ in "NULL" as SQLText } }
        let asked = parts.indices.filter { parts[$0].dissection.sql(stubs[$0], raw) == nil }
        let answers = try await session.texts(asked.map { parts[$0].syntax })
        let spelled = Dictionary(uniqueKeysWithValues: zip(asked, answers))
        var texts: [SQLText] = []
        for (number, part) in parts.enumerated() {
            guard let text = spelled[number] ?? part.dissection.sql(part.children.map { texts[$0] }, raw) else {
                throw BillowError(.bug, "a part of an expression has no text")
            }
            texts.append(text)
        }
        return texts
    }

    private func types(_ parts: [Part], _ texts: [SQLText], _ raw: RawNames) async throws -> [String] {
        /// What the engine said, in rounds: what it says of small parts tells of larger ones.
        var types: [String?] = parts.map { _ in nil }
        while true {
            for (number, part) in parts.enumerated() where types[number] == nil {
                let children = part.children
                guard children.allSatisfy({ types[$0] != nil }) else { continue }
                types[number] = part.dissection.type(
                    children.map { parts[$0].dissection.isNull ? nil : types[$0] }, raw)
            }
            let open = parts.indices.filter { number in
                types[number] == nil && parts[number].children.allSatisfy { types[$0] != nil }
            }
            guard !open.isEmpty else { return types.compactMap(\.self) }
            for (number, type) in zip(open, try await self.types(open.map { texts[$0] })) { types[number] = type }
        }
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

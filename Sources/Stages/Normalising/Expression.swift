import BillingModel
import Columnar
import SQLEngine

extension Syntax {
    /// A node of no known class.
    fileprivate static let unknown = Syntax.object([Member(key: "class", value: .scalar("\"\""))])
}

/// An SQL expression of which the engine's parser has told what it reads.
struct Expression: Sendable {
    let sql: SQLText
    let syntax: Syntax

    /// Names of the columns, in lower case; nil when the value may depend on anything else, or on other rows: there are
    /// subqueries, windows, aggregates, lambdas, stars or functions that are not known to be pure.
    let columns: Set<String>?

    init(_ sql: SQLText, syntax: Syntax) {
        self.sql = sql
        self.syntax = syntax
        columns = Self.columns(syntax)
    }

    private static func columns(_ syntax: Syntax) -> Set<String>? {
        var columns: Set<String> = []
        var isPure = true
        syntax.visit { node in
            guard let nodeClass = node.nodeClass else { return }
            switch nodeClass {
            case "COLUMN_REF":
                let path = node["column_names"]?.items ?? []
                if let name = path.first?.text, path.count == 1 {
                    columns.insert(name.lowercased())
                } else {
                    isPure = false
                }
            case "FUNCTION":
                isPure = isPure && node["function_name"]?.text.map(pureFunctions.contains) ?? false
            default:
                isPure = isPure && pureClasses.contains(nodeClass)
            }
        }
        return isPure ? columns : nil
    }

    private static let pureClasses: Set<String> = [
        "BETWEEN", "CASE", "CAST", "COMPARISON", "CONJUNCTION", "CONSTANT", "OPERATOR", "TYPE",
    ]

    /// What mappings use. Any other function makes an expression slow, not wrong.
    private static let pureFunctions: Set<String> = [
        "%", "*", "+", "-", "->", "->>", "/", "//", "abs", "array_extract", "ceil", "concat", "concat_ws", "contains",
        "date_part", "date_trunc", "element_at", "ends_with", "epoch_ms", "epoch_us", "floor", "greatest",
        "json_extract", "json_extract_string", "least", "left", "length", "list_concat", "list_value", "lower", "ltrim",
        "make_timestamptz", "map", "map_extract", "map_from_entries", "nullif", "prefix", "regexp_extract",
        "regexp_full_match", "regexp_matches", "regexp_replace", "replace", "right", "round", "rtrim", "split_part",
        "starts_with", "strpos", "struct_pack", "substr", "substring", "suffix", "to_days", "to_json", "to_months",
        "to_seconds", "trim", "trunc", "upper", "||", "~~", "!~~",
    ]
}

extension SQLSession {
    /// Has the engine parse expressions; nothing is run.
    func parse(_ expressions: [SQLText]) async throws -> [Expression] {
        let texts = expressions.map { "SELECT " + $0.text }
        let trees = try await rows("SELECT json_serialize_sql(unnest(\(texts)))")
        guard trees.count == expressions.count else {
            throw BillowError(.bug, "the engine parsed \(trees.count) of \(expressions.count) expressions")
        }
        return zip(expressions, trees).map { sql, tree in
            let select = Syntax(json: tree[0].description)?["statements"]?.items.first?["node"]
            let list = select?["select_list"]?.items ?? []
            let isExpression = list.count == 1 && select?["from_table"]?["type"]?.text == "EMPTY"
            return Expression(sql, syntax: isExpression ? list[0] : .unknown)
        }
    }

    /// The texts of parts of expressions.
    func texts(_ parts: [Syntax]) async throws -> [SQLText] {
        let trees = parts.map { part in
            """
            {"error":false,"statements":[{"node":{"type":"SELECT_NODE","modifiers":[],"cte_map":{"map":[]},\
            "select_list":[\(part.json)],"from_table":{"type":"EMPTY","alias":"","sample":null},"where_clause":null,\
            "group_expressions":[],"group_sets":[],"aggregate_handling":"STANDARD_HANDLING","having":null,\
            "sample":null,"qualify":null},"named_param_map":[]}]}
            """
        }
        let select = "SELECT "
        return try await rows("SELECT json_deserialize_sql(unnest(\(trees)))").map { row in
            guard case .text(let text) = row[0], text.hasPrefix(select) else {
                throw BillowError(.bug, "the engine spells an expression as \(row[0])")
            }
            return SQLText(unsafe: String(text.dropFirst(select.count)))
        }
    }
}

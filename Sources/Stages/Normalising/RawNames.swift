import BillingModel

/// Finds raw columns as SQL does, without regard to case.
struct RawNames: Sendable {
    private let columns: [Column]
    private let places: [String: Int]

    init(_ columns: [Column]) {
        self.columns = columns
        places = Dictionary(columns.enumerated().map { ($1.name.lowercased(), $0) }) { first, _ in first }
    }

    subscript(name: String?) -> Int? {
        name.flatMap { places[$0.lowercased()] }
    }

    /// The columns that an expression reads, in ascending order; nil when it reads anything else.
    func inputs(_ expression: Expression) -> [Int]? {
        guard let names = expression.columns else { return nil }
        let inputs = names.compactMap { places[$0] }
        return inputs.count == names.count ? inputs.sorted() : nil
    }

    /// `NULLIF(column, '')` of a text column, or COALESCE of texts that begins with one.
    func shortcut(_ syntax: Syntax) -> LiftPlan.Shortcut? {
        if let column = presentText(syntax) { return LiftPlan.Shortcut(column: column, needsAll: false) }
        guard syntax.nodeType == "OPERATOR_COALESCE", let parts = syntax["children"]?.items,
            let column = parts.first.flatMap(presentText), parts.allSatisfy(isText)
        else { return nil }
        return LiftPlan.Shortcut(column: column, needsAll: true)
    }

    private func presentText(_ syntax: Syntax) -> Int? {
        guard let parts = syntax.arguments("nullif"), parts.count == 2, parts[1].isEmptyText,
            let column = self[parts[0].plainColumn], columns[column].type == .text
        else { return nil }
        return column
    }

    /// Whether the engine takes this for text, so that the parts of a COALESCE stay as they are.
    private func isText(_ syntax: Syntax) -> Bool {
        switch syntax.nodeClass {
        case "COLUMN_REF": self[syntax.plainColumn].map { columns[$0].type == .text } ?? false
        case "CONSTANT": syntax["literal"]?["kind"]?.text == "STRING"
        case "CAST": syntax["type_expr"]?["type_name"]?.text == "VARCHAR"
        case "FUNCTION":
            Self.textFunctions.contains { syntax.arguments($0) != nil }
                || syntax.arguments("nullif")?.first.map(isText) ?? false
        default: false
        }
    }

    private static let textFunctions = ["lower", "upper", "trim", "split_part", "replace", "concat_ws"]
}

extension Syntax {
    /// The column that this is, and nothing else.
    var plainColumn: String? {
        guard nodeClass == "COLUMN_REF", let path = self["column_names"]?.items, path.count == 1 else { return nil }
        return path[0].text
    }

    /// What a function of this name is called with; nil when this is something else.
    fileprivate func arguments(_ function: String) -> [Syntax]? {
        guard nodeClass == "FUNCTION", self["function_name"]?.text == function else { return nil }
        return self["arguments"]?.items.compactMap { $0["expression"] }
    }

    fileprivate var isEmptyText: Bool {
        guard nodeClass == "CONSTANT", let literal = self["literal"] else { return false }
        return literal["kind"]?.text == "STRING" && literal["text"]?.text == ""
    }
}

extension RawNames {
    /// `NULLIF(column, '')` of a text column, or COALESCE of texts that begins with one.
    func shortcut(_ syntax: Syntax) -> LiftPlan.Shortcut? {
        if let column = presentText(syntax) { return LiftPlan.Shortcut(column: column, needsAll: false) }
        guard syntax.nodeType == "OPERATOR_COALESCE", let parts = syntax["children"]?.items,
            let column = parts.first.flatMap(presentText), parts.allSatisfy(isText)
        else { return nil }
        return LiftPlan.Shortcut(column: column, needsAll: true)
    }

    private func presentText(_ syntax: Syntax) -> Int? {
        guard let (function, arguments) = syntax.call, function == "nullif", arguments.count == 2,
            arguments[1].constantText == []
        else { return nil }
        return text(arguments[0])
    }

    /// The text column that this is.
    func text(_ syntax: Syntax) -> Int? {
        self[syntax.plainColumn].flatMap { columns[$0].type == .text ? $0 : nil }
    }

    /// Whether the engine takes this for text, so that the parts of a COALESCE stay as they are.
    private func isText(_ syntax: Syntax) -> Bool {
        if text(syntax) != nil || syntax.constantText != nil { return true }
        if syntax.nodeClass == "CAST" { return syntax["type_expr"]?["type_name"]?.text == "VARCHAR" }
        guard let (function, arguments) = syntax.call else { return false }
        return Self.textFunctions.contains(function) || function == "nullif" && arguments.first.map(isText) ?? false
    }

    private static let textFunctions: Set<String> = ["lower", "upper", "trim", "split_part", "replace", "concat_ws"]
}

extension Syntax {
    /// The column that this is, and nothing else.
    var plainColumn: String? {
        guard nodeClass == "COLUMN_REF", let path = self["column_names"]?.items, path.count == 1 else { return nil }
        return path[0].text
    }

    var call: (function: String, arguments: [Syntax])? {
        guard nodeClass == "FUNCTION", let function = self["function_name"]?.text else { return nil }
        return (function, self["arguments"]?.items.compactMap { $0["expression"] } ?? [])
    }

    /// Without escapes.
    var constantText: [UInt8]? {
        constant("STRING").map { Array($0.utf8) }
    }

    var constantNumber: Int? {
        constant("INTEGER").flatMap(Int.init)
    }

    private func constant(_ kind: String) -> String? {
        guard nodeClass == "CONSTANT", let literal = self["literal"], literal["kind"]?.text == kind else { return nil }
        return literal["text"]?.text
    }
}

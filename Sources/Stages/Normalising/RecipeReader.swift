import BillingSources

/// Finds what can be made of texts without the engine.
struct RecipeReader: Sendable {
    let raw: RawNames
    let patterns: SyntaxPatterns

    /// How this is made of one text column; nil for all else.
    func recipe(_ syntax: Syntax) -> (column: Int, recipe: TextRecipe)? {
        var column: Int?
        guard let recipe = recipe(syntax, &column), let column else { return nil }
        return (column, recipe)
    }

    /// What is made of one text column, compared with a text.
    func test(_ syntax: Syntax) -> (column: Int, recipe: TextRecipe, test: TextTest)? {
        guard let (function, arguments) = syntax.call, arguments.count == 2,
            let (column, recipe) = recipe(arguments[0]), let text = arguments[1].constantText
        else { return nil }
        let test: TextTest? =
            switch function {
            case "contains": .contains(text)
            case "starts_with", "prefix": .starts(text)
            case "~~": TextTest(like: text)
            default: nil
            }
        return test.map { (column, recipe, $0) }
    }

    private func recipe(_ syntax: Syntax, _ column: inout Int?) -> TextRecipe? {
        if let at = raw.text(syntax) {
            guard column ?? at == at else { return nil }
            column = at
            return .column
        }
        if let bytes = syntax.constantText { return .constant(bytes) }
        if syntax.nodeType == "OPERATOR_COALESCE", let parts = syntax["children"]?.items {
            return recipes(parts, &column).map(TextRecipe.first)
        }
        if let parts = syntax.arguments(patterns.member) {
            guard let key = parts[1].constantText.flatMap(JSONMember.key), let inner = recipe(parts[0], &column),
                inner.isPart
            else { return nil }
            return .member(inner, key: key)
        }
        return syntax.call.flatMap { call(of: $0.function, $0.arguments, &column) }
    }

    private func call(of function: String, _ arguments: [Syntax], _ column: inout Int?) -> TextRecipe? {
        switch (function, arguments.count) {
        case ("nullif", 2):
            return arguments[1].constantText == [] ? recipe(arguments[0], &column).map(TextRecipe.present) : nil
        case ("lower", 1):
            return recipe(arguments[0], &column).map(TextRecipe.lower)
        case ("split_part", 3):
            guard let inner = recipe(arguments[0], &column), inner.isPart, let delimiter = arguments[1].constantText,
                !delimiter.isEmpty, let number = arguments[2].constantNumber, number > 0 || number == -1
            else { return nil }
            return .part(inner, delimiter: delimiter, number: number > 0 ? number : nil)
        case ("concat_ws", 2...):
            guard let separator = arguments[0].constantText else { return nil }
            return recipes(Array(arguments.dropFirst()), &column).map { .joined($0, separator: separator) }
        default: return nil
        }
    }

    private func recipes(_ parts: [Syntax], _ column: inout Int?) -> [TextRecipe]? {
        var recipes: [TextRecipe] = []
        for part in parts {
            guard let recipe = recipe(part, &column) else { return nil }
            recipes.append(recipe)
        }
        return recipes
    }
}

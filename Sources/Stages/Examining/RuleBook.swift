/// The rules that `focus` is examined by: those of the model, amended where it is wrong or FOCUS 1.3 says otherwise.
package enum RuleBook {
    package static let version = RuleText.version

    /// In the order of their ids. Throws where the text is damaged.
    package static func rules() throws -> [Rule] {
        try RuleText.parts.flatMap { try RuleReader.rules($0) }.map(amended)
    }

    private static func amended(_ rule: Rule) -> Rule {
        guard let amendment = amendments[rule.id] else { return rule }
        var rule = rule
        rule.requirement = amendment.requirement
        rule.condition = amendment.condition
        rule.amendment = amendment.reason
        return rule
    }
}

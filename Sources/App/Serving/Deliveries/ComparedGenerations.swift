import Pipeline
import Reporting

/// Two generations of a month, and what differs between them.
package struct ComparedGenerations: Sendable {
    package let key: MonthKey
    package let before: Generation
    package let after: Generation
    package let comparison: CostComparison

    package init(_ pair: GenerationPair, _ comparison: CostComparison) {
        key = pair.key
        before = pair.before
        after = pair.after
        self.comparison = comparison
    }

    /// Of one object; a contract (`docs/formats/output.md`).
    package var members: [(name: String, json: String)] {
        [
            ("source", JSONText.string(key.source)), ("export", JSONText.string(key.export)),
            ("period", JSONText.string(key.period.description)), ("from", String(before.number)),
            ("to", String(after.number)),
        ] + comparison.jsonMembers
    }
}

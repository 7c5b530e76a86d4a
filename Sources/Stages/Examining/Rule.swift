/// One requirement of the FOCUS specification on cost and usage rows.
package struct Rule: Sendable {
    package enum Keyword: String, Sendable {
        case must = "MUST"
        case mustNot = "MUST NOT"
        case should = "SHOULD"
        case shouldNot = "SHOULD NOT"
        case recommended = "RECOMMENDED"
        case may = "MAY"

        /// Who does otherwise does not conform.
        package var isMandatory: Bool { self == .must || self == .mustNot }
    }

    /// `BilledCost-C-003-M`.
    package let id: String
    package let keyword: Keyword
    /// The specification's sentence.
    package let text: String
    /// Nil where a row alone cannot tell.
    package internal(set) var requirement: Check?
    /// The rows that the rule is about; nil is all.
    package internal(set) var condition: Check?
    /// What a provider must support for the rule to be about it.
    package let criteria: [String]
    /// Why this is not what the model checks; nil where it is.
    package internal(set) var amendment: String?

    /// The column that the rule is about, first in its id.
    package var column: String { id.split(separator: "-").first.map(String.init) ?? id }

    /// All columns that it reads.
    var columns: [String] {
        var seen = Set<String>()
        return ((requirement?.columns ?? []) + (condition?.columns ?? [])).filter { seen.insert($0).inserted }
    }
}

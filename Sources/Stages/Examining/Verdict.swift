/// What became of one rule on one source's rows.
package struct Verdict: Sendable {
    package enum Outcome: Sendable, Equatable {
        /// Every row that the rule is about keeps it.
        case passed
        case failed(rows: Int)
        case notApplicable(reason: String)
    }

    /// A row that breaks the rule, with what the rule reads of it.
    package struct Sample: Sendable {
        package let file: String
        package let row: Int
        package let cells: [(column: String, value: String?)]
    }

    package let rule: Rule
    package let outcome: Outcome
    /// Rows that the rule is about.
    package let rows: Int
    package internal(set) var samples: [Sample] = []

    package var hasFailed: Bool { if case .failed = outcome { true } else { false } }
    package var hasPassed: Bool { outcome == .passed }

    package var word: String {
        switch outcome {
        case .passed: "passed"
        case .failed: "failed"
        case .notApplicable: "not applicable"
        }
    }

    package var failedRows: Int { if case .failed(let rows) = outcome { rows } else { 0 } }
    package var reason: String? { if case .notApplicable(let reason) = outcome { reason } else { nil } }
}

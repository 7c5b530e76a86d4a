import SQLEngine

extension CostReport {
    /// Whether what ``MarkupRule``s add is in the costs; all but `without` need a session that has such rules.
    package enum Markup: String, Sendable, CaseIterable {
        case without, with, only
    }

    /// The markup alone, of all groups.
    package var ofMarkup: CostReport {
        var report = self
        report.markup = .only
        report.top = nil
        return report
    }

    /// What the amounts are: `billed`, `billed with markup`, `markup on billed`.
    package var measureName: String {
        switch markup {
        case .without: measure.rawValue
        case .with: "\(measure.rawValue) with markup"
        case .only: "markup on \(measure.rawValue)"
        }
    }

    /// Of a row of `daily`.
    var amount: SQLText {
        let cost: SQLText = "\(name: measure.column)"
        return switch markup {
        case .without: cost
        case .with: "(\(sql: cost) + \(sql: MarkupRule.markup(of: measure.column)))"
        case .only: MarkupRule.markup(of: measure.column)
        }
    }
}

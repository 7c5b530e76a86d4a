import SQLEngine

/// Rows that a reader may see, by what they were delivered with: a row is seen where it is in each list that there is.
package struct RowLimit: Hashable, Sendable {
    /// Ids of sources; nil is all.
    package let sources: [String]?
    /// BillingAccountId; a row without one is in no list. Nil is all.
    package let accounts: [String]?
    /// SubAccountId: a cloud's account, subscription, project or compartment. Nil is all.
    package let projects: [String]?

    package init(sources: [String]? = nil, accounts: [String]? = nil, projects: [String]? = nil) {
        self.sources = sources.map(Self.inOrder)
        self.accounts = accounts.map(Self.inOrder)
        self.projects = projects.map(Self.inOrder)
    }

    private static func inOrder(_ values: [String]) -> [String] { Set(values).sorted() }

    private var lists: [(name: String, column: String, values: [String])] {
        [
            ("sources", "x_source", sources), ("accounts", "BillingAccountId", accounts),
            ("projects", "SubAccountId", projects),
        ]
        .compactMap { name, column, values in values.map { (name, column, $0) } }
    }

    /// Over the columns of `focus` and `daily`; never null.
    package var condition: SQLText {
        let parts = lists.map { list -> SQLText in
            guard !list.values.isEmpty else { return "false" }
            let values = list.values.map { "\($0)" as SQLText }
            return "coalesce(\(name: list.column) IN (\(sql: .joined(values, separator: ", "))), false)"
        }
        return parts.isEmpty ? "true" : .joined(parts, separator: " AND ")
    }
}

extension RowLimit: CustomStringConvertible {
    /// `accounts 1, 2; projects a`.
    package var description: String {
        lists.map { "\($0.name) \($0.values.joined(separator: ", "))" }.joined(separator: "; ")
    }
}

import BillingModel

/// What a user says of deliveries that nothing in them tells.
package struct DeliveryHint: Hashable, Sendable {
    /// How `03/04/2025` is meant.
    package var dates: DateOrder?
    /// ``Dataset/id``.
    package var dataset: String?

    package init(dates: DateOrder? = nil, dataset: String? = nil) {
        self.dates = dates
        self.dataset = dataset
    }
}

/// Hints by the paths of objects in their location.
package struct DeliveryHints: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
        package let match: PathGlob
        package let hint: DeliveryHint

        package init(match: PathGlob, _ hint: DeliveryHint) {
            self.match = match
            self.hint = hint
        }
    }

    package let entries: [Entry]

    package static let none = DeliveryHints([])

    package init(_ entries: [Entry]) {
        self.entries = entries
    }

    /// Of the entries whose pattern matches, the first that tells a thing tells it.
    package func hint(for path: String) -> DeliveryHint {
        entries.lazy.filter { $0.match.matches(path) }.reduce(into: DeliveryHint()) { hint, entry in
            hint.dates = hint.dates ?? entry.hint.dates
            hint.dataset = hint.dataset ?? entry.hint.dataset
        }
    }
}

import BillingModel

/// A lake column as a file's schema has it.
struct StoredColumn: Hashable {
    let column: Column
    /// One; for maps their keys, then their values.
    let leaves: [StoredLeaf]
    /// Where the first leaf stands among all leaves of the schema.
    let firstLeaf: Int
    /// Whether a row may be null. If not, no level is stored for that.
    let isOptional: Bool
}

/// A dataset whose rows have records and lists inside. Fields of records are columns of their own (`usage.amount`) in
/// whatever form a file is; in others, a record is kept as its JSON text.
package protocol NestedDataset: Dataset {
    /// Columns that landing makes of delivered ones.
    func made(of schema: RawSchema) -> [DerivedColumn]
}

extension Dataset {
    package var opensRecords: Bool { self is any NestedDataset }

    /// Columns that landing adds to delivered ones.
    package func derived(_ schema: RawSchema) -> [DerivedColumn] {
        (self as? any NestedDataset)?.made(of: schema) ?? []
    }
}

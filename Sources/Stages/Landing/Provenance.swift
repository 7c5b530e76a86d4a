import BillingModel

/// The columns that Billow adds to every raw row, so that each number leads back to its object.
package enum Provenance {
    package static let export = Column("x_export", .text)
    package static let run = Column("x_run", .text)
    package static let generation = Column("x_generation", .integer)
    /// The object's key below the location that was ingested.
    package static let file = Column("x_file", .text)
    /// The row's number in its file; the first row after the header is 1.
    package static let row = Column("x_row", .integer)
    /// `YYYY-MM`; the partition column, not in the files.
    package static let period = Column("x_billing_period", .text)

    package static let columns = [export, run, generation, file, row]
}

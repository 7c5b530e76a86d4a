import BillingModel

/// A Parquet file that may be quite right, but uses what this reader does not read. An SQL engine may.
package struct UnsupportedParquet: Error, Hashable, Sendable, CustomStringConvertible {
    package let what: String

    package init(_ what: String) {
        self.what = what
    }

    package var description: String { "Parquet with \(what)" }
}

extension BillowError {
    static func damagedParquet(_ what: String) -> BillowError {
        BillowError(.badData, "damaged Parquet data: \(what)", hint: "fetch or write the file again")
    }
}

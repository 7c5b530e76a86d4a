import BillingModel

/// A column that landing makes of another one's cells, because rows are told apart or added up by it.
package struct DerivedColumn: Hashable, Sendable {
    package let column: Column
    /// The delivered column, by its name in the lake.
    package let source: String
    package let reading: CellReading

    package init(_ column: Column, from source: String, by reading: CellReading) {
        self.column = column
        self.source = source
        self.reading = reading
    }
}

extension RawSchema {
    /// With the columns that landing adds.
    package func landed(as dataset: any Dataset) -> RawSchema {
        RawSchema(columns + dataset.derived(self).map(\.column))
    }
}

/// What stands under one header of a file: a cell, or several cells as a JSON object.
struct ExportField<Column: ExportColumn>: Sendable {
    enum Content: Sendable {
        case cell(Column)
        /// By key, without the empty ones; the values as text or, where `isNumeric`, as numbers.
        case object([(key: String, column: Column)], isNumeric: Bool)
    }

    let name: String
    let content: Content

    /// `name` where the header spells the column in another way.
    init(_ column: Column, as name: String? = nil) {
        self.name = name ?? column.name
        content = .cell(column)
    }

    init(_ name: String, object members: [(key: String, column: Column)], isNumeric: Bool = false) {
        self.name = name
        content = .object(members, isNumeric: isNumeric)
    }
}

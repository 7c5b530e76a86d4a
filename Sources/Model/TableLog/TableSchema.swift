import BillingModel

/// Columns to and from Delta's `schemaString`.
package enum TableSchema {
    private static let sourceNameKey = "billow.sourceName"
    /// Field metadata that changes how values must be read or written.
    private static let refusedKeys = [
        "delta.columnMapping.", "delta.invariants", "delta.generationExpression", "delta.identity.",
        "delta.typeChanges",
    ]

    /// The `schemaString` of these columns.
    package static func text(_ columns: [Column]) throws -> String {
        let fields = columns.map { column in
            JSONValue.object([
                "name": .string(column.name), "type": type(of: column), "nullable": true,
                "metadata": .object(column.sourceName.map { [sourceNameKey: .string($0)] } ?? [:]),
            ])
        }
        return try LogJSON.text(JSONValue.object(["type": "struct", "fields": .array(fields)]))
    }

    static func columns(_ text: String) throws -> [Column] {
        let schema = try LogJSON.value(text)
        guard schema["type"]?.text == "struct", let fields = schema["fields"]?.array else {
            throw LogDefect("'schemaString' is not a struct")
        }
        return try fields.map(column)
    }

    private static func column(_ field: JSONValue) throws -> Column {
        guard let name = field["name"]?.text, !name.isEmpty else { throw LogDefect("a column has no name") }
        guard let type = field["type"].flatMap(columnType) else {
            throw LogDefect("column '\(name)' has a type that Billow does not write")
        }
        guard field["nullable"]?.bool == true else { throw LogDefect("column '\(name)' is not nullable") }
        let metadata = field["metadata"]?.object ?? [:]
        for key in metadata.keys.sorted() where refusedKeys.contains(where: { key.hasPrefix($0) }) {
            throw LogDefect("column '\(name)' uses \(key), which is not supported")
        }
        return Column(name, type, sourceName: metadata[sourceNameKey]?.text)
    }

    private static func type(of column: Column) -> JSONValue {
        switch column.type {
        case .text: "string"
        case .decimal: "decimal(38,18)"
        case .integer: "long"
        case .timestamp: "timestamp"
        case .date: "date"
        case .boolean: "boolean"
        case .map: ["type": "map", "keyType": "string", "valueType": "string", "valueContainsNull": true]
        }
    }

    private static func columnType(_ type: JSONValue) -> ColumnType? {
        switch type.text {
        case "string": .text
        case "decimal(38,18)": .decimal
        case "long": .integer
        case "timestamp": .timestamp
        case "date": .date
        case "boolean": .boolean
        case nil
        where type["type"]?.text == "map" && type["keyType"]?.text == "string"
            && type["valueType"]?.text == "string":
            .map
        default: nil
        }
    }
}

import BillingModel

/// Finds the lake's columns in a schema, which lists every group before its children.
struct SchemaReader {
    private let elements: [SchemaElement]
    private var position = 0
    private var leafCount = 0

    private init(_ elements: [SchemaElement]) {
        self.elements = elements
    }

    static func columns(_ schema: [SchemaElement]) throws -> [StoredColumn] {
        var reader = SchemaReader(schema)
        let count = try reader.next().childCount ?? 0
        guard count >= 0, count < schema.count else { throw BillowError.damagedParquet("a schema's size") }
        let columns = try (0..<count).map { _ in try reader.column() }
        guard reader.position == schema.count else { throw BillowError.damagedParquet("a schema's size") }
        return columns
    }

    private mutating func next() throws -> SchemaElement {
        guard position < elements.count else { throw BillowError.damagedParquet("a schema's size") }
        defer { position += 1 }
        return elements[position]
    }

    private mutating func column() throws -> StoredColumn {
        let element = try next()
        let isOptional = element.repetition == .optional
        guard isOptional || element.repetition == .required else {
            throw UnsupportedParquet("the repeated column '\(element.name)'")
        }
        let firstLeaf = leafCount
        let isGroup = element.type == nil
        let leaves = isGroup ? try mapLeaves(element, depth: isOptional ? 1 : 0) : [try leaf(element, isOptional)]
        leafCount += leaves.count
        let type = isGroup ? ColumnType.map : leaves[0].type.type
        return StoredColumn(
            column: Column(element.name, type), leaves: leaves, firstLeaf: firstLeaf, isOptional: isOptional)
    }

    private func leaf(_ element: SchemaElement, _ isOptional: Bool) throws -> StoredLeaf {
        StoredLeaf(type: try StoredType(element), definitionMax: isOptional ? 1 : 0, repetitionMax: 0)
    }

    /// Of a group around repeated pairs of a text and a text; the names do not matter, as the format says.
    private mutating func mapLeaves(_ group: SchemaElement, depth: Int) throws -> [StoredLeaf] {
        guard group.childCount == 1, group.logicalType == .map || group.convertedType == .map else {
            throw UnsupportedParquet("the nested column '\(group.name)', which is no map")
        }
        let pair = try next()
        guard pair.type == nil, pair.childCount == 2, pair.repetition == .repeated else {
            throw UnsupportedParquet("the map '\(group.name)' in an unknown shape")
        }
        return try [try next(), try next()].map { element in
            guard element.repetition == .required || element.repetition == .optional,
                case let type = try StoredType(element), type.storage == .text
            else { throw UnsupportedParquet("the map '\(group.name)', which is not of text to text") }
            let isOptional = element.repetition == .optional
            return StoredLeaf(type: type, definitionMax: depth + (isOptional ? 2 : 1), repetitionMax: 1)
        }
    }
}

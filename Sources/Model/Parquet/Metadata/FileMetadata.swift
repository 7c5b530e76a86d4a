/// A file's footer.
package struct FileMetadata: Hashable, Sendable {
    package var version: Int
    package var schema: [SchemaElement]
    package var rowCount: Int
    package var rowGroups: [RowGroupMetadata]
    package var remarks: [KeyValue]?
    package var createdBy: String?
    package var columnOrders: [ColumnOrder]?

    package init(
        version: Int, schema: [SchemaElement], rowCount: Int, rowGroups: [RowGroupMetadata],
        remarks: [KeyValue]? = nil, createdBy: String? = nil, columnOrders: [ColumnOrder]? = nil
    ) {
        self.version = version
        self.schema = schema
        self.rowCount = rowCount
        self.rowGroups = rowGroups
        self.remarks = remarks
        self.createdBy = createdBy
        self.columnOrders = columnOrders
    }
}

extension FileMetadata: ThriftStructure {
    package init(from reader: inout ThriftReader) throws {
        var version: Int?
        var schema: [SchemaElement]?
        var rowCount: Int?
        var rowGroups: [RowGroupMetadata]?
        var remarks: [KeyValue]?
        var createdBy: String?
        var columnOrders: [ColumnOrder]?
        var field = ThriftField()
        while try reader.next(&field) {
            switch field.id {
            case 1: version = try reader.int32(field)
            case 2: schema = try reader.structures(field)
            case 3: rowCount = try reader.int64(field)
            case 4: rowGroups = try reader.structures(field)
            case 5: remarks = try reader.structures(field)
            case 6: createdBy = try reader.text(field)
            case 7: columnOrders = try reader.structures(field)
            default: try reader.skip(field)
            }
        }
        self.version = try reader.required(version, "the version")
        self.schema = try reader.required(schema, "the schema")
        self.rowCount = try reader.required(rowCount, "the count of rows")
        self.rowGroups = try reader.required(rowGroups, "the list of row groups")
        self.remarks = remarks
        self.createdBy = createdBy
        self.columnOrders = columnOrders
    }

    package func writeFields(to writer: inout ThriftWriter) {
        writer.field(1, int32: version)
        writer.field(2, schema)
        writer.field(3, int64: rowCount)
        writer.field(4, rowGroups)
        writer.field(5, remarks)
        writer.field(6, createdBy)
        writer.field(7, columnOrders)
    }
}

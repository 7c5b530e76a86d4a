import BillingModel

/// One lake table at one version, as a session is to see it.
package struct TableView: Sendable {
    package struct File: Sendable {
        /// As the engine opens it: a local path or a URL, taken literally.
        package var path: String
        /// From the table's log, never from the path; a column that is missing or nil is null.
        package var partitionValues: [String: String?]

        package init(path: String, partitionValues: [String: String?] = [:]) {
            self.path = path
            self.partitionValues = partitionValues
        }
    }

    /// `raw` for raw tables, nil for the lake's own.
    package var schema: String?
    package var name: String
    /// All columns in order, partition columns among them.
    package var columns: [Column]
    /// Columns whose values stand in the log and not in the files. One that ``columns`` lacks is text.
    package var partitionColumns: [String]
    package var files: [File]

    package init(
        schema: String? = nil, name: String, columns: [Column], partitionColumns: [String] = [], files: [File]
    ) {
        self.schema = schema
        self.name = name
        self.columns = columns
        self.partitionColumns = partitionColumns
        self.files = files
    }
}

import CodedColumns

/// The raw columns of a portion, each read when it is first asked for.
actor RawCells {
    nonisolated let portion: [RawFiles.Piece]
    nonisolated let rowCount: Int
    private let files: RawFiles
    private var distinct: [Int: Task<CodedColumn, any Error>] = [:]
    private var plain: [Int: Task<CodedColumn, any Error>] = [:]

    init(_ files: RawFiles, _ portion: [RawFiles.Piece]) {
        self.files = files
        self.portion = portion
        rowCount = portion.last?.rows.upperBound ?? 0
    }

    /// No value twice.
    func column(_ column: Int) async throws -> CodedColumn {
        let reading = distinct[column] ?? Task { [files, portion] in try files.cells(column, portion, distinct: true) }
        distinct[column] = reading
        return try await reading.value
    }

    /// For those who only look at each row's value: telling values apart takes longer than reading them.
    func values(_ column: Int) async throws -> CodedColumn {
        if let known = distinct[column] { return try await known.value }
        let reading = plain[column] ?? Task { [files, portion] in try files.cells(column, portion, distinct: false) }
        plain[column] = reading
        return try await reading.value
    }

    /// Begins to read.
    func prepare(_ columns: [Int]) {
        for column in columns where distinct[column] == nil {
            distinct[column] = Task { [files, portion] in try files.cells(column, portion, distinct: true) }
        }
    }

    nonisolated func nullCount(_ column: Int) -> Int? { files.nullCount(column, portion) }

    /// In the files, all these columns together.
    nonisolated func sizeBytes(_ columns: [Int]) -> Int {
        columns.reduce(0) { $0 + files.sizeBytes($1, portion) }
    }

    /// Whether a column takes so little of the files that it must have few values.
    nonisolated func isSmall(_ column: Int) -> Bool {
        files.sizeBytes(column, portion) <= 4 * rowCount + 4096
    }
}

import CodedColumns

/// The raw columns of a portion, each read when it is first asked for.
actor RawCells {
    nonisolated let portion: [RawFiles.Piece]
    nonisolated let rowCount: Int
    private let files: RawFiles
    private var columns: [Int: Task<CodedColumn, any Error>] = [:]

    init(_ files: RawFiles, _ portion: [RawFiles.Piece]) {
        self.files = files
        self.portion = portion
        rowCount = portion.last?.rows.upperBound ?? 0
    }

    func column(_ column: Int) async throws -> CodedColumn {
        let known = columns[column]
        let reading = known ?? Task { [files, portion] in try files.cells(column, portion) }
        columns[column] = reading
        return try await reading.value
    }
}

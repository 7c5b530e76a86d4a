import CodedColumns

/// The raw columns of a portion, or of a piece, each read when it is first asked for.
actor RawCells {
    nonisolated let portion: [RawFiles.Piece]
    nonisolated let rowCount: Int
    private let files: RawFiles
    private let limits: LiftLimits
    private var distinct: [Int: Task<CodedColumn, any Error>] = [:]
    private var plain: [Int: Task<CodedColumn, any Error>] = [:]
    private var made: [Recipe: MadeCells] = [:]
    /// Those last found over all rows: whoever counts them asks for them next.
    private var latest: (inputs: [Int], combinations: Combinations)?

    private struct Recipe: Hashable {
        let column: Int
        let recipe: TextRecipe
        let test: TextTest?
    }

    init(_ files: RawFiles, _ portion: [RawFiles.Piece], _ limits: LiftLimits) {
        self.files = files
        self.limits = limits
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

    /// What a recipe makes of a text column, or whether that passes a test.
    func text(_ column: Int, _ recipe: TextRecipe, _ test: TextTest? = nil) async throws -> MadeCells {
        let key = Recipe(column: column, recipe: recipe, test: test)
        if let known = made[key] { return known }
        let raw = try await values(column)
        let cells = test.map { MadeCells(raw, recipe, $0) } ?? MadeCells(raw, recipe)
        made[key] = cells
        return cells
    }

    /// Of all rows, if they are known.
    func combinations(of inputs: [Int]) -> Combinations? {
        latest?.inputs == inputs ? latest?.combinations : nil
    }

    func keep(_ combinations: Combinations, of inputs: [Int]) {
        latest = (inputs, combinations)
    }

    nonisolated func nullCount(_ column: Int) -> Int? { files.nullCount(column, portion) }

    /// In the files, all these columns together.
    nonisolated func sizeBytes(_ columns: [Int]) -> Int {
        columns.reduce(0) { $0 + files.sizeBytes($1, portion) }
    }

    /// Whether a column takes so little of the files that it must have few values.
    nonisolated func isSmall(_ column: Int) -> Bool {
        files.sizeBytes(column, portion) <= limits.smallRowBytes * (rowCount + 1024)
    }
}

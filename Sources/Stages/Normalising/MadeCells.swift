import CodedColumns

/// A raw text column's cells after a ``TextRecipe`` or ``TextTest``.
struct MadeCells: Sendable {
    /// For each row.
    let cells: CodedColumn
    /// Rows that only the engine can tell, in ascending order; they have the code 0.
    private let unknown: Set<UInt32>

    init(_ raw: CodedColumn, _ recipe: TextRecipe) {
        guard recipe != .column, case .text(let texts) = raw.values else {
            self.init(cells: raw, unknown: [])
            return
        }
        let (made, unknownTexts) = recipe.texts(of: texts)
        let values = Evaluation.distinct(made, .text)
        self.init(raw, codes: values.codes, values.values, unknownTexts)
    }

    init(_ raw: CodedColumn, _ recipe: TextRecipe, _ test: TextTest) {
        guard case .text(let texts) = raw.values else {
            self.init(cells: raw, unknown: [])
            return
        }
        let (codes, unknownTexts) = test.verdicts(of: recipe, texts)
        self.init(raw, codes: codes, .truths, unknownTexts)
    }

    /// - Parameter codes: for null and each of the raw column's texts.
    private init(_ raw: CodedColumn, codes: [UInt32], _ values: ValueList, _ unknownTexts: [Int]) {
        let unknown = Set(unknownTexts.map { UInt32($0) })
        self.init(
            cells: CodedColumn(codes: raw.codes.map { codes[Int($0)] }, values: values),
            unknown: unknown.isEmpty
                ? [] : Set(raw.codes.indices.lazy.filter { unknown.contains(raw.codes[$0]) }.map(UInt32.init)))
    }

    private init(cells: CodedColumn, unknown: Set<UInt32>) {
        self.cells = cells
        self.unknown = unknown
    }

    func isUnknown(_ row: UInt32) -> Bool {
        !unknown.isEmpty && unknown.contains(row)
    }

    var hasUnknown: Bool { !unknown.isEmpty }
}

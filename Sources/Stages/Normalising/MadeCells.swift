import CodedColumns

/// A raw text column's cells after a ``TextRecipe`` or ``TextTest``.
struct MadeCells: Sendable {
    /// For each row.
    let cells: CodedColumn
    /// Rows that only the engine can tell, in ascending order; they have the code 0.
    private let unknown: Set<UInt32>

    init(_ raw: CodedColumn, _ recipe: TextRecipe) {
        guard recipe != .column, case .text(let texts) = raw.values else {
            (cells, unknown) = (raw, [])
            return
        }
        let (made, unknownTexts) = recipe.texts(of: texts)
        let values = Evaluation.distinct(made, .text)
        cells = CodedColumn(codes: raw.codes.map { values.codes[Int($0)] }, values: values.values)
        let codes = Set(unknownTexts.map { UInt32($0) })
        unknown =
            codes.isEmpty ? [] : Set(raw.codes.indices.lazy.filter { codes.contains(raw.codes[$0]) }.map(UInt32.init))
    }

    private init(_ cells: CodedColumn, unknown: Set<UInt32>) {
        self.cells = cells
        self.unknown = unknown
    }

    func isUnknown(_ row: UInt32) -> Bool {
        !unknown.isEmpty && unknown.contains(row)
    }

    func verdicts(_ test: TextTest) -> MadeCells {
        guard case .text(let texts) = cells.values else { return self }
        let verdicts = [0] + test.verdicts(texts)
        let codes = cells.codes.map { verdicts[Int($0)] }
        return MadeCells(CodedColumn(codes: codes, values: .truths), unknown: unknown)
    }
}

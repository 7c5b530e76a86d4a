/// What is held or evaluated at a time.
struct LiftLimits: Sendable {
    /// Rows that are held as codes.
    var portionRows = 1 << 20
    /// Rows times raw columns that are held as codes: fewer rows of wide exports.
    var portionCells = 1 << 26
    /// So many combinations are evaluated without asking whether an expression's parts have fewer.
    var cheapCombinations = 1024
    /// A column is small that takes no more for each row.
    var smallRowBytes = 8
}

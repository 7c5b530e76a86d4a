import SQLEngine

/// An expression that can be taken apart where SQL itself decides row by row which part counts. What is left whole, the
/// engine evaluates.
struct Formula: Sendable {
    let sql: SQLText
    /// The engine's name of its type.
    let type: String
    /// Raw columns, in ascending order.
    let inputs: [Int]
    let shape: Shape

    indirect enum Shape: Sendable {
        case whole
        case null
        /// A raw column, as it is.
        case column(Int)
        case cast(Formula)
        case choice([(when: Formula, then: Formula)], otherwise: Formula)
        /// The first that is not null.
        case first([Formula])
        case every([Formula])
        case some([Formula])
        case isNull(Formula)
        /// See `ExactProduct`.
        case product(price: Formula, count: Formula)
    }
}

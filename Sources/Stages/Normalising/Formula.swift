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
        /// The names whose conditions hold, between commas; null where none does.
        case names([(when: Formula, name: [UInt8])])
        /// Made of a raw text column.
        case text(Int, TextRecipe)
        /// What is made of a raw text column, compared with a text.
        case test(Int, TextRecipe, TextTest)
        /// See `ExactProduct`.
        case product(price: Formula, count: Formula)
        case multiple(Formula, times: Formula)
    }

    /// Whether whatever reads large columns can be computed without the engine.
    func isNative(_ isSmall: (Int) -> Bool) -> Bool {
        if inputs.allSatisfy(isSmall) { return true }
        return switch shape {
        case .whole: false
        case .null, .column, .text, .test: true
        case .cast(let part): part.type == type && part.isNative(isSmall)
        case .choice(let checks, let otherwise):
            checks.allSatisfy { $0.when.isNative(isSmall) && $0.then.isNative(isSmall) } && otherwise.isNative(isSmall)
        case .first(let parts), .every(let parts), .some(let parts): parts.allSatisfy { $0.isNative(isSmall) }
        case .isNull(let part): part.isNative(isSmall)
        case .names(let parts): parts.allSatisfy { $0.when.isNative(isSmall) }
        case .product(let one, let two), .multiple(let one, let two): one.isNative(isSmall) && two.isNative(isSmall)
        }
    }
}

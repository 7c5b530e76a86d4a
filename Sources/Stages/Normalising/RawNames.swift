import BillingModel

/// Finds raw columns as SQL does, without regard to case.
struct RawNames: Sendable {
    let columns: [Column]
    private let places: [String: Int]

    init(_ columns: [Column]) {
        self.columns = columns
        places = Dictionary(columns.enumerated().map { ($1.name.lowercased(), $0) }) { first, _ in first }
    }

    subscript(name: String?) -> Int? {
        name.flatMap { places[$0.lowercased()] }
    }

    /// The columns that an expression reads, in ascending order; nil when it reads anything else.
    func inputs(_ expression: Expression) -> [Int]? {
        guard let names = expression.columns else { return nil }
        let inputs = names.compactMap { places[$0] }
        return inputs.count == names.count ? inputs.sorted() : nil
    }
}

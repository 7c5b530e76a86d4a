import BillingModel
import BillingSources

/// How the columns of a `focus` file come from those of the raw files, row by row: copied, or lifted: evaluated once for
/// each combination of what the expression reads.
struct LiftPlan: Sendable {
    enum Way: Sendable {
        case null
        /// The raw column, as it is.
        case copy(Int)
        case lift(Expression)
    }

    struct Output: Sendable {
        let column: Column
        let way: Way
    }

    /// Outputs that read the same raw columns.
    struct Group: Sendable {
        /// In ascending order.
        let inputs: [Int]
        let outputs: [Int]
    }

    let rawColumns: [Column]
    let outputs: [Output]
    let groups: [Group]

    /// Nil when rows of raw and `focus` do not correspond, or when an expression reads more than its own row's cells:
    /// then the engine must map whole rows.
    ///
    /// - Parameter expressions: of the mapping's entries, in their order.
    init?(_ mapping: Mapping, _ expressions: [Expression], rawColumns: [Column]) {
        guard mapping.relation == nil else { return nil }
        let places = Dictionary(rawColumns.enumerated().map { ($1.name.lowercased(), $0) }) { first, _ in first }
        let byName = Dictionary(zip(mapping.entries.map(\.column.name), expressions)) { first, _ in first }
        var outputs: [Output] = []
        var groups: [[Int]: [Int]] = [:]
        for column in Normaliser.columns(of: mapping) {
            let isProvenance = Normaliser.provenance.contains(column)
            let expression = byName[column.name]
            let copied = isProvenance ? column.name : expression?.syntax.plainColumn
            if let copied, let at = places[copied.lowercased()], rawColumns[at].type == column.type {
                outputs.append(Output(column: column, way: .copy(at)))
            } else if let expression {
                guard let inputs = expression.inputs(places) else { return nil }
                groups[inputs, default: []].append(outputs.count)
                outputs.append(Output(column: column, way: .lift(expression)))
            } else {
                guard !isProvenance else { return nil }
                outputs.append(Output(column: column, way: .null))
            }
        }
        self.rawColumns = rawColumns
        self.outputs = outputs
        self.groups = groups.map { Group(inputs: $0, outputs: $1) }.sorted { $0.outputs[0] < $1.outputs[0] }
    }
}

extension Expression {
    /// Raw columns that are read, in ascending order; nil when anything else is.
    func inputs(_ places: [String: Int]) -> [Int]? {
        guard let columns else { return nil }
        let inputs = columns.compactMap { places[$0] }
        return inputs.count == columns.count ? inputs.sorted() : nil
    }
}

extension Syntax {
    /// The column that this is, and nothing else.
    var plainColumn: String? {
        guard nodeClass == "COLUMN_REF", let path = self["column_names"]?.items, path.count == 1 else { return nil }
        return path[0].text
    }
}

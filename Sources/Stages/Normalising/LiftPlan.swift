import BillingModel
import BillingSources
import SQLEngine

/// How the columns of a `focus` file come from those of the raw files, row by row: copied, or lifted, which is
/// evaluated once for each combination of what the expression reads.
struct LiftPlan: Sendable {
    enum Way: Sendable {
        case null
        /// The raw column, as it is.
        case copy(Int)
        case lift(Expression, Shortcut?)
        /// The cells of an output before it.
        case same(Int)
    }

    /// What outputs have in common that are encoded once.
    private struct Source: Hashable {
        let type: ColumnType
        /// Nil where all is null.
        let sql: SQLText?
    }

    /// The expression is this raw text column, wherever that has no empty text.
    struct Shortcut: Hashable, Sendable {
        let column: Int
        /// Only where it has no null either.
        let needsAll: Bool
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
    /// - Parameters:
    ///   - mapping: of the rows that are kept.
    ///   - expressions: of its entries, in their order.
    init?(_ mapping: Mapping, _ expressions: [Expression], rawColumns: [Column]) {
        guard mapping.relation == nil else { return nil }
        let raw = RawNames(rawColumns)
        let byName = Dictionary(zip(mapping.entries.map(\.column.name), expressions)) { first, _ in first }
        var outputs: [Output] = []
        var groups: [[Int]: [Int]] = [:]
        var known: [Source: Int] = [:]
        for column in Normaliser.columns(of: mapping) {
            let isProvenance = Normaliser.provenance.contains(column)
            let expression = byName[column.name]
            let copied = isProvenance ? column.name : expression?.syntax.plainColumn
            if let at = raw[copied], rawColumns[at].type == column.type {
                outputs.append(Output(column: column, way: .copy(at)))
                continue
            }
            let source = Source(type: column.type, sql: expression?.sql)
            if !isProvenance, let first = known[source] {
                outputs.append(Output(column: column, way: .same(first)))
                continue
            }
            known[source] = outputs.count
            if let expression {
                guard let inputs = raw.inputs(expression) else { return nil }
                groups[inputs, default: []].append(outputs.count)
                let shortcut = column.type == .text ? raw.shortcut(expression.syntax) : nil
                outputs.append(Output(column: column, way: .lift(expression, shortcut)))
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

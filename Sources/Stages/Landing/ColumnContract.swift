import BillingModel
import BillingSources

/// What becomes of columns that a source's table does not have yet. Columns that are missing are no breach, and the
/// first delivery of a source agrees with any contract.
package enum ColumnContract: String, Sendable, CaseIterable {
    /// They are added.
    case evolve
    /// The delivery is rejected, and so is one in which a column arrives in a type that its lake column cannot hold.
    case freeze
    /// They are left out, and said to be.
    case discard
}

extension ColumnContract {
    /// Throws `badData` naming what a frozen table does not have.
    package func check(_ delivered: [Column], table: [Column]) throws {
        let new = Self.new(delivered, table: table)
        guard self == .freeze, !new.isEmpty else { return }
        let named = new.map { column -> String in
            let source = column.sourceName ?? column.name
            let known = table.first { ($0.sourceName ?? $0.name) == source }
            return known.map { "\(source) as \(column.type.rawValue) where \($0.type.rawValue) is agreed" } ?? source
        }
        throw BillowError(
            .badData, "the table's columns are frozen, and this delivery has others: \(named.joined(separator: ", "))",
            hint: "--schema evolve adds them, --schema discard leaves them out")
    }

    /// In their order, those that the table does not have; none where there is no table yet.
    static func new(_ delivered: [Column], table: [Column]) -> [Column] {
        let known = Set(table.map { $0.name.lowercased() })
        return known.isEmpty ? [] : delivered.filter { !known.contains($0.name.lowercased()) }
    }

    /// What is left of a file's columns where new ones are left out. Throws `badData` where that would change what the
    /// file says was billed.
    static func known(_ delivered: [Column], table: [Column], dataset: any Dataset) throws -> [Column] {
        let new = Set(new(delivered, table: table).map(\.name))
        guard !new.isEmpty else { return delivered }
        let kept = delivered.filter { !new.contains($0.name) }
        let control = try dataset.control(RawSchema(delivered))
        let sources = dataset.derived(RawSchema(delivered)).map(\.source)
        let needed = (control.billed + [control.currency].compactMap { $0 } + sources).filter(new.contains)
        guard needed.isEmpty else {
            throw BillowError(
                .badData,
                "the new column \(needed.joined(separator: ", ")) tells what was billed, and cannot be left out",
                hint: "--schema evolve adds it")
        }
        return kept
    }
}

/// The contract of each source.
package struct ColumnContracts: Sendable {
    private let common: ColumnContract
    private let bySource: [String: ColumnContract]

    package static let evolve = ColumnContracts()

    package init(_ common: ColumnContract = .evolve, bySource: [String: ColumnContract] = [:]) {
        self.common = common
        self.bySource = bySource
    }

    package subscript(_ source: String) -> ColumnContract { bySource[source] ?? common }
}

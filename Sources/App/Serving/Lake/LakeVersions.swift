import Reporting

/// Which version of each table an answer is from.
package struct LakeVersions: Hashable, Sendable {
    /// By name: `daily`, `focus`, `raw/SOURCE`.
    package let tables: [String: Int]

    package init(_ tables: [String: Int]) {
        self.tables = tables
    }

    private var sorted: [(name: String, version: Int)] {
        tables.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    package var json: String { JSONText.object(sorted.map { ($0.name, String($0.version)) }) }

    /// `daily@12 focus@12`.
    package var description: String { sorted.map { "\($0.name)@\($0.version)" }.joined(separator: " ") }

    /// Differs where the lake, or the program that answers, differs.
    func entityTag(program: String) -> String {
        "\"\(program)-" + sorted.map { String($0.version) }.joined(separator: ".") + "\""
    }
}

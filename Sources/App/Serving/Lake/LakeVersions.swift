import Reporting

/// Which version of each table an answer is from.
package struct LakeVersions: Hashable, Sendable {
    /// By name: `daily`, `focus`, `raw/SOURCE`.
    package let tables: [String: Int]
    /// Differs where the configuration does that rows are read by; nil without one.
    package let configuration: String?

    package init(_ tables: [String: Int], configuration: String? = nil) {
        self.tables = tables
        self.configuration = configuration
    }

    private var sorted: [(name: String, version: Int)] {
        tables.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    package var json: String {
        JSONText.object(
            sorted.map { ($0.name, String($0.version)) }
                + (configuration.map { [("configuration", JSONText.string($0))] } ?? []))
    }

    /// `daily@12 focus@12 configuration@9f3c…`.
    package var description: String {
        (sorted.map { "\($0.name)@\($0.version)" } + (configuration.map { ["configuration@\($0)"] } ?? []))
            .joined(separator: " ")
    }

    /// Differs where the lake, the configuration or the program that answers differs.
    func entityTag(program: String) -> String {
        "\"\(program)-"
            + (sorted.map { String($0.version) } + [configuration].compactMap { $0 })
            .joined(separator: ".") + "\""
    }
}

import Reporting

/// Which version of each table an answer is from.
package struct LakeVersions: Hashable, Sendable {
    /// By name: `daily`, `focus`, `raw/SOURCE`.
    package let tables: [String: Int]
    /// Differs where the configuration does that rows are read by; nil without one.
    package let configuration: String?
    /// Differs where the rows do that are seen; nil where all are.
    package private(set) var limit: String?

    package init(_ tables: [String: Int], configuration: String? = nil) {
        self.tables = tables
        self.configuration = configuration
    }

    /// What a limited reader is told: a source's table has a name that he may not know.
    func limited(to limit: RowLimit) -> LakeVersions {
        var limited = LakeVersions(
            tables.filter { ["daily", "focus"].contains($0.key) }, configuration: configuration)
        limited.limit = AccessToken.digest(limit.description).prefix(8).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
        return limited
    }

    private var sorted: [(name: String, version: Int)] {
        tables.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    package var json: String {
        JSONText.object(
            sorted.map { ($0.name, String($0.version)) } + marks.map { ($0.name, JSONText.string($0.value)) })
    }

    private var marks: [(name: String, value: String)] {
        [("configuration", configuration), ("limit", limit)].compactMap { name, value in value.map { (name, $0) } }
    }

    /// `daily@12 focus@12 configuration@9f3c…`.
    package var description: String {
        (sorted.map { "\($0.name)@\($0.version)" } + marks.map { "\($0.name)@\($0.value)" }).joined(separator: " ")
    }

    /// Differs where the lake, the configuration, the rows that are seen, the program that answers or the sort of
    /// answer differs.
    func entityTag(program: String, sort: String) -> String {
        "\"\(program)-"
            + (sorted.map { String($0.version) } + ["c\(configuration ?? "")", "l\(limit ?? "")", sort])
            .joined(separator: ".") + "\""
    }
}

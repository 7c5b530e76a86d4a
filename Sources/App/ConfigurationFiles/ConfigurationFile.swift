import BillingModel
import BillingSources
import Crypto
import Foundation
import Reporting

/// What `billow.yaml` says; docs/configuration.md tells its keys.
package struct ConfigurationFile: Sendable {
    /// Nil where there is no file.
    package let path: String?
    package let hints: DeliveryHints
    package let rules: ReadingRules
    /// Differs where the text does, or that of a file that it names; nil where there is none.
    package let fingerprint: String?

    package static let none = ConfigurationFile()

    static let sections = ["sources", "tags", "dimensions", "markup"]

    private init() {
        path = nil
        hints = .none
        rules = .none
        fingerprint = nil
    }

    /// `path` is for messages, `datasets` are those that there are; `read` gives the text of another file that this one
    /// names, and its name in messages. Throws `configuration` naming the line.
    package init(
        _ text: String, path: String, datasets: [String], read: (String) throws -> (text: String, name: String)
    ) throws {
        self.path = path
        var texts = [text]
        let sections = try Setting(yaml: text, file: path)?.section(Self.sections)
        hints = try DeliveryHints(sections?["sources"], datasets: datasets)
        var rules = ReadingRules()
        rules.tags = try TagRules(sections?["tags"])
        for setting in try sections?["dimensions"]?.list() ?? [] {
            let table = try DimensionTable(setting) { name in
                let file = try read(name)
                texts.append(file.text)
                return file
            }
            try Self.check(table, beside: rules.dimensions, setting)
            rules.dimensions.append(table)
        }
        rules.markups =
            try sections?["markup"]?.list().map {
                try MarkupRule($0, attributes: rules.attributes)
            } ?? []
        let others = rules.dimensions.map(\.key) + rules.markups.flatMap(\.conditions).map(\.dimension)
        rules.tags.otherKeys = others.compactMap(\.tagKey)
        try rules.tags.checkSpellings(sections?["tags"])
        self.rules = rules
        fingerprint = Self.fingerprint(texts)
    }

    /// Attributes are dimensions: no two have one name.
    private static func check(_ table: DimensionTable, beside others: [DimensionTable], _ setting: Setting) throws {
        let known = Set(others.flatMap(\.attributes).map { $0.lowercased() })
        if let name = table.attributes.first(where: { known.contains($0.lowercased()) }) {
            throw setting.error("two files of dimensions have a column \(name)", hint: "rename one")
        }
    }

    private static func fingerprint(_ texts: [String]) -> String {
        var hash = SHA256()
        for text in texts {
            hash.update(data: Data("\(text.utf8.count) ".utf8))
            hash.update(data: Data(text.utf8))
        }
        return hash.finalize().prefix(8).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}

extension ConfigurationFile: CustomStringConvertible {
    package var description: String {
        guard let path else { return "none; ./billow.yaml, --config or BILLOW_CONFIG would be read" }
        let parts = [
            ("hint", hints.entries.count), ("tag mapping", rules.tags.mappings.count),
            ("virtual tag rule", rules.tags.virtuals.count), ("attribute", rules.attributes.count),
            ("markup rule", rules.markups.count),
        ]
        let told = parts.filter { $0.1 > 0 }.map { "\($0.1) \($0.0)\($0.1 == 1 ? "" : "s")" }
        return "\(path)\(told.isEmpty ? "" : ": \(told.joined(separator: ", "))")"
    }
}

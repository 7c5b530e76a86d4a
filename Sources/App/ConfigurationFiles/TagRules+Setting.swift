import BillingModel
import Reporting

extension TagRules {
    init(_ setting: Setting?) throws {
        self.init()
        guard let setting else { return }
        let keys = try setting.section(["fold_case", "enabled", "mapping", "virtual"])
        foldsCase = try keys["fold_case"]?.flag() ?? false
        enabled = try keys["enabled"]?.list().map { try $0.text() }
        let mappings = try keys["mapping"]?.list() ?? []
        self.mappings = try mappings.map(Mapping.init)
        virtuals = try keys["virtual"]?.list().map(Virtual.init) ?? []
        for (at, mapping) in self.mappings.enumerated() { try check(mapping, before: at, mappings[at]) }
    }

    /// A child has one parent at a time and is none itself.
    private func check(_ mapping: Mapping, before at: Int, _ setting: Setting) throws {
        for child in mapping.children {
            if mappings.contains(where: { $0.parent == child }) {
                throw setting.error("the tag \(child) is a parent and a child", hint: "map its children to the parent")
            }
            let other = mappings[..<at].first { $0.children.contains(child) && $0.period.overlaps(mapping.period) }
            if let other {
                throw setting.error(
                    "the tag \(child) has two parents on the same days: \(other.parent) and \(mapping.parent)",
                    hint: "give them periods that follow each other; to is exclusive")
            }
        }
    }

    /// Throws where two spellings would become one key.
    func checkSpellings(_ setting: Setting?) throws {
        guard foldsCase, let setting else { return }
        for (_, keys) in Dictionary(grouping: namedKeys, by: { $0.lowercased() }) where keys.count > 1 {
            throw setting.error(
                "with fold_case \(keys.sorted().joined(separator: " and ")) are one key",
                hint: "spell it the same everywhere")
        }
    }
}

extension TagRules.Mapping {
    fileprivate init(_ setting: Setting) throws {
        let keys = try setting.section(["parent", "children", "from", "to"], needed: ["parent", "children"])
        let children = try keys["children"]?.listOrOne().map { try $0.text() } ?? []
        guard !children.isEmpty else { throw setting.error("\(setting.name) has no children") }
        self.init(parent: try keys.text("parent"), children: children, period: try RulePeriod(keys))
    }
}

extension TagRules.Virtual {
    fileprivate init(_ setting: Setting) throws {
        let keys = try setting.section(["key", "value", "when", "from", "to"], needed: ["key", "value", "when"])
        self.init(
            key: try keys.text("key"), value: try keys.text("value"),
            conditions: try keys["when"].map { try CostReport.Filter.all($0) } ?? [], period: try RulePeriod(keys))
    }
}

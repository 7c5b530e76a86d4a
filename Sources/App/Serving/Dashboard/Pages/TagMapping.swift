import BillingModel
import Reporting

/// The tag rules of the configuration, as they are in effect.
struct TagMapping {
    let rules: TagRules

    var html: HTML {
        guard !rules.isEmpty else {
            return """
                <section class="card"><h2>Mapping</h2><p class="quiet">Tags are shown as they were delivered: no \
                configuration has rules for them. <code>tags:</code> in <code>billow.yaml</code> folds spellings, maps \
                keys to one, sets virtual tags and chooses keys; it holds for all of history at once.</p></section>
                """
        }
        return """
            <section class="card"><h2>Mapping</h2><p class="quiet">Rules of the configuration in the order in which \
            they are applied. The lake keeps tags as delivered.</p>\(general)\(mappings)\(virtuals)</section>
            """
    }

    private var general: HTML {
        let folding: HTML =
            rules.foldsCase
            ? "<li>Keys that differ in case only are one.</li>"
            : "<li>Keys that differ in case are different keys.</li>"
        let enabled: HTML =
            rules.enabled.map { keys in
                "<li>Only these keys are kept, with parents and virtual ones: \(Self.list(keys))</li>"
            } ?? "<li>All keys are kept.</li>"
        return "<ul>\(folding)\(enabled)</ul>"
    }

    private var mappings: HTML {
        guard !rules.mappings.isEmpty else { return "" }
        let rows = rules.mappings.map { mapping -> HTML in
            """
            <tr><td class="name"><code>\(mapping.parent)</code></td>\
            <td class="name">\(Self.list(mapping.children))</td><td class="day">\(Self.period(mapping.period))</td></tr>
            """
        }
        return """
            <h3>Keys that become one</h3><div class="scroll"><table><thead><tr><th>Key</th>\
            <th>Gets, where it has no value, the first of</th><th>On days</th></tr></thead><tbody>\(rows)</tbody>\
            </table></div>
            """
    }

    private var virtuals: HTML {
        guard !rules.virtuals.isEmpty else { return "" }
        let rows = rules.virtuals.map { rule -> HTML in
            """
            <tr><td class="name"><code>\(rule.key)</code></td><td class="name"><bdi>\(rule.value)</bdi></td>\
            <td class="name">\(Self.conditions(rule.conditions))</td>\
            <td class="day">\(Self.period(rule.period))</td></tr>
            """
        }
        return """
            <h3>Virtual tags</h3><div class="scroll"><table><thead><tr><th>Key</th><th>Value</th><th>Where</th>\
            <th>On days</th></tr></thead><tbody>\(rows)</tbody></table></div>
            """
    }

    private static func list(_ keys: [String]) -> HTML {
        let items = keys.enumerated().map { at, key -> HTML in
            at == 0 ? "<code>\(key)</code>" : ", <code>\(key)</code>"
        }
        return "\(items)"
    }

    private static func period(_ period: RulePeriod) -> String {
        switch (period.from, period.to) {
        case (nil, nil): "all"
        case (let from?, nil): "from \(from)"
        case (nil, let to?): "before \(to)"
        case (let from?, let to?): "\(from) to before \(to)"
        }
    }

    private static func conditions(_ filters: [CostReport.Filter]) -> HTML {
        let items = filters.map { filter -> HTML in
            let value = filter.value ?? filter.dimension.missingLabel
            let word =
                switch (filter.role, filter.match) {
                case (.excluded, .equal): "is not"
                case (.excluded, .contains): "does not contain"
                case (.either, .equal): "may be"
                case (.either, .contains): "may contain"
                case (_, .equal): "is"
                case (_, .contains): "contains"
                }
            return "<li><code>\(filter.dimension.name)</code> \(word) <bdi>\(value)</bdi></li>"
        }
        return items.isEmpty ? "everywhere" : "<ul class=\"plain\">\(items)</ul>"
    }
}

extension TagRules {
    /// A contract of `/api/v1/tags`: what is done to keys before they are counted.
    var json: String {
        func period(_ period: RulePeriod) -> [(name: String, json: String)] {
            [
                ("from", JSONText.string(period.from?.description)), ("to", JSONText.string(period.to?.description)),
            ]
        }
        func texts(_ texts: [String]) -> String { JSONText.array(texts.map { JSONText.string($0) }) }
        let mappings = mappings.map {
            JSONText.object(
                [("parent", JSONText.string($0.parent)), ("children", texts($0.children))] + period($0.period))
        }
        let virtuals = virtuals.map {
            JSONText.object(
                [("key", JSONText.string($0.key)), ("value", JSONText.string($0.value))] + period($0.period))
        }
        return JSONText.object([
            ("fold_case", foldsCase ? "true" : "false"), ("enabled", enabled.map(texts) ?? "null"),
            ("mapping", JSONText.array(mappings)), ("virtual", JSONText.array(virtuals)),
        ])
    }
}

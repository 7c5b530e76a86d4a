/// How tags are read. They lie in the lake as delivered; rules hold for all of its history, on the days that they name.
///
/// In this order: keys are folded, children merged into parents, virtual keys set, keys that are not enabled left out.
package struct TagRules: Hashable, Sendable {
    /// Children's values stand where the parent has none; the first child with a value counts. Children are no keys of
    /// their own then.
    package struct Mapping: Hashable, Sendable {
        package let parent: String
        package let children: [String]
        package let period: RulePeriod

        package init(parent: String, children: [String], period: RulePeriod = .always) {
            self.parent = parent
            self.children = children
            self.period = period
        }
    }

    /// The key has this value where the conditions hold, which see mapped tags and no virtual ones.
    package struct Virtual: Hashable, Sendable {
        package let key: String
        package let value: String
        package let conditions: [CostReport.Filter]
        package let period: RulePeriod

        package init(key: String, value: String, conditions: [CostReport.Filter], period: RulePeriod = .always) {
            self.key = key
            self.value = value
            self.conditions = conditions
            self.period = period
        }
    }

    /// Keys that differ in case only are one: that which comes first in the order of bytes and has a value. It is in
    /// lower case, unless a rule spells it otherwise.
    package var foldsCase = false
    package var mappings: [Mapping] = []
    /// Of one key, the first that applies counts; where none does, the key keeps what it has.
    package var virtuals: [Virtual] = []
    /// Nil is all. Parents and virtual keys are enabled, too.
    package var enabled: [String]?
    /// How other rules spell keys.
    package var otherKeys: [String] = []

    package static let none = TagRules()

    package init() {}

    package var isEmpty: Bool { !foldsCase && mappings.isEmpty && virtuals.isEmpty && enabled == nil }

    /// All keys that rules name.
    package var namedKeys: Set<String> {
        let conditions = virtuals.flatMap(\.conditions).compactMap(\.dimension.tagKey)
        return Set(
            (enabled ?? []) + mappings.flatMap { [$0.parent] + $0.children } + virtuals.map(\.key) + conditions
                + otherKeys)
    }
}

import BillingModel

/// When each column of a source was delivered first and last, and why some have relatives. Pure.
package struct SchemaDiary: Sendable {
    package struct Entry: Sendable {
        package let source: String
        /// The column's name in the lake.
        package let name: String
        package let type: ColumnType
        /// As the source spelled it, in order of appearance.
        package fileprivate(set) var spellings: [String]
        /// Nil where the column is older than the record of deliveries.
        package fileprivate(set) var first: DeliveredSchema.Landing?
        package fileprivate(set) var last: DeliveredSchema.Landing?
        package fileprivate(set) var deliveries = 0
        /// The newest landing of an export that ever had it has it still.
        package fileprivate(set) var isCurrent = false
        /// Columns of the same spelling in another type.
        package fileprivate(set) var otherTypes: [String] = []
        /// Columns of another spelling that would have had the same name.
        package fileprivate(set) var clashes: [String] = []
    }

    /// In the order of the table's columns.
    package private(set) var entries: [Entry]

    /// `table` are the source's columns by now, `landings` in the order in which they came.
    package init(source: String, table: [Column], landings: [DeliveredSchema]) {
        entries = table.map {
            Entry(source: source, name: $0.name, type: $0.type, spellings: [$0.sourceName ?? $0.name])
        }
        let places = Dictionary(entries.indices.map { (entries[$0].name, $0) }) { first, _ in first }
        var exports: [Int: Set<String>] = [:]
        var newest: [String: Set<Int>] = [:]
        for landing in landings {
            var seen: Set<Int> = []
            for column in landing.columns {
                guard let at = places[column.name] else { continue }
                seen.insert(at)
                exports[at, default: []].insert(landing.landing.export)
                see(column, at, landing.landing)
            }
            newest[landing.landing.export] = seen
        }
        for at in entries.indices {
            entries[at].isCurrent = exports[at, default: []].contains { newest[$0]?.contains(at) ?? false }
        }
        relate()
    }

    private mutating func see(_ column: Column, _ at: Int, _ landing: DeliveredSchema.Landing) {
        let spelling = column.sourceName ?? column.name
        if !entries[at].spellings.contains(spelling) { entries[at].spellings.append(spelling) }
        entries[at].first = entries[at].first ?? landing
        entries[at].last = landing
        entries[at].deliveries += 1
    }

    private mutating func relate() {
        var bySpelling: [String: Set<Int>] = [:]
        for at in entries.indices {
            for spelling in entries[at].spellings { bySpelling[spelling, default: []].insert(at) }
        }
        let byName = Dictionary(entries.indices.map { (entries[$0].name.lowercased(), $0) }) { first, _ in first }
        for at in entries.indices {
            let same = entries[at].spellings.reduce(into: Set<Int>()) { $0.formUnion(bySpelling[$1] ?? []) }
            entries[at].otherTypes = same.subtracting([at]).sorted().map { entries[$0].name }
            guard let plain = Self.unsuffixed(entries[at].name.lowercased()).flatMap({ byName[$0] }),
                !same.contains(plain)
            else { continue }
            entries[at].clashes.append(entries[plain].name)
            entries[plain].clashes.append(entries[at].name)
        }
    }

    /// `foo_1a2b3c4d` → `foo`: what the landing stage makes of a name that is taken.
    private static func unsuffixed(_ name: String) -> String? {
        let digits = name.utf8.suffix(8)
        let isSuffix = digits.allSatisfy {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
        }
        let rest = name.utf8.dropLast(8)
        guard digits.count == 8, isSuffix, rest.last == UInt8(ascii: "_"), rest.count > 1 else { return nil }
        return String(rest.dropLast())
    }
}

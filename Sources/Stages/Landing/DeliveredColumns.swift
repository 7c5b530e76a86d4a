import BillingModel
import BillingSources

/// Binds a file's header to lake columns.
enum DeliveredColumns {
    /// One column for each header cell, in order, each with a name of its own.
    ///
    /// The same source spelling is the same column for ever; a spelling that differs in case alone is too, unless this
    /// file has both. A name that something else already took gets a suffix made from the spelling. A type that the
    /// table's column cannot hold without loss opens a second column, named after the type: files that were written
    /// before stay what they are.
    static func bind(
        _ header: [(name: String, sqlType: String?)], dataset: any Dataset, table: [Column]
    ) throws -> [Column] {
        let sources = header.enumerated().map { $1.name.isEmpty ? "column_\($0 + 1)" : $1.name }
        let bySource = Dictionary(grouping: table) { $0.sourceName ?? $0.name }
        let reserved = (Provenance.columns + [Provenance.period]).map(\.name)
        var taken = Set(table.map { $0.name.lowercased() } + reserved)
        var bound = Set<String>()
        var seen = Set<String>()
        return try zip(header, sources).map { cell, source in
            guard seen.insert(source).inserted else {
                throw BillowError(.badData, "the column '\(source)' appears twice in the header")
            }
            let wanted = dataset.column(forHeader: source, sqlType: cell.sqlType)
            let known = bySource[source] ?? sameButForCase(source, wanted.name, in: table, sources: sources)
            let fitting = known.filter { $0.type.widened(with: wanted.type) == $0.type }
            // Two spellings of this file may both differ in case alone from one of the table.
            if let column = fitting.first, bound.insert(column.name.lowercased()).inserted {
                return Column(column.name, column.type, sourceName: source)
            }
            let opened = fitting.isEmpty ? known.first.map { "\($0.name)_\(wanted.type.rawValue)" } : nil
            let name = opened ?? wanted.name
            let free = unused(name, source, taken)
            taken.insert(free.lowercased())
            bound.insert(free.lowercased())
            return Column(free, wanted.type, sourceName: source)
        }
    }

    /// The name, or the name with the spelling's fingerprint, or with further ones until nothing has it.
    private static func unused(_ name: String, _ source: String, _ taken: Set<String>) -> String {
        var free = name
        var salt = source
        while taken.contains(free.lowercased()) {
            free = "\(name)_\(fingerprint(salt))"
            salt += "'"
        }
        return free
    }

    private static func sameButForCase(
        _ source: String, _ name: String, in table: [Column], sources: [String]
    ) -> [Column] {
        table.filter {
            let theirs = $0.sourceName ?? $0.name
            return theirs.lowercased() == source.lowercased() && $0.name.lowercased() == name.lowercased()
                && !sources.contains(theirs)
        }
    }

    /// FNV-1a, 32 bits, in hex: the same suffix for the same spelling, everywhere and always.
    static func fingerprint(_ text: String) -> String {
        var hash: UInt32 = 2_166_136_261
        for byte in text.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}

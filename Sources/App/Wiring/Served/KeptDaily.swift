import Reporting
import SQLEngine

/// The daily summary in memory, in the place of a view over files: compressed, which makes it a tenth of its size and
/// is read faster, too. A part of the table is a partition as some version of the lake has it; versions share parts.
///
/// Statements are made here and run elsewhere: for a database that was begun with ``creation``.
package struct KeptDaily: Sendable {
    /// Values of the partition columns, in their order.
    package typealias Partition = [String?]

    /// What one version has in the table, and what it lacks.
    package struct Share: Sendable {
        package fileprivate(set) var parts: Set<Int> = []
        package fileprivate(set) var missing: [Partition: [TableView.File]] = [:]
    }

    private struct Part {
        let partition: Partition
        let paths: Set<String>
    }

    private let partitionColumns: [String]
    /// Those whose rows are in the table.
    private var parts: [Int: Part] = [:]
    /// Those of which nobody can say whether the table has rows: they are nobody's.
    private var doubtful: Set<Int> = []
    private var lastPart = 0

    package init(partitionColumns: [String]) {
        self.partitionColumns = partitionColumns
    }

    package static let creation: SQLText = "ATTACH ':memory:' AS kept (COMPRESS)"
    package static let checkpoint: SQLText = "CHECKPOINT kept"
    private static let table: SQLText = "kept.main.daily"
    private static let part: SQLText = "billow_part"

    /// The table, without a row yet, for rows of a relation.
    package static func table(like relation: SQLText) -> SQLText {
        "CREATE TABLE \(sql: table) AS SELECT CAST(0 AS INTEGER) AS \(sql: part), * FROM \(sql: relation) LIMIT 0"
    }

    // MARK: Versions

    package func share(of files: [TableView.File]) -> Share {
        var share = Share()
        let known = Dictionary(parts.map { ($0.value.paths, $0) }) { one, _ in one }
        for (partition, files) in Dictionary(grouping: files, by: partition(of:)) {
            if let part = known[Set(files.map(\.path))], part.value.partition == partition {
                share.parts.insert(part.key)
            } else {
                share.missing[partition] = files
            }
        }
        return share
    }

    /// The rows of the share, those that it lacks from `missing`: `daily` of a version.
    package func rows(of share: Share, missing: SQLText) -> SQLText {
        guard !share.parts.isEmpty else { return "SELECT * FROM \(sql: missing)" }
        let others = doubtful.union(parts.keys).subtracting(share.parts).sorted()
        // Parts of later versions have higher numbers; the engine sees by its statistics where none is left out.
        let last: SQLText = "\(sql: Self.part) <= \(lastPart)"
        let condition =
            others.isEmpty
            ? last
            : "\(sql: last) AND \(sql: Self.part) NOT IN (\(sql: .joined(others.map { "\($0)" }, separator: ", ")))"
        let kept: SQLText = "SELECT * EXCLUDE (\(sql: Self.part)) FROM \(sql: Self.table) WHERE \(sql: condition)"
        return share.missing.isEmpty ? kept : "\(sql: kept) UNION ALL SELECT * FROM \(sql: missing)"
    }

    // MARK: Rows in and out

    /// Partitions that are missing, to be read together: what is not yet compressed takes ten times as much.
    package func pieces(of share: Share, partitionsAtOnce: Int = 36) -> [[Partition]] {
        // Newest first.
        let time = partitionColumns.firstIndex(of: "x_billing_period") ?? 0
        let sorted = share.missing.keys.sorted { left, right in
            let (one, other) = (left[time] ?? "", right[time] ?? "")
            return one == other ? left.map { $0 ?? "" }.lexicographicallyPrecedes(right.map { $0 ?? "" }) : one > other
        }
        return stride(from: 0, to: sorted.count, by: max(1, partitionsAtOnce)).map {
            Array(sorted[$0..<min(sorted.count, $0 + max(1, partitionsAtOnce))])
        }
    }

    /// A statement that reads a piece, and the numbers of its parts, which count once they are added.
    package mutating func reading(_ piece: [Partition], from missing: SQLText) -> (statement: SQLText, parts: [Int]) {
        let numbers = piece.indices.map { lastPart + 1 + $0 }
        lastPart += piece.count
        doubtful.formUnion(numbers)
        let columns = partitionColumns.map { "\(name: $0)" as SQLText }
        let cases = zip(piece, numbers).map { partition, number -> SQLText in
            let conditions = zip(columns, partition).map { column, value -> SQLText in
                "\(sql: column) IS NOT DISTINCT FROM \(value)"
            }
            return "WHEN \(sql: conditions.isEmpty ? "true" : .joined(conditions, separator: " AND ")) THEN \(number)"
        }
        // Said by itself, so that other files are left unread.
        let all = columns.indices.map { at -> SQLText in
            let values = Set(piece.map { $0[at] })
            let texts = values.compactMap { $0 }.sorted().map { "\($0)" as SQLText }
            let known: SQLText =
                texts.isEmpty ? "false" : "\(sql: columns[at]) IN (\(sql: .joined(texts, separator: ", ")))"
            return values.contains(nil) ? "(\(sql: known) OR \(sql: columns[at]) IS NULL)" : known
        }
        let statement: SQLText = """
            INSERT INTO \(sql: Self.table)
            SELECT CAST(CASE \(sql: .joined(cases, separator: " ")) END AS INTEGER) AS \(sql: Self.part), *
            FROM \(sql: missing) WHERE \(sql: all.isEmpty ? "true" : .joined(all, separator: " AND "))
              AND \(sql: Self.part) IS NOT NULL
            ORDER BY UsageDate
            """
        return (statement, numbers)
    }

    /// The rows of a piece are in the table: it lacks nothing of the share any more.
    package mutating func add(_ piece: [Partition], _ numbers: [Int], to share: inout Share) {
        for (partition, number) in zip(piece, numbers) {
            doubtful.remove(number)
            let files = share.missing.removeValue(forKey: partition) ?? []
            parts[number] = Part(partition: partition, paths: Set(files.map(\.path)))
            share.parts.insert(number)
        }
    }

    /// Parts that do not have the rows of their files.
    package mutating func doubt(_ numbers: Set<Int>) {
        for number in numbers { parts[number] = nil }
        doubtful.formUnion(numbers)
    }

    /// Fails where a row was left behind: all that is served would be short of it.
    package static func isWhole(_ numbers: Set<Int>, of missing: SQLText) -> SQLText {
        """
        SELECT CASE WHEN (SELECT count(*) FROM \(sql: table) WHERE \(sql: isOne(of: numbers)))
          <> (SELECT count(*) FROM \(sql: missing))
          THEN error('the daily summary in memory has other rows than its files') END
        """
    }

    /// A statement that lets go all parts but these; nil where there are no others.
    package mutating func letGo(allBut shares: [Share]) -> SQLText? {
        let used = shares.reduce(into: Set<Int>()) { $0.formUnion($1.parts) }
        let unused = doubtful.union(parts.keys).subtracting(used)
        guard !unused.isEmpty else { return nil }
        for number in unused { parts[number] = nil }
        doubtful = []
        return "DELETE FROM \(sql: Self.table) WHERE \(sql: Self.isOne(of: unused))"
    }

    private static func isOne(of numbers: Set<Int>) -> SQLText {
        guard !numbers.isEmpty else { return "false" }
        return "\(sql: part) IN (\(sql: .joined(numbers.sorted().map { "\($0)" }, separator: ", ")))"
    }

    private func partition(of file: TableView.File) -> Partition {
        partitionColumns.map { file.partitionValues[$0] ?? nil }
    }
}

import BillingModel
import ObjectStorage
import SQLEngine
import TableLog

/// Two generations of a month, and where their daily summaries lie.
package struct GenerationPair: Sendable {
    package let key: MonthKey
    package let before: Generation
    package let after: Generation
    /// Local paths of Parquet files; none for a generation without files.
    package let beforeDaily: [String]
    package let afterDaily: [String]

    /// By default the shown generation against the one before it. A summary that is no longer there, or never was, is
    /// made again below `folder`, from the generation's raw files.
    package init(_ filter: MonthFilter, from: Int?, to: Int?, ingest: Ingest, folder: String) async throws {
        try await self.init(filter, from: from, to: to, lake: ingest.lake) { generation, month, isAfter in
            try await Self.made(generation, month, ingest, folder: folder + (isAfter ? "/after" : "/before"))
        }
    }

    /// The same of summaries that are there. Throws `nothingToRead` where one of them is not any more.
    package init(_ filter: MonthFilter, from: Int?, to: Int?, lake: Lake) async throws {
        try await self.init(filter, from: from, to: to, lake: lake) { generation, month, _ in
            throw BillowError(
                .nothingToRead, "the summary of generation \(generation.number) of \(month.key) is no longer there",
                hint: "`billow diff` makes it again where the month's files are kept")
        }
    }

    private init(
        _ filter: MonthFilter, from: Int?, to: Int?, lake: Lake,
        made: (Generation, MonthHistory, Bool) async throws -> [String]
    ) async throws {
        let month = try filter.one(of: try await LakeHistory(lake: lake).months(filter))
        key = month.key
        after = try Self.generation(to, of: month) {
            guard let shown = month.shown else {
                throw BillowError(.nothingToRead, "\(month.key) shows nothing", hint: "name generations: --from, --to")
            }
            return shown
        }
        let upper = after.number
        before = try Self.generation(from, of: month) {
            guard let before = month.before(upper) else {
                throw BillowError(
                    .nothingToRead, "generation \(upper) of \(month.key) is the first one",
                    hint: "there is nothing to compare it with, unless --from names a later one")
            }
            return before
        }
        let (old, new) = (try await Self.kept(before, lake), try await Self.kept(after, lake))
        beforeDaily = if let old { old } else { try await made(before, month, false) }
        afterDaily = if let new { new } else { try await made(after, month, true) }
    }

    private static func generation(
        _ number: Int?, of month: MonthHistory, otherwise: () throws -> Generation
    ) throws -> Generation {
        guard let number else { return try otherwise() }
        guard let generation = month[number] else {
            throw BillowError(
                .nothingToRead, "\(month.key) has no generation \(number)",
                hint: "it has \(month.generations.map { String($0.number) }.joined(separator: ", "))")
        }
        return generation
    }

    /// Nil where its summary is not there.
    private static func kept(_ generation: Generation, _ lake: Lake) async throws -> [String]? {
        guard !generation.files.isEmpty else { return [] }
        let history = LakeHistory(lake: lake)
        let table = try lake.daily()
        guard let files = try await history.derived(table).files(generation.key, parents: generation.parents),
            !files.isEmpty
        else { return nil }
        let present = try await history.files(of: table)
        guard files.allSatisfy({ present[$0.path]?.sizeBytes == $0.sizeBytes }) else { return nil }
        return try files.map { try lake.localPath(table, $0.path) }
    }

    private static func made(
        _ generation: Generation, _ month: MonthHistory, _ ingest: Ingest, folder: String
    ) async throws -> [String] {
        guard generation.isKept else { throw LakeHistory.vacuumed(generation, of: month) }
        let raw = try await RawState(source: generation.key.source, table: try ingest.lake.raw(generation.key.source))
        try StagedFile.makeFolder(folder)
        let made = try await Derivation(session: ingest.session, markup: ingest.markup).derive(
            .init(
                key: generation.key, dataset: try ingest.dataset(of: raw),
                rawFiles: try generation.files.map { try ingest.lake.localPath(raw.table, $0.path) },
                rawColumns: raw.columns, keptFocusFiles: nil, folder: folder))
        return made.dailyFiles.map(\.path)
    }
}

import BillingModel
import ObjectStorage
import TableLog
import Tables

/// What the logs of a lake tell of its months' generations.
package struct LakeHistory: Sendable {
    let lake: Lake

    package init(lake: Lake) {
        self.lake = lake
    }

    /// Newest month first, within a month by source and export.
    package func months(_ filter: MonthFilter = MonthFilter()) async throws -> [MonthHistory] {
        var months: [MonthHistory] = []
        for source in try await lake.sources() where filter.source == nil || filter.source == source {
            let table = try lake.raw(source)
            let lists = try await raw(source)
            let present = try await files(of: table)
            for var month in MonthHistory.all(lists).values where filter.contains(month.key) {
                month.mark { present[$0.path]?.sizeBytes == $0.sizeBytes && !lists.vacuumed.contains($0.path) }
                months.append(month)
            }
        }
        return months.sorted {
            ($1.key.period, $0.key.source, $0.key.export) < ($0.key.period, $1.key.source, $1.key.export)
        }
    }

    func raw(_ source: String) async throws -> MonthLists {
        let table = try lake.raw(source)
        return try await lists(table, key: { try MonthKey(raw: $0, source: source, in: table) }, appID: \.landing)
    }

    /// Of `focus`, `daily` and what else is made from raw tables.
    func derived(_ table: Table) async throws -> MonthLists {
        try await lists(table, key: { try MonthKey(derived: $0, in: table) }, appID: \.derivation)
    }

    /// Of the table of unreadable rows, whose files name deliveries and no export.
    func quarantine(_ table: Table) async throws -> MonthLists {
        try await lists(
            table,
            key: { file in
                guard let period = (file.partitionValues["x_billing_period"] ?? nil).flatMap({ BillingPeriod($0) })
                else { throw table.foreign(file) }
                return MonthKey(source: (file.partitionValues["x_source"] ?? nil) ?? "", export: "", period: period)
            }, appID: \.derivation)
    }

    private func lists(
        _ table: Table, key: (AddFile) throws -> MonthKey, appID: (MonthKey) -> String
    ) async throws -> MonthLists {
        let commits = try await table.history().reversed().map { Commit(version: $0.version, actions: $0.actions) }
        return try MonthLists(commits, key: key, appID: appID)
    }

    /// Every data file that lies in a table's folder, by path.
    func files(of table: Table) async throws -> [String: ObjectSummary] {
        let root = "\(table.root)/"
        var files: [String: ObjectSummary] = [:]
        for object in try await lake.store.list(prefix: root) {
            let path = String(object.key.path.dropFirst(root.count))
            if !path.hasPrefix("_delta_log/") { files[path] = object }
        }
        return files
    }
}

extension MonthLists {
    /// The newest list of a month that was made from all rows of exactly these deliveries, and is not yet deleted.
    func files(_ key: MonthKey, parents: Set<String>) -> [AddFile]? {
        entries[key]?.last { entry in
            Set(entry.files.flatMap { DerivedTags.parents($0.tags) }) == parents
                && entry.files.allSatisfy { DerivedTags.partner($0.tags) == nil }
                && vacuumed.isDisjoint(with: entry.files.map(\.path))
        }?.files
    }
}

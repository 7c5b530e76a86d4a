import BillingModel
import Landing
import Tables

/// The schema diaries of a lake's sources, from the logs of their raw tables.
package struct LakeSchema: Sendable {
    private let lake: Lake

    package init(lake: Lake) {
        self.lake = lake
    }

    package func entries(source: String?) async throws -> [SchemaDiary.Entry] {
        var entries: [SchemaDiary.Entry] = []
        for id in try await lake.sources() where source == nil || source == id {
            let table = try lake.raw(id)
            let columns = try await RawState(source: id, table: table).columns.filter {
                !Provenance.columns.contains($0)
            }
            let landings = try await table.history().reversed().compactMap {
                DeliveredSchema(version: $0.version, info: $0.info)
            }
            entries += SchemaDiary(source: id, table: columns, landings: landings).entries
        }
        return entries
    }
}

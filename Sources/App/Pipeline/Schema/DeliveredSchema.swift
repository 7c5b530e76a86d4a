import BillingModel
import TableLog

/// The columns that one landing delivered, as the commit of its raw table records them.
package struct DeliveredSchema: Sendable {
    /// Which landing it was; of several deliveries in one commit the first.
    package struct Landing: Hashable, Sendable {
        package let version: Int
        package let atMillis: Int64
        package let export: String
        package let period: BillingPeriod
        package let run: String
    }

    package let landing: Landing
    package let columns: [Column]

    /// The record's member in `commitInfo.billow`.
    static let name = "columns"

    package init(landing: Landing, columns: [Column]) {
        self.landing = landing
        self.columns = columns
    }

    static func json(_ columns: [Column]) -> JSONValue {
        .array(
            columns.map { column in
                .object([
                    "source": .string(column.sourceName ?? column.name), "name": .string(column.name),
                    "type": .string(column.type.rawValue),
                ])
            })
    }

    /// Nil where a commit lands nothing, or was made before columns were recorded.
    init?(version: Int, info: CommitInfo?) {
        guard let info, let columns = Self.columns(info),
            let run = info.billow["runs"]?.array?.lazy.compactMap(LandedRun.init(json:)).first
        else { return nil }
        landing = Landing(
            version: version, atMillis: info.timestampMillis, export: run.export, period: run.period, run: run.run)
        self.columns = columns
    }

    static func columns(_ info: CommitInfo) -> [Column]? {
        info.billow[name]?.array?.compactMap { item in
            guard let name = item["name"]?.text, let type = item["type"]?.text.flatMap(ColumnType.init(rawValue:))
            else { return nil }
            return Column(name, type, sourceName: item["source"]?.text)
        }
    }
}

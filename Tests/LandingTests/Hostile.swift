import BillingModel
import BillingSources

/// A dataset whose columns have the type that the first letter of their name says: what `landing_oracle.py` reads.
struct Hostile: Dataset {
    var id: String { "hostile" }
    var title: String { "Hostile bills" }
    var delivery: DeliveryMode { .replacesPeriod }

    static func type(_ name: String) -> ColumnType {
        switch name.first {
        case "d": .decimal
        case "i": .integer
        case "t": .timestamp
        case "y": .date
        case "b": .boolean
        default: .text
        }
    }

    func column(forHeader header: String, sqlType: String?) -> Column {
        Column(header, Self.type(header), sourceName: header)
    }

    func validate(_ schema: RawSchema) throws {
        guard schema.first("d_cost") != nil else { throw BillowError(.badData, "there is no d_cost") }
    }

    func control(_ schema: RawSchema) -> ControlColumns {
        ControlColumns(
            billed: ["d_net", "d_cost"].filter { schema.first($0) != nil }, currency: schema.first("currency")?.name,
            usageStart: schema.first("t_start", "y_day")?.name,
            months: schema.first("t_period").map { [$0.name] } ?? [])
    }

    func mapping(_ schema: RawSchema) throws -> Mapping { Mapping(entries: []) }
}

import BillingModel
import BillingSources
import SQLEngine

/// Cost reports of before FOCUS (`reports/cost-csv`): a file holds the rows that came up since the last one, each row
/// once, corrections as new rows.
package struct OCICostDataset: Dataset {
    static let id = "oci-cost"

    package init() {}

    package var id: String { Self.id }
    package var title: String { "OCI cost report (before FOCUS)" }
    package var delivery: DeliveryMode { .accumulates }

    private static let amounts: Set<String> = [
        "usage/billedquantity", "usage/billedquantityoverage", "usage/attributedusage", "cost/unitprice",
        "cost/unitpriceoverage", "cost/mycost", "cost/mycostoverage", "cost/attributedcost",
    ]
    private static let instants: Set<String> = ["lineitem/intervalusagestart", "lineitem/intervalusageend"]

    package func column(forHeader header: String, sqlType: String?) -> Column {
        let name = FOCUSLift.lakeName(header)
        let type: ColumnType =
            if Self.amounts.contains(name.lowercased()) {
                .decimal
            } else if Self.instants.contains(name.lowercased()) {
                .timestamp
            } else {
                .text
            }
        return Column(name, type, sourceName: header)
    }

    package func validate(_ schema: RawSchema) throws {
        let needed = ["cost/myCost", "lineItem/intervalUsageStart", "lineItem/tenantId"]
        let missing = needed.filter { schema.first($0) == nil }
        guard missing.isEmpty else {
            throw BillowError(
                .badData, "this is no OCI cost report: it lacks \(missing.joined(separator: ", "))",
                hint: "copy the report again as it is")
        }
    }

    package func control(_ schema: RawSchema) throws -> ControlColumns {
        try validate(schema)
        let start = schema.first("lineItem/intervalUsageStart")?.name
        return ControlColumns(
            billed: ["cost/myCost"].compactMap { schema.first($0)?.name },
            currency: schema.first("cost/currencyCode")?.name, usageStart: start, months: [start].compactMap(\.self))
    }

    package func mapping(_ schema: RawSchema) throws -> Mapping {
        try validate(schema)
        return Mapping(entries: OCICostMapping(schema).entries)
    }
}

import BillingSources
import Testing

@testable import SourceAWS

/// CUR 2.0, whose maps hold what the first version has columns for.
@Suite struct CURMapsTests {
    private static let groups = [
        "product/": "product", "resourceTags/": "resource_tags", "costCategory/": "cost_category",
    ]

    private static func group(_ header: String) -> String? { groups.first { header.hasPrefix($0.key) }?.value }

    /// A line of the first version as the second has it; maps as JSON.
    private static func second(_ line: [String: String]) -> [String: String] {
        var cells: [String: String] = [:]
        var members: [String: [String]] = [:]
        for (header, value) in line.sorted(by: { $0.key < $1.key }) {
            let name = AthenaName.of(header)
            guard let map = group(header) else {
                cells[name] = value
                continue
            }
            members[map, default: []].append("\"\(name.dropFirst(map.count + 1))\": \"\(value)\"")
        }
        for (map, members) in members { cells[map] = "{\(members.joined(separator: ", "))}" }
        return cells
    }

    private static let lines = [
        CURLines.line(
            "Usage",
            [
                "lineItem/UnblendedCost": "0.24", "product/instanceType": "m5.large", "product/vcpu": "2",
                "product/memory": "8 GiB", "product/tenancy": "Shared", "product/regionCode": "eu-west-1",
                "product/location": "EU (Ireland)", "product/locationType": "AWS Region",
                "resourceTags/user:Name": "web", "resourceTags/user:Team": "a",
                "costCategory/Charge type": "run", "lineItem/ResourceId": "i-1",
            ]),
        CURLines.line("SavingsPlanCoveredUsage", ["lineItem/UnblendedCost": "1", "resourceTags/aws:createdBy": "me"]),
        CURLines.line("Tax", ["lineItem/UnblendedCost": "3", "product/sku": ""]),
    ]

    @Test func `maps tell what columns told`() async throws {
        let first = Self.lines.map { Dictionary(uniqueKeysWithValues: $0.map { (AthenaName.of($0.key), $0.value) }) }
        let columns = try await FOCUSRows(CURDataset(), header: CURLines.committed.map(AthenaName.of), lines: first)
        let header =
            CURLines.committed.filter { Self.group($0) == nil }.map(AthenaName.of) + Self.groups.values.sorted()
        let maps = try await FOCUSRows(CURDataset.second, header: header, lines: Self.lines.map(Self.second))
        // Nothing negates what the plan covers: it stays as a row of its own.
        try #require(columns.rows.count == 4 && maps.rows.count == 4)
        for (one, other) in zip(columns.rows, maps.rows) {
            for name in Set(one.keys).union(other.keys) { #expect(one[name] == other[name], "\(name)") }
        }
        #expect(maps.rows[0]["Tags"] == "{name=web, team=a}" && maps.rows[0]["RegionName"] == "EU (Ireland)")
        #expect(
            maps.rows[0]["x_CostCategories"] == "{charge_type=run}"
                && maps.rows[2]["Tags"] == "{'aws:created_by'=me}")
        #expect(
            maps.rows[0]["SkuPriceDetails"]
                == #"{"CoreCount":2,"InstanceType":"m5.large","MemorySize":8,"x_Tenancy":"Shared"}"#)
        #expect(maps.billed == maps.rawBilled)
    }

    @Test func `any choice of columns that tells costs will do`() async throws {
        let header = [
            "line_item_line_item_type", "line_item_unblended_cost", "line_item_usage_start_date",
            "bill_billing_period_start_date",
        ]
        let rows = try await FOCUSRows(CURDataset.second, header: header, lines: Self.lines.map(Self.second))
        #expect(rows.rows.map { costs($0).prefix(4) } == ["0.24", "1 / ", "3 / "])
    }
}

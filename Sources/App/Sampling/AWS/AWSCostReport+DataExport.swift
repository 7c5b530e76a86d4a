import BillingModel

/// CUR 2.0: names in snake case, maps where the report has columns, and only those columns that its query asks for.
/// Create-new layout as well: a folder per run, and a manifest above that names the newest.
extension AWSCostReport {
    /// Attributes that are columns still; the others are in the map.
    private static let attributes: Set<AWSCostReportColumn> = [
        .`product/instanceType`, .`product/location`, .`product/locationType`, .`product/operation`,
        .`product/productFamily`, .`product/regionCode`, .`product/servicecode`, .`product/sku`, .`product/usagetype`,
    ]
    /// What the export's query does not ask for.
    private static let omitted: Set<AWSCostReportColumn> = [
        .`lineItem/BlendedCost`, .`lineItem/BlendedRate`, .`pricing/RateId`, .`reservation/AvailabilityZone`,
        .`reservation/ModificationStatus`, .`savingsPlan/InstanceTypeFamily`,
    ]
    private static let maps: KeyValuePairs = [
        "product": "product", "resourceTags": "resource_tags", "costCategory": "cost_category", "discount": "discount",
    ]

    func fields(of columns: [AWSCostReportColumn]) -> [ExportField<AWSCostReportColumn>] {
        let isInMap = { (column: AWSCostReportColumn) in
            Self.maps.contains { $0.key == column.category } && !Self.attributes.contains(column)
        }
        let own = columns.filter { !isInMap($0) && !Self.omitted.contains($0) }
        return own.map { ExportField($0, as: Self.snakeCase($0.name)) }
            + Self.maps.map { category, name in
                let members = columns.filter { $0.category == category && isInMap($0) }.map { column in
                    (key: Self.snakeCase(String(column.name.dropFirst(category.count + 1))), column: column)
                }
                return ExportField(name, object: members, isNumeric: category == "discount")
            }
    }

    /// `lineItem/UsageStartDate` → `line_item_usage_start_date`, `user:cost-center` → `user_cost_center`; each capital
    /// letter is a word.
    private static func snakeCase(_ name: String) -> String {
        let words = name.map { character -> String in
            if character.isUppercase { return "_\(character.lowercased())" }
            return character.isLetter || character.isNumber ? String(character) : "_"
        }
        return words.joined().split(separator: "_").joined(separator: "_")
    }

    /// `2025-11-06T04:02:11.000Z-…`
    func run(_ month: SampledMonth) -> String {
        "\(month.deliveryDay.text)T04:02:11.000Z-\(month.uuid(world.seed, name))"
    }

    /// `kind` is `data` or `metadata`.
    func exportFolder(of month: SampledMonth, _ kind: String) -> String {
        "\(name)/\(report)/\(kind)/BILLING_PERIOD=\(month.period)"
    }

    func writeExportManifests(
        of month: SampledMonth, _ header: [ExportField<AWSCostReportColumn>], _ parts: [WrittenFile],
        to folder: SampleFolder
    ) throws {
        let manifest = AWSExportManifest(
            of: report, payer: organisation.payer, month, executionId: run(month),
            columns: header.map { .init(name: $0.name, type: Self.type(of: $0)) }, files: parts)
        let place = exportFolder(of: month, "metadata")
        try folder.write(manifest, to: "\(place)/\(run(month))/\(report)-Manifest.json")
        try folder.write(manifest, to: "\(place)/\(report)-Manifest.json")
    }

    private static func type(of field: ExportField<AWSCostReportColumn>) -> String {
        switch field.content {
        case .object(_, let isNumeric): return isNumeric ? "map<string,double>" : "map<string,string>"
        case .cell(let column):
            switch column.manifestType {
            case "BigDecimal", "OptionalBigDecimal": return "double"
            case "DateTime": return "timestamp_milliseconds"
            default: return "string"
            }
        }
    }
}

import BillingModel
import BillingSources
import SQLEngine

/// Google's own FOCUS export (preview of 2026), and what its view of 2024 gives: costs are net of credits already.
struct FocusDataset: NestedDataset, ExaminedDataset {
    static let id = "gcp-focus"

    var id: String { Self.id }
    var title: String { "GCP FOCUS export" }
    var delivery: DeliveryMode { .accumulates }
    var form: CostForm { .focus }

    func column(forHeader header: String, sqlType: String?) -> Column {
        let column = FOCUSLift.column(forHeader: header, sqlType: sqlType)
        switch column.name.lowercased() {
        case "x_exporttime": return Column(column.name, .timestamp, sourceName: header)
        case "x_currencyconversionrate": return Column(column.name, .decimal, sourceName: header)
        default: return column
        }
    }

    func made(of schema: RawSchema) -> [DerivedColumn] { [] }

    func validate(_ schema: RawSchema) throws { try FOCUSLift.validate(schema) }

    func control(_ schema: RawSchema) throws -> ControlColumns { FOCUSLift.control(schema) }

    func refusals(_ schema: RawSchema, raw: SQLText) throws -> SQLText? {
        PartitionDays.refusals(schema, exported: "x_ExportTime", raw: raw)
    }

    func mapping(_ schema: RawSchema) throws -> Mapping {
        let extras = FocusMends(schema: schema).entries
        return try FOCUSLift.mapping(schema, options: FOCUSLift.Options(provider: "Google Cloud", extras: extras))
    }
}

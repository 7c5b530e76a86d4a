import BillingModel
import BillingSources
import SQLEngine

/// A FOCUS file as its specification has it, 1.0-preview to 1.3, and 1.4 as far as its columns are known.
package struct PlainDataset: Dataset {
    static let id = "plain-focus"

    package init() {}

    package var id: String { Self.id }
    package var title: String { "FOCUS file" }
    package var delivery: DeliveryMode { .replacesPeriod }
    package var form: CostForm { .focus }

    package func column(forHeader header: String, sqlType: String?) -> Column {
        FOCUSLift.column(forHeader: header, sqlType: sqlType)
    }

    package func validate(_ schema: RawSchema) throws { try FOCUSLift.validate(schema) }

    package func control(_ schema: RawSchema) throws -> ControlColumns { FOCUSLift.control(schema) }

    package func mapping(_ schema: RawSchema) throws -> Mapping {
        let version = Mapping.Entry.custom(
            "x_focus_version", .text, "\(FOCUSLift.version(of: schema))", note: "told by the columns that are there")
        var mapping = try FOCUSLift.mapping(schema, options: FOCUSLift.Options(provider: nil, extras: [version]))
        mapping.author = .anyone
        return mapping
    }
}

import BillingModel
import BillingSources
import SQLEngine

extension AzureActualMapping {
    func resource() -> [Mapping.Entry] {
        let place = text(columns.location)
        let key: SQLText = columns.location.map { "replace(lower(\(name: $0.name)), ' ', '')" } ?? "NULL::VARCHAR"
        let region: SQLText = """
            CASE WHEN \(sql: place) IS NULL OR \(sql: key) IN ('unassigned', 'unknown') THEN NULL \
            ELSE COALESCE(\(sql: AzureRegions.ids)[\(sql: key)], \(sql: key)) END
            """
        return [
            .focus("AvailabilityZone", text("AvailabilityZone")),
            .focus(
                "RegionId", region, note: "the location in lower case without spaces; older spellings as today's id"),
            .focus(
                "RegionName",
                """
                CASE WHEN \(sql: region) IS NOT NULL \
                THEN COALESCE(\(sql: AzureRegions.names)[\(sql: region)], \(sql: place)) END
                """,
                note: "the location as delivered where the region is not known"),
        ] + named()
    }

    private func named() -> [Mapping.Entry] {
        guard let resource = columns.resource else { return [] }
        let delivered: SQLText = "lower(\(sql: text(resource)))"
        let id: SQLText =
            commitmentId == "NULL::VARCHAR" || isCommitmentPurchase == "FALSE"
            ? delivered
            : """
            CASE WHEN \(sql: isCommitmentPurchase) THEN COALESCE(\(sql: commitmentId), \(sql: delivered)) \
            ELSE \(sql: delivered) END
            """
        let tail: SQLText = "split_part(\(name: resource.name), '/providers/', 2)"
        let type: SQLText = """
            NULLIF(lower(concat_ws('/', NULLIF(split_part(\(sql: tail), '/', 1), ''), \
            NULLIF(split_part(\(sql: tail), '/', 2), ''))), '')
            """
        return [
            .focus(
                "ResourceId", id, note: "lower case, since its case varies from row to row; purchases: the commitment",
                changes: id == delivered
                    ? []
                    : [
                        SourceChange(
                            "FromCommitment",
                            when: "\(sql: isCommitmentPurchase) AND \(sql: commitmentId) IS NOT NULL")
                    ]),
            .focus(
                "ResourceName",
                anyOf([text("ResourceName"), "NULLIF(split_part(\(sql: text(resource)), '/', -1), '')"]),
                note: "ResourceName, else the end of the id"),
            .focus("ResourceType", type, note: "provider and type out of the resource id"),
        ]
    }

    func service() -> [Mapping.Entry] {
        let meter = text("MeterCategory")
        let provider: SQLText = "lower(\(sql: text("ConsumedService")))"
        func lookup(_ byMeter: SQLText, _ byProvider: SQLText, _ other: SQLText) -> SQLText {
            "COALESCE(\(sql: byMeter)[\(sql: meter)], \(sql: byProvider)[\(sql: provider)], \(sql: other))"
        }
        return [
            .focus(
                "ServiceName",
                anyOf([
                    meter, text("ServiceName"), text("ConsumedService"), text(columns.product), text("PublisherName"),
                ]),
                note: "MeterCategory; what marketplace purchases and rounding leave empty is named by the product",
                changes: [SourceChange("FromProduct", when: "\(sql: meter) IS NULL")]),
            .focus(
                "ServiceCategory",
                lookup(AzureServices.meterCategories, AzureServices.providerCategories, "'Other'"),
                note: "a table by MeterCategory, then by resource provider"),
            .focus(
                "ServiceSubcategory",
                lookup(AzureServices.meterSubcategories, AzureServices.providerSubcategories, "'Other (Other)'"),
                note: "as ServiceCategory"),
            .focus(
                "SkuId", anyOf([text("ProductId"), text("PartNumber"), text("MeterId")]),
                note: "MCA: the product; EA: the part number, else the meter"),
            .focus("SkuMeter", text("MeterName")),
        ] + [columns.schema.first("Tags").map { FOCUSLift.tags("Tags", $0) }].compactMap(\.self) + capacity()
    }

    private func capacity() -> [Mapping.Entry] {
        guard let details = columns.schema.first("AdditionalInfo") else { return [] }
        let id = FOCUSLift.member("VMCapacityReservationId", of: details)
        let resource = columns.resource.map { "lower(\(name: $0.name))" as SQLText } ?? "NULL::VARCHAR"
        return [
            .focus("CapacityReservationId", id, note: "AdditionalInfo.VMCapacityReservationId"),
            .focus(
                "CapacityReservationStatus",
                """
                CASE WHEN \(sql: id) IS NULL THEN NULL \
                WHEN contains(\(sql: resource), '/capacityreservationgroups/') THEN 'Unused' ELSE 'Used' END
                """,
                note: "unused where the resource is the reservation itself"),
        ]
    }

    func own() -> [Mapping.Entry] {
        guard let details = columns.schema.first("AdditionalInfo") else { return [] }
        return [
            .custom(
                "x_instance_type", .text, FOCUSLift.member("ServiceType", of: details),
                note: "AdditionalInfo.ServiceType")
        ]
    }
}

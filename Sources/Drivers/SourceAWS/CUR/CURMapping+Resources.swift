import BillingSources
import SQLEngine

extension CURMapping {
    static func places(_ terms: CURTerms) -> [Mapping.Entry] {
        let zone = terms.text("line_item_availability_zone")
        let region: SQLText = """
            COALESCE(NULLIF(\(sql: terms.text("product_region_code", "product_region")), 'global'),
                NULLIF(regexp_extract(\(sql: zone), '^[a-z]{2,}(?:-[a-z]+)+-[0-9]+'), ''))
            """
        return [
            .focus(
                "AvailabilityZone",
                terms.unlessResidual("CASE WHEN regexp_full_match(\(sql: zone), '.*[0-9][a-z]') THEN \(sql: zone) END"),
                note: "a region in this column is no zone"),
            .focus("RegionId", region, note: "the product's region, else the zone's; global is none"),
            .focus(
                "RegionName",
                """
                CASE WHEN (\(sql: region)) IS NOT NULL
                      AND \(sql: terms.text("product_location_type")) = 'AWS Region'
                     THEN \(sql: terms.text("product_location")) END
                """),
        ]
    }

    static func resources(_ terms: CURTerms) -> [Mapping.Entry] {
        let line = terms.text("line_item_resource_id")
        let isCommitment: SQLText = """
            (\(sql: terms.part) <> 'line' OR \(sql: terms.isPurchase)) AND \(sql: terms.commitment) IS NOT NULL
            """
        let id: SQLText = """
            CASE WHEN \(sql: isCommitment) THEN \(sql: terms.commitment)
                 WHEN \(sql: terms.part) = 'line' THEN \(sql: line) END
            """
        let name: SQLText = """
            CASE WHEN \(sql: terms.part) = 'line' AND NOT (\(sql: isCommitment)) AND \(sql: line) IS NOT NULL
                 THEN \(sql: terms.text("resource_tags_user_name")) END
            """
        let type: SQLText = "regexp_extract((\(sql: id)), '^arn:[^:]*:[^:]*:[^:]*:[^:]*:([^:/]+)[:/]', 1)"
        return [
            .focus("ResourceId", id, note: "fees and what they leave unused belong to the commitment"),
            .focus("ResourceName", name, note: "the tag Name, where it is reported"),
            .focus("ResourceType", "NULLIF(\(sql: type), '')", note: "what an ARN says before the resource's name"),
        ]
    }
}

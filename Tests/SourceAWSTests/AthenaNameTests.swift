import Testing

@testable import SourceAWS

@Suite struct AthenaNameTests {
    @Test(arguments: [
        ("lineItem/UsageStartDate", "line_item_usage_start_date"),
        ("reservation/ReservationARN", "reservation_reservation_a_r_n"),
        ("savingsPlan/SavingsPlanARN", "savings_plan_savings_plan_a_r_n"),
        ("savingsPlan/SavingsPlanArn", "savings_plan_savings_plan_arn"),
        ("product/ProductName", "product_product_name"),
        ("product/usagetype", "product_usagetype"),
        ("costCategory/Charge type", "cost_category_charge_type"),
        ("resourceTags/user:Foo", "resource_tags_user_foo"),
        ("resourceTags/user:foo", "resource_tags_user_foo"),
        ("resourceTags/user:app-name", "resource_tags_user_app_name"),
        ("resourceTags/user:app:name", "resource_tags_user_app_name"),
        ("resourceTags/aws:createdBy", "resource_tags_aws_created_by"),
        ("resourceTags/user:__x__", "resource_tags_user_x"),
        ("resourceTags/user:Größe", "resource_tags_user_gr_e"),
        ("line_item_unblended_cost", "line_item_unblended_cost"),
        ("///", "column"),
    ])
    func names(_ header: String, _ name: String) {
        #expect(AthenaName.of(header) == name)
    }

    @Test func `underscores on the left go when a name is too long`() {
        let long = "resourceTags/user:" + String(repeating: "x", count: 237)
        #expect(AthenaName.of(long) == "resourcetags_user_" + String(repeating: "x", count: 237))
        #expect(AthenaName.of("a/b/" + String(repeating: "y", count: 253)) == "ab" + String(repeating: "y", count: 253))
        #expect(
            AthenaName.of("a/b/" + String(repeating: "y", count: 251)) == "a_b_" + String(repeating: "y", count: 251))
    }

    @Test func `a name keeps the header that it came from`() {
        let tag = CURDataset().column(forHeader: "resourceTags/user:App", sqlType: nil)
        #expect(tag.sourceName == "resourceTags/user:App" && tag.type == .text)
        #expect(CURDataset().column(forHeader: "line_item_usage_amount", sqlType: nil).sourceName == nil)
    }

    @Test(arguments: [
        ("lineItem/UnblendedCost", "DECIMAL(38,18)"), ("lineItem/UsageStartDate", "TIMESTAMP WITH TIME ZONE"),
        ("lineItem/UnblendedRate", "VARCHAR"), ("pricing/publicOnDemandRate", "VARCHAR"),
        ("identity/TimeInterval", "VARCHAR"), ("reservation/TotalReservedUnits", "VARCHAR"),
        ("bill_billing_period_start_date", "TIMESTAMP WITH TIME ZONE"), ("product/vcpu", "VARCHAR"),
    ])
    func types(_ header: String, _ type: String) {
        #expect(CURDataset().column(forHeader: header, sqlType: nil).type.sqlName == type)
    }
}

import BillingModel
import BillingSources
import Testing

@Suite struct SchemaTests {
    private func schema(_ names: String...) -> RawSchema {
        RawSchema(names.map { FOCUSLift.column(forHeader: $0, sqlType: nil) })
    }

    @Test(
        arguments: [
            ("billedcost", nil, "BilledCost", .decimal), ("BilledCost", "DOUBLE", "BilledCost", .decimal),
            ("BillingAccountId", "BIGINT", "BillingAccountId", .text),
            ("UsageQuantity", nil, "UsageQuantity", .decimal),
            ("Region", nil, "Region", .text), ("ChargePeriodStart", "TIMESTAMP_NS", "ChargePeriodStart", .timestamp),
            ("Tags", nil, "Tags", .text), ("Tags", "VARCHAR", "Tags", .text),
            ("Tags", "MAP(VARCHAR, VARCHAR)", "Tags", .map),
            ("SkuPriceDetails", "MAP(VARCHAR, VARCHAR)", "SkuPriceDetails", .map),
            ("x_Cost", "DOUBLE", "x_Cost", .decimal),
            ("x_Cost", "DECIMAL(10,2)", "x_Cost", .decimal), ("x_At", "TIMESTAMP WITH TIME ZONE", "x_At", .timestamp),
            ("x_Day", "DATE", "x_Day", .date), ("x_Is", "BOOLEAN", "x_Is", .boolean),
            ("x_N", "INTEGER", "x_N", .integer),
            ("x_AccountId", "BIGINT", "x_AccountId", .text), ("x_Cost", nil, "x_Cost", .text),
            ("x_L", "VARCHAR[]", "x_L", .text), ("tags/a b=(c)", nil, "tags/a_b__c_", .text),
            (" BilledCost ", nil, "BilledCost", .decimal),
        ] as [(String, String?, String, ColumnType)])
    func columns(header: String, sqlType: String?, name: String, type: ColumnType) {
        let column = FOCUSLift.column(forHeader: header, sqlType: sqlType)
        #expect(column.name == name && column.type == type)
        #expect(column.sourceName == (header == name ? nil : header))
    }

    @Test func whatIsMissingIsNamed() throws {
        try FOCUSLift.validate(schema("BilledCost", "BillingCurrency", "ChargePeriodStart"))
        let error = #expect(throws: BillowError.self) { try FOCUSLift.validate(schema("BillingCurrency")) }
        #expect(error?.code == .badData)
        #expect(error?.message.contains("BilledCost, ChargePeriodStart") == true)
        #expect(throws: BillowError.self) { try FOCUSLift.mapping(schema("BilledCost"), options: .init(provider: "x")) }
    }

    @Test func controlColumns() {
        let control = FOCUSLift.control(schema("billedcost", "BillingCurrency"))
        #expect(control == ControlColumns(billed: ["BilledCost"], currency: "BillingCurrency", usageStart: nil))
    }

    @Test func versions() {
        #expect(FOCUSLift.version(of: schema("BilledCost", "Region")) == "1.0-preview")
        #expect(FOCUSLift.version(of: schema("BilledCost", "ProviderName", "BillingAccountType")) == "1.0")
        #expect(FOCUSLift.version(of: schema("ProviderName", "SkuMeter")) == "1.1")
        #expect(FOCUSLift.version(of: schema("ProviderName", "SkuMeter", "InvoiceId")) == "1.2")
        #expect(FOCUSLift.version(of: schema("ProviderName", "ServiceProviderName")) == "1.3")
        #expect(FOCUSLift.version(of: schema("ServiceProviderName")) == "1.4")
    }
}

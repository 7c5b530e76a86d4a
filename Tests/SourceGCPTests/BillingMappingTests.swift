import BillingModel
import BillingSources
import ObjectStorage
import TestEngine
import Testing

@testable import SourceGCP

@Suite("GCP's billing export in FOCUS") struct BillingMappingTests {
    private static let header = """
        billing_account_id,service.id,service.description,sku.id,sku.description,usage_start_time,usage_end_time,\
        project.id,project.name,project.labels,labels,system_labels,tags,location.location,location.region,\
        location.zone,resource.name,resource.global_name,cost,currency,usage.amount,usage.unit,\
        usage.amount_in_pricing_units,usage.pricing_unit,credits,invoice.month,cost_type,price.effective_price,\
        price.tier_start_amount,price.list_price,cost_at_list,adjustment_info.mode,export_time,partition_date
        """.split(separator: ",").map(String.init)

    private func map(_ rows: [[String: String]], header: [String] = header) async throws -> [[String: String]] {
        let dataset = BillingDataset()
        let schema = RawSchema(header.map { dataset.column(forHeader: $0, sqlType: nil) }).landed(as: dataset)
        return try await MappedRows.map(try dataset.mapping(schema), columns: schema.columns, rows: rows)
    }

    private static let usage = [
        "billing_account_id": "01-AB", "service.id": "6F81", "service.description": "Compute Engine", "sku.id": "S1",
        "sku.description": "N2 Instance Core running in Zurich", "usage_start_time": "2025-10-31 23:00:00+00",
        "usage_end_time": "2025-11-01 00:00:00+00", "project.id": "shop", "project.name": "Shop",
        "project.labels": #"[{"key":"team","value":"web"}]"#,
        "labels": #"[{"key":"env","value":"prod"},{"key":"env","value":"test"},{"key":"no","value":""}]"#,
        "system_labels": #"[{"key":"compute.googleapis.com/machine_spec","value":"n2-standard-4"}]"#,
        "tags": #"[{"key":"env","value":"a","inherited":false,"namespace":"o/1"}]"#,
        "location.location": "europe-west6",
        "location.region": "europe-west6", "location.zone": "europe-west6-a", "resource.name": "vm",
        "resource.global_name": "//compute.googleapis.com/projects/1/zones/z/instances/7", "cost": "2.5",
        "currency": "CHF", "usage.amount": "3600", "usage.unit": "seconds", "usage.amount_in_pricing_units": "1",
        "usage.pricing_unit": "hour", "invoice.month": "202510", "x_invoice_month": "2025-10-01",
        "credits":
            #"[{"name":"c","amount":-0.5,"full_name":"CUD of May","id":"cud-1","type":"COMMITTED_USAGE_DISCOUNT"}]"#,
        "x_credits_amount": "-0.5", "cost_type": "regular", "price.effective_price": "2.5",
        "price.tier_start_amount": "0", "price.list_price": "3", "cost_at_list": "3",
        "export_time": "2025-11-01 03:00:00+00", "partition_date": "2025-11-01",
    ]

    @Test(.needsDuckDB) func `usage, net of its credits`() async throws {
        let found = try await map([Self.usage])[0]
        let expected = [
            "BilledCost": "2.000000000000000000", "EffectiveCost": "2.000000000000000000",
            "ContractedCost": "2.500000000000000000", "ListCost": "3.000000000000000000",
            "BillingPeriodStart": "2025-10-01 00:00:00+00", "BillingPeriodEnd": "2025-11-01 00:00:00+00",
            "ChargePeriodStart": "2025-10-31 23:00:00+00", "ChargeCategory": "Usage", "ChargeFrequency": "Usage-Based",
            "CommitmentDiscountId": "cud-1", "CommitmentDiscountName": "CUD of May",
            "CommitmentDiscountCategory": "Usage", "CommitmentDiscountType": "COMMITTED_USAGE_DISCOUNT",
            "CommitmentDiscountStatus": "Used", "PricingCategory": "Committed", "SkuPriceId": "S1/0",
            "ConsumedUnit": "Seconds", "PricingUnit": "Hours", "ServiceCategory": "Compute",
            "ResourceType": "compute.instances", "RegionId": "europe-west6", "SubAccountId": "shop",
            "PublisherName": "Google Cloud", "ProviderName": "Google Cloud", "x_InvoiceMonth": "202510",
            "x_instance_type": "n2-standard-4", "SkuPriceDetails": #"{"InstanceType":"n2-standard-4"}"#,
            "Tags":
                "{env=prod, o/1/env=a, 'project:team'=web, 'system:compute.googleapis.com/machine_spec'=n2-standard-4}",
        ]
        for (name, value) in expected { #expect(found[name] == value, "\(name): \(found[name] ?? "null")") }
        #expect(found["ChargeClass"] == nil)
    }

    @Test(.needsDuckDB) func `Python's lists, taxes, fees, adjustments`() async throws {
        var python = Self.usage
        python["labels"] = "[{'key': 'owner', 'value': \"it's me\"}, {'key': 'q', 'value': 'a\"b\\\\c'}]"
        python["credits"] = """
            [{'name': 'x', 'amount': -1.5, 'full_name': None, 'id': 'cud-2', \
            'type': 'COMMITTED_USAGE_DISCOUNT_DOLLAR_BASE'}]
            """
        (python["tags"], python["project.labels"], python["system_labels"]) = ("[]", "[]", nil)
        var tax = ["cost": "0.1", "currency": "CHF", "cost_type": "tax", "x_invoice_month": "2025-10-01"]
        (tax["usage_start_time"], tax["billing_account_id"]) = ("2025-10-01 00:00:00+00", "01-AB")
        tax["service.description"] = "Invoice"
        var fee = Self.usage
        (fee["sku.description"], fee["credits"], fee["x_credits_amount"]) = ("Commitment v1: Cpu", "[]", nil)
        var adjustment = Self.usage
        (adjustment["cost_type"], adjustment["adjustment_info.mode"]) = ("adjustment", "PARTIAL_CORRECTION")
        adjustment["x_invoice_month"] = "2025-12-01"
        (adjustment["location.region"], adjustment["location.location"]) = (nil, "global")
        let found = try await map([python, tax, fee, adjustment])
        #expect(found[0]["Tags"] == #"{owner='it\'s me', q='a"b\\c'}"#, "\(found[0]["Tags"] ?? "")")
        #expect(found[0]["CommitmentDiscountCategory"] == "Spend" && found[0]["CommitmentDiscountName"] == "x")
        #expect(found[1]["ChargeCategory"] == "Tax" && found[1]["ChargeFrequency"] == "One-Time")
        #expect(found[1]["BilledCost"] == "0.100000000000000000" && found[1]["ListCost"] == "0.100000000000000000")
        #expect(
            ["SkuId", "PricingCategory", "Tags", "SubAccountId", "HostProviderName"].allSatisfy { found[1][$0] == nil })
        #expect(found[2]["ChargeCategory"] == "Purchase" && found[2]["ChargeFrequency"] == "Recurring")
        #expect(found[2]["ConsumedQuantity"] == nil && found[2]["CommitmentDiscountId"] == nil)
        #expect(found[2]["BilledCost"] == "2.500000000000000000")
        #expect(found[3]["ChargeCategory"] == "Adjustment" && found[3]["ChargeClass"] == "Correction")
        #expect(found[3]["RegionId"] == nil && found[3]["SkuId"] == nil)
    }

    @Test(.needsDuckDB) func `capacity that is reserved`() async throws {
        func labels(_ more: String) -> String {
            #"[{"key":"compute.googleapis.com/reservation_name","value":"peak"}\#(more)]"#
        }
        var (used, unused, other) = (Self.usage, Self.usage, Self.usage)
        used["system_labels"] = labels(#",{"key":"compute.googleapis.com/reservation_project_id","value":"core"}"#)
        unused["system_labels"] = labels(#",{"key":"compute.googleapis.com/is_unused_reservation","value":"true"}"#)
        other["system_labels"] = labels("")
        other["resource.global_name"] = "//compute.googleapis.com/projects/1/zones/z/reservations/9"
        let found = try await map([used, unused, other, Self.usage])
        #expect(found.map { $0["CapacityReservationId"] } == ["core/peak", "peak", "peak", nil])
        #expect(found.map { $0["CapacityReservationStatus"] } == ["Used", "Unused", "Unused", nil])
    }

    @Test(.needsDuckDB) func `records that are one JSON text`() async throws {
        let header = [
            "billing_account_id", "service", "sku", "usage_start_time", "cost", "currency", "usage", "invoice",
            "project",
        ]
        let row = [
            "billing_account_id": "a", "service": #"{"id":"1","description":"Cloud Storage"}"#,
            "sku": #"{"id":"S2"}"#, "usage_start_time": "2025-10-01 00:00:00+00", "cost": "1", "currency": "EUR",
            "usage": #"{"amount":5e-06,"unit":"bytes"}"#, "invoice": #"{"month":"202510"}"#,
            "x_invoice_month": "2025-10-01", "project": #"{"id":"shop"}"#,
        ]
        let found = try await map([row], header: header)[0]
        let expected = [
            "ServiceName": "Cloud Storage", "ServiceCategory": "Storage", "SkuId": "S2", "SubAccountId": "shop",
            "ConsumedQuantity": "0.000005000000000000", "ConsumedUnit": "Bytes", "x_InvoiceMonth": "202510",
        ]
        for (name, value) in expected { #expect(found[name] == value, "\(name): \(found[name] ?? "null")") }
    }

    @Test func `what a file is`() throws {
        func recognise(_ cells: KeyValuePairs<String, String>) throws -> Recognition? {
            let object = ObjectSummary(
                key: try ObjectKey("gcp/2025-10-03_1.csv"), sizeBytes: 1, modifiedMicros: 0, etag: "")
            return try GCPSource().recognise(
                FileProbe(object: object, format: .csv, header: cells.map(\.key), firstRow: cells.map(\.value)))
        }
        let found = try recognise([
            "billing_account_id": "01-AB", "usage_start_time": "", "cost": "1", "currency": "CHF",
            "invoice.month": "202510", "service.id": "x",
        ])
        #expect(found?.dataset == "gcp-billing" && found?.export == "gcp-by-day@01-AB" && found?.run == "2025-10-03")
        #expect(found?.period == BillingPeriod(year: 2025, month: 10))
        let focus = try recognise([
            "BilledCost": "1", "ChargePeriodStart": "", "BillingAccountId": "01", "x_CostType": "regular",
            "x_Credits": "[]",
        ])
        #expect(focus?.dataset == "gcp-focus")
        #expect(try recognise(["cost": "1", "currency": "CHF"]) == nil)
        #expect(try recognise(["BilledCost": "1", "ChargePeriodStart": "", "BillingAccountId": "01"]) == nil)
    }
}

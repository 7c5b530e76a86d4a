import BillingModel
import BillingSources
import SQLEngine

/// Where Google's FOCUS is not FOCUS, and what it has beside it.
struct FocusMends {
    let schema: RawSchema

    var entries: [Mapping.Entry] { spelled + months + who + [tags].compactMap(\.self) + own }

    private func text(_ name: String) -> SQLText { FOCUSLift.present(schema.reference(name)) }

    /// Values that are delivered in lower case.
    private var spelled: [Mapping.Entry] {
        let values = [
            ("ChargeCategory", "Usage Purchase Tax Credit Adjustment"), ("ChargeClass", "Correction"),
            ("ChargeFrequency", "One-Time Recurring Usage-Based"),
            ("PricingCategory", "Standard Dynamic Committed Other"),
            ("CommitmentDiscountCategory", "Spend Usage"), ("CommitmentDiscountStatus", "Used Unused"),
        ]
        return values.filter { schema.first($0.0) != nil }.map { name, allowed in
            let values = allowed.split(separator: " ").map(String.init)
            let lower: SQLText = "MAP(\(values.map { $0.lowercased() }), \(values))[lower(\(sql: text(name)))]"
            return .focus(
                name, "COALESCE(\(sql: lower), \(sql: text(name)))", note: "delivered in lower case: usage → Usage",
                changes: [SourceChange("Respelled", when: "\(sql: lower) <> \(sql: text(name))")])
        }
    }

    private var months: [Mapping.Entry] {
        let start = schema.reference("BillingPeriodStart", "ChargePeriodStart", type: .timestamp)
        let month: SQLText = "date_trunc('month', \(sql: start) AT TIME ZONE 'UTC')"
        let begin: SQLText = "\(sql: month) AT TIME ZONE 'UTC'"
        let end: SQLText = "(\(sql: month) + INTERVAL 1 MONTH) AT TIME ZONE 'UTC'"
        func isMoved(_ name: String, _ mended: SQLText) -> SQLText {
            "\(sql: schema.reference(name, type: .timestamp)) IS DISTINCT FROM \(sql: mended)"
        }
        return [
            .focus(
                "BillingPeriodStart", begin, note: "midnight UTC, where midnight in Los Angeles is delivered",
                changes: [SourceChange("Moved", when: isMoved("BillingPeriodStart", begin))]),
            .focus(
                "BillingPeriodEnd", end, note: "the first of the next month, where the month's last day is delivered",
                changes: [SourceChange("Moved", when: isMoved("BillingPeriodEnd", end))]),
        ]
    }

    private var who: [Mapping.Entry] {
        let service = text("ServiceName")
        let category: SQLText = "COALESCE(\(sql: GCPServices.categories)[\(sql: service)], 'Other')"
        let account = text("BillingAccountId")
        return [
            .focus(
                "SubAccountId",
                """
                CASE WHEN \(sql: text("SubAccountId")) = \(sql: account) THEN \(sql: text("x_Project.Id")) \
                ELSE COALESCE(\(sql: text("SubAccountId")), \(sql: text("x_Project.Id"))) END
                """, note: "the project, where the billing account is delivered",
                changes: [SourceChange("FromProject", when: "\(sql: text("SubAccountId")) = \(sql: account)")]),
            .focus("SubAccountName", "COALESCE(\(sql: text("SubAccountName")), \(sql: text("x_Project.Name")))"),
            .focus(
                "ServiceName", "COALESCE(\(sql: service), 'Unknown')",
                changes: [SourceChange("Assumed", when: "\(sql: service) IS NULL")]),
            .focus(
                "ServiceCategory", category,
                note: "by the service's name; what the view of 2024 delivers is no value of FOCUS",
                changes: [
                    SourceChange("FromServiceName", when: "\(sql: text("ServiceCategory")) <> \(sql: category)")
                ]),
            .focus("ServiceSubcategory", "'Other (' || (\(sql: category)) || ')'"),
            .focus(
                "InvoiceIssuerName", "COALESCE(\(sql: text("InvoiceIssuerName")), 'Google Cloud')",
                note: "Google Cloud where it is not delivered",
                changes: [SourceChange("Assumed", when: "\(sql: text("InvoiceIssuerName")) IS NULL")]),
        ]
    }

    /// Labels of all kinds, or the view's one list of them.
    private var tags: Mapping.Entry? {
        func prefixed(_ prefix: String) -> SQLText { "\(prefix) || r.\"Key\"" }
        var lists: [SQLText] = []
        func add(_ column: String, _ key: SQLText, _ members: [String]) {
            guard schema.first(column)?.type == .text else { return }
            lists.append(GCPLists.entries(text(column), key: key, value: "Value", members: members))
        }
        add("x_Labels", "r.\"Key\"", ["Key", "Value"])
        add(
            "x_Tags", "CASE WHEN r.\"x_Namespace\" <> '' THEN r.\"x_Namespace\" || '/' || r.\"Key\" ELSE r.\"Key\" END",
            ["Key", "Value", "x_Namespace"])
        add("x_ProjectLabels", prefixed("project:"), ["Key", "Value"])
        add("x_SystemLabels", prefixed("system:"), ["Key", "Value"])
        if lists.isEmpty, schema.first("Tags")?.type == .text {
            let key: SQLText = """
                CASE r.x_type WHEN 'project_label' THEN 'project:' WHEN 'system_label' THEN 'system:' ELSE '' END \
                || r.key
                """
            lists.append(
                GCPLists.entries(text("Tags"), key: key, value: "value", members: ["key", "value", "x_type"]))
        }
        guard !lists.isEmpty else { return nil }
        return .focus(
            "Tags", GCPLists.tags(lists),
            note: "labels; tags as namespace/key; project labels as project:key; system labels as system:key")
    }

    private var own: [Mapping.Entry] {
        let names = [
            "x_Credits", "x_CostType", "x_ServiceId", "x_Location", "x_ConsumptionModelId",
            "x_ConsumptionModelDescription", "x_SubscriptionInstanceId",
        ]
        return names.compactMap { schema.first($0) }.filter { $0.type == .text }.map {
            .custom($0.name, .text, FOCUSLift.present("\(name: $0.name)"))
        }
            + [schema.first("x_ExportTime")].compactMap(\.self).filter { $0.type == .timestamp }.map {
                .custom($0.name, .timestamp, "\(name: $0.name)")
            }
    }
}

import BillingModel

extension GCPExport {
    /// A resource's usage of one hour of the day, with its credits.
    func billed(_ usage: GCPUsage, _ month: SampledMonth) -> ByteText {
        var row = JSONRow()
        row.open(nil)
        row.add("billing_account_id", account.id)
        addService(usage.offer, to: &row)
        row.add("usage_start_time", usage.start)
        row.add("usage_end_time", usage.end)
        addProject(usage.line, to: &row)
        addLabels(usage, to: &row)
        addPlace(usage, to: &row)
        row.add("transaction_type", "GOOGLE")
        row.add("export_time", usage.exportTime)
        addUsage(usage.offer, usage.quantity, to: &row)
        addCredits(usage, to: &row)
        row.add("cost_at_list", usage.cost)
        addCost(usage.cost, month, type: "regular", to: &row)
        row.close()
        return row.text
    }

    func billedTax(_ tax: Amount, _ month: SampledMonth) -> ByteText {
        var row = JSONRow()
        row.open(nil)
        row.add("billing_account_id", account.id)
        row.open("service")
        row.add("description", "Invoice")
        row.close()
        row.open("sku")
        row.add("description", "Tax")
        row.close()
        row.add("usage_start_time", "\(month.firstDay.text) 07:00:00 UTC")
        row.add("usage_end_time", "\(month.lastDay.next) 07:00:00 UTC")
        addCost(tax, month, type: "tax", to: &row)
        row.close()
        return row.text
    }

    private func addCost(_ cost: Amount, _ month: SampledMonth, type: String, to row: inout JSONRow) {
        row.add("cost", cost)
        row.add("currency", "USD")
        row.add("currency_conversion_rate", Amount(1))
        row.open("invoice")
        row.add("month", String(month.period.description.filter { $0 != "-" }))
        row.add("publisher_type", "GOOGLE")
        row.close()
        row.add("cost_type", type)
    }

    private func addService(_ offer: GCPOffer, to row: inout JSONRow) {
        row.open("service")
        row.add("id", offer.service.id)
        row.add("description", offer.service.name)
        row.close()
        row.open("sku")
        row.add("id", offer.sku)
        row.add("description", offer.description)
        row.close()
    }

    private func addProject(_ line: Line, to row: inout JSONRow) {
        let project = World.accounts[line.account]
        row.open("project")
        row.add("id", account.projectId(line.account))
        row.add("number", String(account.projectNumber(line.account)))
        row.add("name", project.name)
        row.openList("labels")
        row.addRecord(["key": "stage", "value": project.environment])
        row.closeList()
        row.add("ancestry_numbers", account.ancestry(line.account))
        row.close()
    }

    private func addLabels(_ usage: GCPUsage, to row: inout JSONRow) {
        row.openList("labels")
        usage.eachLabel(world) { row.addRecord(["key": $0, "value": $1]) }
        row.closeList()
        row.openList("system_labels")
        usage.eachSystemLabel { row.addRecord(["key": $0, "value": $1]) }
        row.closeList()
    }

    private func addPlace(_ usage: GCPUsage, to row: inout JSONRow) {
        let region = usage.region
        row.open("location")
        row.add("location", region.code)
        row.add("country", region.country)
        row.add("region", region.code)
        if let zone = usage.zone { row.add("zone", zone) }
        row.close()
        row.open("resource")
        row.add("name", usage.resourceName)
        row.add("global_name", usage.globalName(account))
        row.close()
    }

    private func addUsage(_ offer: GCPOffer, _ quantity: Amount, to row: inout JSONRow) {
        row.open("usage")
        row.add("amount", quantity * offer.usageUnits)
        row.add("unit", offer.usageUnit)
        row.add("amount_in_pricing_units", quantity)
        row.add("pricing_unit", offer.pricingUnit)
        row.close()
        row.open("price")
        row.add("effective_price", offer.price)
        row.add("tier_start_amount", .zero)
        row.add("unit", offer.pricingUnit)
        row.add("pricing_unit_quantity", Amount(1))
        row.add("list_price", offer.price)
        row.close()
    }

    private func addCredits(_ usage: GCPUsage, to row: inout JSONRow) {
        row.openList("credits")
        for credit in usage.credits {
            row.open(nil)
            row.add("name", credit.name)
            row.add("amount", credit.amount)
            row.add("id", credit.id)
            row.add("type", credit.type)
            row.close()
        }
        row.closeList()
    }
}

import BillingModel

/// Google's own FOCUS export of 2026, a preview: FOCUS 1.2 in parts, costs net of credits, lists beside them.
extension GCPExport {
    func focus(_ usage: GCPUsage, _ month: SampledMonth) -> ByteText {
        let offer = usage.offer
        let net = usage.credits.reduce(usage.cost) { $0 + $1.amount }
        var row = open(month, "Usage", description: offer.description, from: usage.start, to: usage.end)
        addCosts(net: net, contracted: usage.cost, to: &row)
        addPrices(usage, to: &row)
        row.add("PricingCategory", usage.isCommitted ? "Committed" : "Standard")
        if let zone = usage.zone { row.add("AvailabilityZone", zone) }
        row.add("RegionId", usage.region.code)
        row.add("RegionName", usage.region.code)
        row.add("ResourceId", usage.globalName(account))
        row.add("ResourceName", usage.resourceName)
        row.add("ServiceName", offer.service.name)
        row.add("SkuId", offer.sku)
        row.add("SkuPriceId", "\(account.id)/\(offer.sku)/0")
        row.add("SubAccountId", account.projectId(usage.line.account))
        row.add("SubAccountName", World.accounts[usage.line.account].name)
        addOwn(usage, to: &row)
        row.add("x_CostType", "regular")
        row.add("x_ExportTime", usage.exportTime)
        row.close()
        return row.text
    }

    func focusTax(_ tax: Amount, _ month: SampledMonth) -> ByteText {
        var row = open(
            month, "Tax", description: "Tax", from: "\(month.firstDay.text) 07:00:00 UTC",
            to: "\(month.lastDay.next) 07:00:00 UTC")
        addCosts(net: tax, contracted: tax, to: &row)
        row.add("ServiceName", "Invoice")
        row.add("x_CostType", "tax")
        row.add("x_ExportTime", "\(month.lastDay.next) 09:12:07.199 UTC")
        row.close()
        return row.text
    }

    /// A row with what every row has.
    private func open(
        _ month: SampledMonth, _ category: String, description: String, from start: String, to end: String
    ) -> JSONRow {
        var row = JSONRow()
        row.open(nil)
        row.add("BillingAccountId", account.id)
        row.add("BillingAccountType", "Billing Account")
        row.add("BillingCurrency", "USD")
        row.add("BillingPeriodStart", "\(month.period.firstDay) 00:00:00 UTC")
        row.add("BillingPeriodEnd", "\(month.period.next.firstDay) 00:00:00 UTC")
        row.add("ChargeCategory", category)
        row.add("ChargeDescription", description)
        row.add("ChargePeriodStart", start)
        row.add("ChargePeriodEnd", end)
        row.add("PricingCurrency", "USD")
        row.add("ProviderName", "Google Cloud")
        row.add("PublisherName", "Google")
        row.add("x_CurrencyConversionRate", Amount(1))
        return row
    }

    private func addCosts(net: Amount, contracted: Amount, to row: inout JSONRow) {
        row.add("BilledCost", net)
        row.add("EffectiveCost", net)
        row.add("PricingCurrencyEffectiveCost", net)
        row.add("ContractedCost", contracted)
        row.add("ListCost", contracted)
    }

    private func addPrices(_ usage: GCPUsage, to row: inout JSONRow) {
        let offer = usage.offer
        row.add("ConsumedQuantity", usage.quantity * offer.usageUnits)
        row.add("ConsumedUnit", offer.usageUnit)
        row.add("PricingQuantity", usage.quantity)
        row.add("PricingUnit", offer.pricingUnit)
        for name in ["ContractedUnitPrice", "ListUnitPrice"] {
            row.add(name, offer.price)
            row.add("PricingCurrency" + name, offer.price)
        }
        row.add("x_PriceEffectivePriceDefault", offer.price)
        row.add("x_CostAtEffectivePriceDefault", usage.cost)
    }

    private func addOwn(_ usage: GCPUsage, to row: inout JSONRow) {
        let project = usage.line.account
        row.add("x_ServiceId", usage.offer.service.id)
        row.add("x_Location", usage.region.code)
        row.open("x_Project")
        row.add("Id", account.projectId(project))
        row.add("Number", String(account.projectNumber(project)))
        row.add("Name", World.accounts[project].name)
        row.add("AncestryNumbers", account.ancestry(project))
        row.close()
        row.openList("x_ProjectLabels")
        row.addRecord(["Key": "stage", "Value": World.accounts[project].environment])
        row.closeList()
        row.openList("x_Labels")
        usage.eachLabel(world) { row.addRecord(["Key": $0, "Value": $1]) }
        row.closeList()
        row.openList("x_SystemLabels")
        usage.eachSystemLabel { row.addRecord(["Key": $0, "Value": $1]) }
        row.closeList()
        row.openList("x_Credits")
        for credit in usage.credits {
            row.open(nil)
            row.add("Name", credit.name)
            row.add("Amount", credit.amount)
            row.add("Id", credit.id)
            row.add("Type", credit.type)
            row.close()
        }
        row.closeList()
    }
}

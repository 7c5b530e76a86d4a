import BillingModel

extension AWSFocusExport {
    /// A resource's usage of one day, on demand or covered by the savings plan. The enterprise discount is folded into
    /// the contracted price, as FOCUS wants it.
    mutating func fillUsage(
        _ line: Line, _ offer: AWSOffer, _ quantity: Amount, _ day: Day, _ month: SampledMonth
    ) {
        begin("Usage", "Usage-Based", account: line.account, on: day, of: month)
        let contractedPrice = offer.price < Amount("0.001") ? offer.price : offer.price.percent(94, decimals: 6)
        let list = offer.price * quantity
        let contracted = contractedPrice * quantity
        var billed = contracted
        var effective = contracted
        let planned = AWSCommitments.planPrice(offer) * quantity
        cells.set(.PricingCategory, "Standard")
        if AWSCommitments.isPlanned(line, offer), commitments.plan.take(planned) {
            (billed, effective) = (.zero, planned)
            cells.set(.PricingCategory, "Committed")
            cells.set(.CommitmentDiscountStatus, "Used")
            setPlan()
        }
        setCosts(billed: billed, effective: effective, list: list, contracted: contracted)
        cells.set(.ListUnitPrice, offer.price)
        cells.set(.ContractedUnitPrice, contractedPrice)
        cells.set(.ConsumedQuantity, quantity)
        cells.set(.ConsumedUnit, offer.unit)
        cells.set(.PricingQuantity, quantity)
        cells.set(.PricingUnit, offer.unit)
        setService(offer)
        setPlace(line, offer)
        setTags(line, discount: list - contracted)
    }

    /// The plan's daily purchase, or what of it nobody used.
    mutating func fillPlan(unused: Bool, _ day: Day, _ month: SampledMonth) {
        let plan = commitments.plan
        begin(unused ? "Usage" : "Purchase", unused ? "Usage-Based" : "Recurring", account: nil, on: day, of: month)
        setPlan()
        setCosts(
            billed: unused ? .zero : plan.perDay, effective: unused ? plan.unused : .zero,
            list: unused ? plan.unused : plan.perDay, contracted: unused ? plan.unused : plan.perDay)
        cells.set(.ChargeDescription, "1 year No Upfront Compute Savings Plan")
        cells.set(.PricingCategory, unused ? "Committed" : "Standard")
        if unused { cells.set(.CommitmentDiscountStatus, "Unused") }
        cells.set(.PricingQuantity, Amount(24))
        cells.set(.PricingUnit, "Hrs")
        cells.set(.ResourceId, commitments.planARN)
        cells.set(.ResourceType, "savingsplan")
        cells.set(.ServiceName, "Savings Plans for AWS Compute usage")
        cells.set(.ServiceCategory, "Compute")
        cells.set(.x_ServiceCode, "ComputeSavingsPlans")
        cells.set(.x_UsageType, "ComputeSP:1yrNoUpfront")
    }

    /// Tax per account, credits, and corrections of the month before; more of them in a later delivery.
    mutating func addMonthlyCharges(of month: SampledMonth, to file: ExportFile) throws {
        for account in World.accounts.indices {
            begin("Tax", "One-Time", account: account, on: month.lastDay, of: month)
            setSpecial("Tax for product code AmazonEC2", Amount("11.4") + Amount(account * 3 + month.index))
            try file.add(cells)
        }
        begin("Credit", "One-Time", account: 7, on: month.lastDay, of: month)
        setSpecial("AWS Activate credits", -Amount("180.25"))
        try file.add(cells)
        guard month.index > 0 else { return }
        for correction in 0..<(month.isLater ? 3 : 1) {
            begin("Usage", "Usage-Based", account: 2 + correction, on: month.firstDay, of: month)
            cells.set(.ChargeClass, "Correction")
            cells.set(.PricingCategory, "Standard")
            setSpecial("Correction of data transfer of the previous month", -Amount("4.031"))
            try file.add(cells)
        }
    }

    private mutating func setSpecial(_ description: String, _ cost: Amount) {
        setCosts(billed: cost, effective: cost, list: cost, contracted: cost)
        cells.set(.ChargeDescription, description)
        cells.set(.ServiceName, "Amazon Elastic Compute Cloud")
        cells.set(.ServiceCategory, "Compute")
        cells.set(.x_ServiceCode, "AmazonEC2")
    }

    private mutating func begin(
        _ category: String, _ frequency: String, account: Int?, on day: Day, of month: SampledMonth
    ) {
        cells.clear()
        cells.set(.BillingAccountId, organisation.payer)
        cells.set(.BillingAccountName, AWSOrganisation.name)
        cells.set(.BillingCurrency, "USD")
        cells.set(.BillingPeriodStart, month.start)
        cells.set(.BillingPeriodEnd, month.end)
        cells.set(.ChargeCategory, category)
        cells.set(.ChargeFrequency, frequency)
        cells.set(.ChargePeriodStart) { text in
            text.add(day.text)
            text.add("T00:00:00.000Z")
        }
        cells.set(.ChargePeriodEnd) { text in
            text.add(day.next)
            text.add("T00:00:00.000Z")
        }
        cells.set(.InvoiceIssuerName, "Amazon Web Services, Inc.")
        cells.set(.ProviderName, "AWS")
        cells.set(.PublisherName, "Amazon Web Services, Inc.")
        cells.set(.SubAccountId, account.map { organisation.accounts[$0] } ?? organisation.payer)
        cells.set(.SubAccountName, account.map { World.accounts[$0].name } ?? AWSOrganisation.name)
        cells.set(.Tags, "{}")
        cells.set(.x_CostCategories, "{}")
        cells.set(.x_Discounts, "{}")
    }

    private mutating func setCosts(billed: Amount, effective: Amount, list: Amount, contracted: Amount) {
        cells.set(.BilledCost, billed)
        cells.set(.EffectiveCost, effective)
        cells.set(.ListCost, list)
        cells.set(.ContractedCost, contracted)
    }

    private mutating func setPlan() {
        cells.set(.CommitmentDiscountId, commitments.planARN)
        cells.set(.CommitmentDiscountCategory, "Spend")
        cells.set(.CommitmentDiscountType, "Savings Plan")
    }

    private mutating func setService(_ offer: AWSOffer) {
        cells.set(.ServiceName, offer.service)
        cells.set(.ServiceCategory, offer.category)
        cells.set(.x_ServiceCode, offer.code)
        cells.set(.x_Operation, offer.operation)
        cells.set(.SkuId) { $0.add(code: Dice.label(offer.usageType), length: 16) }
        cells.set(.SkuPriceId) { text in
            text.add(code: Dice.label(offer.usageType), length: 16)
            text.add(".JRTCKXETXF.6YS6EN2CT7")
        }
    }

    private mutating func setPlace(_ line: Line, _ offer: AWSOffer) {
        let region = AWSCatalogue.regions[line.region]
        cells.set(.RegionId, region.code)
        cells.set(.RegionName, region.name)
        cells.set(.x_UsageType) { text in
            text.add(region.prefix)
            text.add(offer.usageType)
        }
        cells.set(.ChargeDescription) { text in
            text.add("$")
            text.add(offer.price)
            text.add(" per ")
            text.add(offer.unit)
            text.add(" of ")
            text.add(offer.family)
        }
        if offer.isZonal { cells.set(.AvailabilityZone) { organisation.addZone(of: line, to: &$0) } }
        guard offer.resource != .none else { return }
        cells.set(.ResourceId) { organisation.addResource(of: line, offer, to: &$0) }
        cells.set(.ResourceName) { organisation.addName(of: line, to: &$0) }
        cells.set(.ResourceType, "\(offer.resource)")
    }

    /// Maps in the text form that DuckDB casts; no key or value needs quoting.
    private mutating func setTags(_ line: Line, discount: Amount) {
        cells.set(.Tags) { text in
            text.add("{")
            var separator = ""
            world.eachTag(of: line) { key, value in
                text.add(separator)
                text.add("user_")
                text.add(key.rawValue)
                text.add("=")
                text.add(value)
                separator = ", "
            }
            text.add("}")
        }
        if line.tagging == .full {
            cells.set(.x_CostCategories) { text in
                text.add("{Team=")
                text.add(World.apps[line.app].team)
                text.add("}")
            }
        }
        if discount > .zero {
            cells.set(.x_Discounts) { text in
                text.add("{EdpDiscount=-")
                text.add(discount)
                text.add("}")
            }
        }
    }
}

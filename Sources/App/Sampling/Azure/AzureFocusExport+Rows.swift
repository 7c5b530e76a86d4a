import BillingModel

extension AzureFocusExport {
    /// A resource's usage of one day, on demand, spot or reserved.
    mutating func fillUsage(
        _ line: Line, _ offer: AzureOffer, _ quantity: Amount, _ day: Day, _ month: SampledMonth
    ) {
        begin("Usage", "Usage-Based", on: day, of: month)
        setSubscription(line.account, section: line.app)
        let region = AzureCatalogue.regions[line.region]
        let isReserved = AzureReservation.isCandidate(line) && reservation.hours.take(quantity)
        let effectivePrice = isReserved ? AzureReservation.price : offer.price
        setCosts(
            billed: isReserved ? .zero : offer.price * quantity, effective: effectivePrice * quantity,
            list: offer.price * quantity)
        setPrices(offer.price, effective: effectivePrice)
        setQuantity(quantity, offer.unit)
        // In hours whatever the unit says; elsewhere blocks.
        let block = offer.machine == nil ? offer.unit.blockSize : 1
        cells.set(.ConsumedQuantity, quantity * block)
        cells.set(.ConsumedUnit, offer.unit.distinct)
        cells.set(.PricingCategory, isReserved ? "Committed" : offer.terms == .spot ? "Dynamic" : "Standard")
        cells.set(.x_PricingSubcategory, isReserved ? "Committed Usage" : offer.terms == .spot ? "Spot" : "On-Demand")
        if isReserved {
            setReservation()
            cells.set(.CommitmentDiscountStatus, "Used")
        } else {
            cells.set(.PublisherName, "Microsoft")
        }
        setService(offer, region)
        setResource(line, offer, day)
    }

    /// Reserved hours that nobody used that day.
    mutating func fillUnused(_ day: Day, _ month: SampledMonth) {
        let unused = reservation.hours.unused
        let offer = AzureCatalogue.offers[AzureCatalogue.reservable]
        begin("Usage", "Usage-Based", on: day, of: month)
        setCosts(billed: .zero, effective: AzureReservation.price * unused, list: .zero)
        setPrices(offer.price, effective: AzureReservation.price)
        setQuantity(unused, offer.unit)
        cells.set(.PricingCategory, "Committed")
        cells.set(.CommitmentDiscountStatus, "Unused")
        setReservation()
        setService(offer, AzureCatalogue.regions[0])
        cells.set(.ResourceId, organisation.benefitId)
        cells.set(.ResourceName, "VM_RI_D4s_v5")
        cells.set(.ResourceType, "Reservation")
    }

    /// Reservation, marketplace, refunds and rounding; the later delivery has one refund more.
    mutating func addMonthlyCharges(of month: SampledMonth, to file: ExportFile) throws {
        try addReservationCharge(machines: reservation.machines, on: month.firstDay, of: month, to: file)
        for _ in 0..<(month.isLater ? 2 : month.index % 2) {
            try addReservationCharge(machines: -1, on: month.lastDay, of: month, to: file)
        }
        begin("Purchase", "Recurring", on: month.firstDay, of: month)
        setSubscription(8, section: 8)
        let price: Amount = "389.25"
        setCosts(billed: price, effective: price, list: .zero)
        setPrices(price, effective: price)
        setQuantity(Amount(1), .perMonth)
        cells.set(.ChargeDescription, "Datadog Pro")
        cells.set(.PublisherName, "Datadog")
        cells.set(.x_PublisherCategory, "Vendor")
        cells.set(.PricingCategory, "Standard")
        cells.set(.ServiceName, "Datadog")
        cells.set(.ServiceCategory, "Management and Governance")
        try file.add(cells)
        for account in World.accounts.indices where account % 4 == month.index % 4 {
            begin("Adjustment", "One-Time", on: month.lastDay, of: month)
            setSubscription(account, section: account % World.apps.count)
            let dust = -Amount("0.0043")
            setCosts(billed: dust, effective: dust, list: dust)
            cells.set(.ChargeDescription, "Rounding adjustment")
            cells.set(.ServiceCategory, "Other")
            try file.add(cells)
        }
    }

    /// A month's share of the reserved machines; negative for a refund.
    private mutating func addReservationCharge(
        machines: Int, on day: Day, of month: SampledMonth, to file: ExportFile
    ) throws {
        begin("Purchase", machines > 0 ? "Recurring" : "One-Time", on: day, of: month)
        if machines < 0 { cells.set(.ChargeClass, "Correction") }
        let offer = AzureCatalogue.offers[AzureCatalogue.reservable]
        let hours = Amount(24 * month.days.count) * machines
        let price = AzureReservation.price
        setCosts(billed: price * hours, effective: .zero, list: price * hours)
        setPrices(price, effective: price)
        setQuantity(hours, offer.unit)
        setReservation()
        setService(offer, AzureCatalogue.regions[0])
        cells.set(.ChargeDescription, "Reserved VM Instance, Standard_D4s_v5, EU West, 1 Year")
        cells.set(.PricingCategory, "Standard")
        cells.set(.ResourceId, organisation.benefitId)
        cells.set(.ResourceName, "VM_RI_D4s_v5")
        cells.set(.ResourceType, "Reservation")
        cells.set(.x_SkuTerm, "12")
        try file.add(cells)
    }

    /// In the pricing currency; billing currency follows at the month's rate.
    private mutating func setCosts(billed: Amount, effective: Amount, list: Amount) {
        let rate = Self.exchangeRate
        cells.set(.BilledCost, billed * rate)
        cells.set(.EffectiveCost, effective * rate)
        cells.set(.ListCost, list * rate)
        cells.set(.ContractedCost, list * rate)
        cells.set(.x_BilledCostInUsd, billed)
        cells.set(.x_EffectiveCostInUsd, effective)
        cells.set(.x_ListCostInUsd, list)
        cells.set(.x_ContractedCostInUsd, list)
    }

    private mutating func setPrices(_ price: Amount, effective: Amount) {
        cells.set(.ListUnitPrice, price * Self.exchangeRate)
        cells.set(.ContractedUnitPrice, price * Self.exchangeRate)
        cells.set(.x_BilledUnitPrice, price * Self.exchangeRate)
        cells.set(.x_EffectiveUnitPrice, effective * Self.exchangeRate)
    }

    private mutating func setQuantity(_ quantity: Amount, _ unit: AzureUnit) {
        cells.set(.PricingQuantity, quantity)
        cells.set(.PricingUnit, unit.distinct)
        cells.set(.x_PricingBlockSize) { $0.add(unit.blockSize) }
        cells.set(.x_PricingUnitDescription, unit.text)
    }

    private mutating func setReservation() {
        cells.set(.CommitmentDiscountId, organisation.benefitId)
        cells.set(.CommitmentDiscountName, "VM_RI_D4s_v5")
        cells.set(.CommitmentDiscountType, "Reservation")
        cells.set(.CommitmentDiscountCategory, "Usage")
    }

    private mutating func setService(_ offer: AzureOffer, _ region: AzureRegion) {
        cells.set(.ChargeDescription) { organisation.addProduct(offer, region, to: &$0) }
        cells.set(.RegionId, region.code)
        cells.set(.RegionName, region.name)
        cells.set(.ServiceName, offer.service)
        cells.set(.ServiceCategory, offer.serviceCategory)
        cells.set(.SkuId) { $0.add(code: Dice.label(offer.meter), length: 12) }
        cells.set(.SkuPriceId) { text in
            text.add(code: Dice.label(offer.meter), length: 12)
            text.add("_0001_Consumption")
        }
        cells.set(.x_SkuDescription) { organisation.addProduct(offer, region, to: &$0) }
        cells.set(.x_SkuMeterCategory, offer.category)
        cells.set(.x_SkuMeterSubcategory, offer.subCategory)
        cells.set(.x_SkuMeterName, offer.meter)
        cells.set(.x_SkuMeterId) { organisation.addMeterId(offer, region, to: &$0) }
        cells.set(.x_SkuRegion, region.meterRegion)
        cells.set(.x_SkuServiceFamily, offer.family)
    }

    private mutating func setResource(_ line: Line, _ offer: AzureOffer, _ day: Day) {
        cells.set(.ResourceId) { organisation.addResourceId(of: line, offer, on: day, to: &$0) }
        cells.set(.ResourceName) { organisation.addName(of: line, to: &$0) }
        cells.set(.ResourceType, offer.machine == nil ? offer.service : "Virtual machine")
        cells.set(.x_ResourceType) { text in
            text.add(offer.provider.lowercased())
            text.add("/")
            text.add(offer.type.lowercased())
        }
        cells.set(.x_ResourceGroupName) { organisation.addResourceGroup(of: line, to: &$0) }
        cells.set(.Tags) { text in
            text.add("{")
            organisation.addTags(of: line, world, to: &text)
            text.add("}")
        }
        if let machine = offer.machine {
            cells.set(.x_SkuDetails) { text in
                text.add("{\"ServiceType\":\"")
                text.add(machine.size)
                text.add("\",\"VCPUs\":")
                text.add(machine.cores)
                text.add("}")
            }
        }
    }

    private mutating func setSubscription(_ account: Int, section app: Int) {
        cells.set(.SubAccountId) { text in
            text.add("/subscriptions/")
            text.add(organisation.subscriptions[account])
        }
        cells.set(.SubAccountName, World.accounts[account].name)
        cells.set(.SubAccountType, "Subscription")
        let team = World.apps[app].team
        cells.set(.x_InvoiceSectionName, AzureOrganisation.sections[team] ?? team)
        cells.set(.x_CostCenter, World.apps[app].costCenter)
    }

    /// Clears the row and sets what every row has.
    private mutating func begin(_ category: String, _ frequency: String, on day: Day, of month: SampledMonth) {
        cells.clear()
        cells.set(.BillingAccountId, billingProfile)
        cells.set(.BillingAccountName, "Acme Europe")
        cells.set(.BillingAccountType, "Billing Profile")
        cells.set(.BillingCurrency, "EUR")
        cells.set(.BillingPeriodStart, month.start)
        cells.set(.BillingPeriodEnd, month.end)
        cells.set(.ChargeCategory, category)
        cells.set(.ChargeFrequency, frequency)
        cells.set(.ChargePeriodStart) { text in
            text.add(day.text)
            text.add("T00:00:00Z")
        }
        cells.set(.ChargePeriodEnd) { text in
            text.add(day.next)
            text.add("T00:00:00Z")
        }
        cells.set(.InvoiceIssuerName, "Microsoft")
        cells.set(.ProviderName, "Microsoft")
        cells.set(.x_BillingAccountId, billingAccount)
        cells.set(.x_BillingAccountName, "Acme Holding")
        cells.set(.x_BillingProfileId, billingProfile)
        cells.set(.x_BillingProfileName, "Acme Europe")
        cells.set(.x_BillingExchangeRate, Self.exchangeRate)
        cells.set(.x_BillingExchangeRateDate, month.start)
        cells.set(.x_PricingCurrency, "USD")
        cells.set(.x_PublisherCategory, "Cloud Provider")
        cells.set(.x_SkuIsCreditEligible, category == "Usage" ? "true" : "false")
        if month.isInvoiced { cells.set(.x_InvoiceId) { $0.add(Int(month.label) + 700_000_000) } }
    }
}

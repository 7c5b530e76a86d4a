import BillingModel

/// A vendor's FOCUS 1.2 as CSV without a manifest: a file for each month, which a later delivery overwrites. Priced in
/// credits, billed in USD; the monthly fee is priced in USD.
struct VendorFocusFile: SampledDataset {
    let name = "saas"
    let world: World
    /// The customer's number at the vendor.
    let account: String
    private let cells = Cells<VendorColumn>(header: Array(VendorColumn.allCases))
    private let fleet: Fleet
    /// Usual rows per day.
    private let lines: Int

    init(_ world: World, rows: Int) {
        self.world = world
        fleet = Fleet(
            world, dataset: name, offers: VendorCatalogue.offers.map(\.weight),
            regions: AWSCatalogue.regions.map(\.weight))
        var dice = Dice(world.seed, Dice.label(name), Dice.label("accounts"))
        account = "NB-" + String(dice.roll(100_000...999_999))
        lines = max(4, rows / 30)
    }

    mutating func write(_ month: SampledMonth, to folder: SampleFolder) async throws -> [WrittenFile] {
        let file = try folder.create("\(name)/northbeam-\(month.period).csv")
        file.addHeader(cells)
        for day in month.days {
            try Task.checkCancellation()
            for number in 0..<month.lineCount(lines, on: day) {
                setUsage(fleet.line(number), day, month)
                try file.add(cells)
            }
        }
        let fee: Amount = "450"
        setMonthly("Purchase", "Recurring", "Platform fee", fee, month)
        setPrices(list: fee, contracted: fee, quantity: Amount(1), unit: "Months")
        cells.set(.PricingCurrencyListUnitPrice, fee)
        cells.set(.PricingCurrencyContractedUnitPrice, fee)
        cells.set(.SkuId, "NB-PLATFORM")
        cells.set(.SkuMeter, "Platform")
        cells.set(.SkuPriceId, "NB-PLATFORM/1")
        try file.add(cells)
        setMonthly("Credit", "One-Time", "Service credit for an outage", -Amount("61.75"), month)
        try file.add(cells)
        setMonthly("Tax", "Recurring", "Sales tax", "37.125", month)
        try file.add(cells)
        return [try file.close()]
    }

    private func setUsage(_ line: Line, _ day: Day, _ month: SampledMonth) {
        let offer = VendorCatalogue.offers[line.offer]
        let quantity = fleet.quantity(of: line, daily: offer.daily, limit: nil, on: day, in: month)
        let contracted = offer.credits * VendorCatalogue.contractedCreditPrice
        begin("Usage", "Usage-Based", month, from: day.text, to: day.next)
        cells.set(.ChargeDescription) { text in
            text.add("\(offer.meter), ")
            text.add(offer.credits)
            text.add(" credits per unit")
        }
        setCosts(contracted * quantity, list: offer.credits * VendorCatalogue.creditPrice * quantity)
        setPrices(
            list: offer.credits * VendorCatalogue.creditPrice, contracted: contracted, quantity: quantity,
            unit: offer.unit)
        cells.set(.PricingCurrencyListUnitPrice, offer.credits)
        cells.set(.PricingCurrencyContractedUnitPrice, offer.credits)
        cells.set(.PricingCurrencyEffectiveCost, offer.credits * quantity)
        cells.set(.ConsumedQuantity, quantity)
        cells.set(.ConsumedUnit, offer.unit)
        setService(offer.service, offer.category, offer.subcategory)
        cells.set(.SkuId) { $0.add(code: Dice.label(offer.meter), length: 10) }
        cells.set(.SkuMeter, offer.meter)
        cells.set(.SkuPriceId) { text in
            text.add(code: Dice.label(offer.meter), length: 10)
            text.add("/1")
        }
        setResource(line, offer)
    }

    private func setResource(_ line: Line, _ offer: VendorOffer) {
        let region = AWSCatalogue.regions[line.region]
        cells.set(.RegionId, region.code)
        cells.set(.RegionName, region.name)
        cells.set(.SubAccountId) { text in
            text.add(account)
            text.add("-")
            text.add(line.account + 1, width: 2)
        }
        cells.set(.SubAccountName, World.accounts[line.account].name)
        cells.set(.SubAccountType, "Workspace")
        for column in [VendorColumn.ResourceId, .ResourceName] {
            cells.set(column) { text in
                if column == .ResourceId { text.add("\(account)/\(offer.resourceType)/") }
                text.add(World.apps[line.app].name)
                text.add("-")
                text.add(hex: line.resource, digits: 8)
            }
        }
        cells.set(.ResourceType, offer.resourceType)
        cells.set(.Tags) { text in
            var separator = "{"
            world.eachTag(of: line) { key, value in
                text.add(separator)
                text.add(json: key.rawValue.utf8)
                text.add(":")
                text.add(json: value.utf8)
                separator = ","
            }
            text.add(separator == "{" ? "{}" : "}")
        }
    }

    /// A charge of the whole month and account.
    private func setMonthly(
        _ category: String, _ frequency: String, _ description: String, _ cost: Amount, _ month: SampledMonth
    ) {
        begin(category, frequency, month, from: month.period.firstDay, to: month.period.next.firstDay)
        cells.set(.ChargeDescription, description)
        setCosts(cost, list: cost)
        cells.set(.PricingCurrency, "USD")
        cells.set(.PricingCurrencyEffectiveCost, cost)
        setService("Northbeam Platform", "Analytics", "Analytics Platforms")
    }

    private func begin(_ category: String, _ frequency: String, _ month: SampledMonth, from: String, to: String) {
        cells.clear()
        cells.set(.BillingAccountId, account)
        cells.set(.BillingAccountName, "Acme Holding")
        cells.set(.BillingAccountType, "Customer")
        cells.set(.BillingCurrency, "USD")
        cells.set(.PricingCurrency, "Northbeam Credits")
        for (column, date) in [
            (VendorColumn.BillingPeriodStart, month.period.firstDay),
            (.BillingPeriodEnd, month.period.next.firstDay), (.ChargePeriodStart, from), (.ChargePeriodEnd, to),
        ] {
            cells.set(column) { text in
                text.add(date)
                text.add("T00:00:00Z")
            }
        }
        cells.set(.ChargeCategory, category)
        cells.set(.ChargeFrequency, frequency)
        if month.isInvoiced { cells.set(.InvoiceId, "INV-\(month.period)") }
        for column in [VendorColumn.InvoiceIssuerName, .ProviderName, .PublisherName] {
            cells.set(column, VendorCatalogue.vendor)
        }
    }

    private func setCosts(_ cost: Amount, list: Amount) {
        for column in [VendorColumn.BilledCost, .EffectiveCost, .ContractedCost] { cells.set(column, cost) }
        cells.set(.ListCost, list)
    }

    private func setPrices(list: Amount, contracted: Amount, quantity: Amount, unit: String) {
        cells.set(.ListUnitPrice, list)
        cells.set(.ContractedUnitPrice, contracted)
        cells.set(.PricingQuantity, quantity)
        cells.set(.PricingUnit, unit)
        cells.set(.PricingCategory, "Standard")
    }

    private func setService(_ name: String, _ category: String, _ subcategory: String) {
        cells.set(.ServiceName, name)
        cells.set(.ServiceCategory, category)
        cells.set(.ServiceSubcategory, subcategory)
    }
}

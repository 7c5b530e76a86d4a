import BillingModel

extension OCIReport {
    /// A resource's usage of one hour of the day; or the row that takes half of it back.
    func fillUsage(_ line: Line, _ day: Day, _ month: SampledMonth, isCorrection: Bool = false) {
        let offer = OCICatalogue.offers[line.offer]
        var dice = Dice(line.resource, UInt64(day.number), 7)
        let hour = dice.roll(24)
        let reference = (dice.next(), dice.next())
        // Office hours are busier.
        let hourly = (8...18).contains(hour) ? offer.hourly + offer.hourly.divided(by: 4) : offer.hourly
        var quantity = fleet.quantity(of: line, daily: hourly, limit: nil, on: day, in: month)
        if isCorrection { quantity = -max(Amount(tenThousandths: 1), quantity.divided(by: 2).cut(decimals: 4)) }
        begin(day, hour: hour, month)
        setCosts(offer, quantity)
        setService(offer, line)
        cells.set(.oci_CompartmentId, tenancy.compartments[line.account])
        cells.set(.oci_CompartmentName, World.accounts[line.account].name)
        setTags(line)
        cells.set(.oci_ReferenceNumber) { text in
            text.add(hex: isCorrection ? ~reference.0 : reference.0, digits: 16)
            text.add(hex: reference.1, digits: 16)
        }
        if isCorrection {
            cells.set(.oci_BackReferenceNumber) { text in
                text.add(hex: reference.0, digits: 16)
                text.add(hex: reference.1, digits: 16)
            }
        } else if form == .cost {
            // Filled there, and pointing nowhere.
            cells.set(.oci_BackReferenceNumber, "17053")
        }
        cells.set(.isCorrection, isCorrection ? "true" : "false")
    }

    private func begin(_ day: Day, hour: Int, _ month: SampledMonth) {
        cells.clear()
        cells.set(.BillingAccountId, tenancy.subscription)
        cells.set(.BillingCurrency, "USD")
        cells.set(.BillingPeriodStart, month.start)
        cells.set(.BillingPeriodEnd, month.end)
        cells.set(.ChargeCategory, "Usage")
        cells.set(.ChargeFrequency, "Usage-based")
        cells.set(.ChargePeriodStart) { Self.add(day, hour: hour, ":00Z", to: &$0) }
        // Cost reports have seconds in one of the pair.
        cells.set(.ChargePeriodEnd) { Self.add(day, hour: hour + 1, form == .cost ? ":00:00Z" : ":00Z", to: &$0) }
        cells.set(.Provider, "Oracle")
        cells.set(.Publisher, "Oracle")
        cells.set(.SubAccountId, tenancy.tenancy)
        cells.set(.SubAccountName, OCITenancy.tenancyName)
    }

    /// Mostly without seconds, as only this pair of columns is: `2025-01-15T13:00Z`.
    private static func add(_ day: Day, hour: Int, _ end: String, to text: inout ByteText) {
        text.add(hour < 24 ? day.text : day.next)
        text.add("T")
        text.add(hour % 24, width: 2)
        text.add(end)
    }

    /// Effective cost stays 0, as in the reports that are known.
    private func setCosts(_ offer: OCIOffer, _ quantity: Amount) {
        let cost = offer.price * quantity
        cells.set(.BilledCost) { $0.add(scientific: cost) }
        cells.set(.ListCost) { $0.add(scientific: cost) }
        cells.set(.EffectiveCost, "0")
        cells.set(.ListUnitPrice, offer.price)
        cells.set(.PricingQuantity, quantity)
        cells.set(.PricingUnit, offer.pricingUnit)
        cells.set(.UsageQuantity, quantity)
        cells.set(.UsageUnit, offer.usageUnit)
        cells.set(.oci_AttributedCost) { $0.add(scientific: cost) }
        cells.set(.oci_AttributedUsage, quantity)
        let flags = form == .focus ? ("Y", "N") : ("true", "false")
        cells.set(.oci_OverageFlag, offer.isOverage ? flags.0 : flags.1)
        cells.set(.billingUnit, "ONE \(offer.usageUnit.uppercased())")
        guard offer.isOverage else { return }
        cells.set(.oci_UnitPriceOverage, offer.price)
        cells.set(.oci_BilledQuantityOverage, quantity)
        cells.set(.oci_CostOverage, cost)
    }

    private func setService(_ offer: OCIOffer, _ line: Line) {
        let region = OCICatalogue.regions[line.region]
        cells.set(.ServiceName, offer.service)
        cells.set(.ServiceCategory, offer.category)
        cells.set(.SkuId, offer.sku)
        cells.set(.ChargeDescription, offer.description)
        cells.set(.Region, region.code)
        cells.set(.ResourceType, offer.resourceType)
        cells.set(.ResourceId) { tenancy.addResource(of: line, offer, to: &$0) }
        guard ["COMPUTE", "BLOCK_STORAGE"].contains(offer.service) else { return }
        cells.set(.AvailabilityZone) { text in
            text.add(region.domain)
            text.add(Int(line.resource % 3) + 1)
        }
    }

    /// Defined tags: they have a namespace.
    private func setTags(_ line: Line) {
        world.eachTag(of: line) { key, value in
            switch key {
            case .environment: cells.set(.`Operations.env`, value)
            case .team: cells.set(.`Operations.team`, value)
            case .costCenter: cells.set(.`Operations.cost-center`, value)
            case .app: cells.set(.`Operations.app`, value)
            case .owner: cells.set(.`Operations.owner`, value)
            }
        }
        cells.set(.`Oracle-Tags.CreatedBy`, "default/terraform@acme.example")
    }
}

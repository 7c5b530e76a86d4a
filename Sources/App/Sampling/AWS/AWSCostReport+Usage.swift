import BillingModel

extension AWSCostReport {
    /// A resource's usage of one day: on demand, reserved or covered by the savings plan.
    mutating func fillUsage(
        _ line: Line, _ offer: AWSOffer, _ quantity: Amount, _ day: Day, _ month: SampledMonth
    ) {
        begin("Usage", account: organisation.accounts[line.account], on: day, of: month)
        setProduct(offer, AWSCatalogue.regions[line.region], line)
        setTags(line, month)
        let cost = offer.price * quantity
        cells.set(.`lineItem/UsageAmount`, quantity)
        setPublicPrice(offer, cost)
        if let instance = offer.instance {
            cells.set(.`lineItem/NormalizationFactor`, instance.factor)
            cells.set(.`lineItem/NormalizedUsageAmount`, instance.factor * quantity)
        }
        if AWSCommitments.isReserved(line, offer), commitments.reservation.take(quantity) {
            setReserved(quantity)
            return
        }
        setCost(cost, rate: offer.price)
        costs[line.account] += cost
        if form == .dataExport { setDiscount(on: cost) }
        let effective = AWSCommitments.planPrice(offer) * quantity
        if AWSCommitments.isPlanned(line, offer), commitments.plan.take(effective) {
            let group = NegationGroup(offer: line.offer, region: line.region, zone: line.resource % 3)
            covered[group, default: .zero] += cost
            costs[line.account] += -cost
            cells.set(.`lineItem/LineItemType`, "SavingsPlanCoveredUsage")
            setPlan()
            cells.set(.`savingsPlan/Region`, AWSCatalogue.regions[line.region].code)
            cells.set(.`savingsPlan/SavingsPlanRate`, AWSCommitments.planPrice(offer))
            cells.set(.`savingsPlan/SavingsPlanEffectiveCost`, effective)
        }
    }

    /// The row's share of the discount that the month's last rows grant.
    private func setDiscount(on cost: Amount) {
        guard cost > .zero else { return }
        let discount = -cost.percent(6, decimals: 10)
        cells.set(.`discount/EdpDiscount`, discount)
        cells.set(.`discount/TotalDiscount`, discount)
    }

    /// Takes back what the day's covered rows show at on-demand prices, to the last decimal.
    mutating func addNegations(on day: Day, of month: SampledMonth, to file: ExportFile) throws {
        let groups = covered.keys.sorted { ($0.offer, $0.region, $0.zone) < ($1.offer, $1.region, $1.zone) }
        for group in groups {
            let offer = AWSCatalogue.offers[group.offer]
            let region = AWSCatalogue.regions[group.region]
            begin("SavingsPlanNegation", account: organisation.payer, on: day, of: month)
            setProduct(offer, region, nil)
            cells.set(.`lineItem/AvailabilityZone`) { text in
                text.add(region.code)
                text.bytes.append(UInt8(ascii: "a") + UInt8(group.zone))
            }
            cells.set(.`lineItem/LineItemDescription`, "SavingsPlanNegation used by AccountId : \(organisation.payer)")
            cells.set(.`lineItem/UsageAmount`, Amount(0))
            setCost(-(covered[group] ?? .zero), rate: nil)
            setPlan()
            try file.add(cells)
        }
    }

    /// The day's commitment, whether used or not.
    mutating func fillPlanFee(on day: Day, of month: SampledMonth) {
        let plan = commitments.plan
        begin("SavingsPlanRecurringFee", account: organisation.payer, on: day, of: month)
        cells.set(.`lineItem/ProductCode`, "ComputeSavingsPlans")
        cells.set(.`lineItem/UsageType`, "ComputeSP:1yrNoUpfront")
        cells.set(.`lineItem/LineItemDescription`, "1 year No Upfront Compute Savings Plan")
        cells.set(.`product/ProductName`, "Savings Plans for AWS Compute usage")
        cells.set(.`lineItem/UsageAmount`, Amount(24))
        cells.set(.`pricing/unit`, "Hrs")
        setCost(plan.perDay, rate: plan.perDay.divided(by: 24))
        setPlan()
        cells.set(.`savingsPlan/TotalCommitmentToDate`, plan.perDay)
        cells.set(.`savingsPlan/UsedCommitment`, plan.used)
        cells.set(.`savingsPlan/AmortizedUpfrontCommitmentForBillingPeriod`, Amount.zero)
        cells.set(.`savingsPlan/RecurringCommitmentForBillingPeriod`, plan.perDay)
    }

    private mutating func setReserved(_ quantity: Amount) {
        let upfront = AWSCommitments.upfrontPerHour * quantity
        let recurring = AWSCommitments.recurringPerHour * quantity
        cells.set(.`lineItem/LineItemType`, "DiscountedUsage")
        setCost(.zero, rate: .zero)
        cells.set(.`pricing/term`, "Reserved")
        setReservation()
        cells.set(.`reservation/AmortizedUpfrontCostForUsage`, upfront)
        cells.set(.`reservation/RecurringFeeForUsage`, recurring)
        cells.set(.`reservation/EffectiveCost`, upfront + recurring)
    }

    private mutating func setPlan() {
        cells.set(.`savingsPlan/SavingsPlanARN`, commitments.planARN)
        cells.set(.`savingsPlan/OfferingType`, "ComputeSavingsPlans")
        cells.set(.`savingsPlan/PaymentOption`, "No Upfront")
        cells.set(.`savingsPlan/PurchaseTerm`, "1yr")
    }

    mutating func setProduct(_ offer: AWSOffer, _ region: AWSRegion, _ line: Line?) {
        cells.set(.`lineItem/ProductCode`, offer.code)
        cells.set(.`lineItem/UsageType`) { text in
            text.add(region.prefix)
            text.add(offer.usageType)
        }
        cells.set(.`lineItem/Operation`, offer.operation)
        cells.set(.`product/ProductName`, offer.service)
        cells.set(.`product/productFamily`, offer.family)
        cells.set(.`product/servicecode`, offer.code)
        cells.set(.`product/servicename`, offer.service)
        cells.set(.`product/operation`, offer.operation)
        cells.set(.`product/region`, region.code)
        cells.set(.`product/regionCode`, region.code)
        cells.set(.`product/location`, region.name)
        cells.set(.`product/locationType`, "AWS Region")
        cells.set(.`product/sku`) { $0.add(code: Dice.label(offer.usageType), length: 16) }
        cells.set(.`product/usagetype`) { text in
            text.add(region.prefix)
            text.add(offer.usageType)
        }
        if let instance = offer.instance {
            cells.set(.`product/instanceType`, instance.type)
            cells.set(.`product/vcpu`, instance.vcpu)
            cells.set(.`product/memory`, instance.memory)
            cells.set(.`product/operatingSystem`, offer.code == "AmazonEC2" ? "Linux" : "")
        }
        guard let line else { return }
        cells.set(.`lineItem/ResourceId`) { organisation.addResource(of: line, offer, to: &$0) }
        if offer.isZonal { cells.set(.`lineItem/AvailabilityZone`) { organisation.addZone(of: line, to: &$0) } }
        cells.set(.`lineItem/LineItemDescription`) { text in
            text.add("$")
            text.add(offer.price)
            text.add(" per ")
            text.add(offer.unit)
            text.add(" of ")
            text.add(offer.family)
            text.add(", ")
            text.add(region.name)
        }
    }

    private mutating func setPublicPrice(_ offer: AWSOffer, _ cost: Amount) {
        cells.set(.`pricing/RateCode`) { text in
            text.add(code: Dice.label(offer.usageType), length: 16)
            text.add(".JRTCKXETXF.6YS6EN2CT7")
        }
        cells.set(.`pricing/term`, "OnDemand")
        cells.set(.`pricing/unit`, offer.unit)
        cells.set(.`pricing/publicOnDemandRate`, offer.price)
        cells.set(.`pricing/publicOnDemandCost`) { $0.add(scientific: cost) }
    }

    private mutating func setTags(_ line: Line, _ month: SampledMonth) {
        cells.set(.`costCategory/Charge type`, "Usage")
        cells.set(.`costCategory/Team`, line.tagging == .full ? World.apps[line.app].team : "unallocated")
        world.eachTag(of: line) { key, value in
            switch key {
            case .environment: cells.set(.`resourceTags/user:env`, value)
            case .team: cells.set(.`resourceTags/user:team`, value)
            case .costCenter: cells.set(.`resourceTags/user:cost-center`, value)
            case .app: cells.set(.`resourceTags/user:app`, value)
            case .owner: cells.set(.`resourceTags/user:owner`, value)
            }
        }
        guard line.tagging == .full else { return }
        cells.set(.`resourceTags/user:Name`) { organisation.addName(of: line, to: &$0) }
        cells.set(.`resourceTags/aws:createdBy`) { text in
            text.add("AssumedRole:AROA")
            text.add(code: line.resource, length: 17)
            text.add(":deploy")
        }
        if line.resource % 5 == 0 { cells.set(.`resourceTags/user:compliance`, "pci") }
    }
}

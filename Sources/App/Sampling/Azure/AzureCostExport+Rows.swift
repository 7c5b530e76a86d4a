import BillingModel

extension AzureCostExport {
    /// A resource's usage of one day; what the reservation covers costs nothing, or amortised its share.
    mutating func fillUsage(_ line: Line, _ offer: AzureOffer, _ quantity: Amount, _ day: Day) {
        let region = AzureCatalogue.regions[line.region]
        begin("Usage", "UsageBased", subscription: line.account, section: line.app)
        let isReserved = AzureReservation.isCandidate(line) && reservation.hours.take(quantity)
        let covered = form == .amortised ? AzureReservation.price : .zero
        setPrice(offer, quantity, effective: isReserved ? covered : offer.price)
        setMeter(offer, region)
        cells.set(.ResourceGroup) { organisation.addResourceGroup(of: line, to: &$0) }
        cells.set(.ResourceId) { organisation.addResourceId(of: line, offer, on: day, to: &$0) }
        cells.set(.ResourceName) { organisation.addName(of: line, to: &$0) }
        cells.set(.Tags) { organisation.addTags(of: line, world, to: &$0) }
        setDetails(line, offer, isReserved: isReserved)
        if line.number == 1, day.day == 15 {
            cells.set(.ServiceInfo2, "moved from the data centre,\nsee \"change 4711\"")
        }
        cells.set(.PublisherType, "Azure")
        cells.set(.PublisherName, "Microsoft")
        cells.set(.OfferId, World.accounts[line.account].environment == "dev" ? "MS-AZR-0148P" : "MS-AZR-0017P")
        if isReserved { setReservation() }
        let model = isReserved ? "Reservation" : offer.terms == .spot ? "Spot" : "OnDemand"
        cells.set(.PricingModel, model)
    }

    /// Reservation, marketplace, refunds and rounding; the later delivery has one refund more. What is paid for the
    /// reservation is in the actual cost alone.
    mutating func addMonthlyCharges(of month: SampledMonth, to file: ExportFile) throws {
        let reserved = AzureReservation.price * Amount(24 * month.days.count)
        date = firstDate
        if form == .actual {
            setReservationCharge("Purchase", "Recurring", price: reserved, quantity: Amount(reservation.machines))
            try file.add(cells)
        }
        for (index, product) in ["Elastic Cloud (Elasticsearch managed service)", "Confluent Cloud"].enumerated() {
            begin("Purchase", "Recurring", subscription: 8, section: 8)
            setPurchase(product, Amount(tenThousandths: 4_215_000 + 1_730_000 * index), quantity: Amount(1))
            cells.set(.PublisherType, "Marketplace")
            cells.set(.PublisherName, index == 0 ? "Elastic" : "Confluent")
            cells.set(.PlanName, "pay-as-you-go")
            cells.set(.PricingModel, "OnDemand")
            try file.add(cells)
        }
        date = lastDate
        for _ in 0..<(month.isLater ? 2 : month.index % 2) where form == .actual {
            setReservationCharge("Refund", "OneTime", price: reserved, quantity: -Amount(1))
            try file.add(cells)
        }
        for account in World.accounts.indices where account % 4 == month.index % 4 {
            begin("RoundingAdjustment", "OneTime", subscription: account, section: account % World.apps.count)
            setPurchase("Rounding adjustment", -Amount("0.0037"), quantity: Amount(1))
            cells.set(.PublisherType, "Azure")
            try file.add(cells)
        }
    }

    /// The hours of the day that nobody used.
    mutating func setUnusedReservation() {
        setReservationCharge(
            "UnusedReservation", "UsageBased", price: AzureReservation.price, quantity: reservation.hours.unused)
        setMeter(AzureCatalogue.offers[AzureCatalogue.reservable], AzureCatalogue.regions[0])
        cells.set(.ConsumedService, "Microsoft.Capacity")
    }

    private mutating func setReservationCharge(
        _ type: String, _ frequency: String, price: Amount, quantity: Amount
    ) {
        begin(type, frequency, subscription: nil, section: 7)
        let offer = AzureCatalogue.offers[AzureCatalogue.reservable]
        setPurchase(
            "Reserved VM Instance, \(offer.machine?.size ?? ""), EU West, 1 Year", price, quantity: quantity)
        setReservation()
        cells.set(.ConsumedService, "Microsoft.Capacity")
        cells.set(.ResourceId, organisation.benefitId)
        cells.set(.MeterCategory, offer.category)
        cells.set(.MeterSubCategory, offer.subCategory)
        cells.set(.MeterName, offer.meter)
        cells.set(.ServiceFamily, offer.family)
        cells.set(.UnitOfMeasure, "1 Hour")
        cells.set(.PublisherType, "Azure")
        cells.set(.PublisherName, "Microsoft")
        cells.set(.PricingModel, "Reservation")
        cells.set(.Term, "12")
    }

    private mutating func setPurchase(_ product: String, _ price: Amount, quantity: Amount) {
        cells.set(.ProductName, product)
        cells.set(.Quantity, quantity)
        cells.set(.EffectivePrice, price)
        cells.set(.UnitPrice, price)
        cells.set(.CostInBillingCurrency, price * quantity)
    }

    private mutating func setReservation() {
        cells.set(.ReservationId, organisation.reservation)
        cells.set(.ReservationName, "VM_RI_D4s_v5")
        cells.set(.ProductOrderId, organisation.reservationOrder)
        cells.set(.ProductOrderName, "Reserved VM Instance, Standard_D4s_v5, EU West, 1 Year")
        cells.set(.benefitId, organisation.benefitId)
        cells.set(.benefitName, "VM_RI_D4s_v5")
    }

    private mutating func setPrice(_ offer: AzureOffer, _ quantity: Amount, effective price: Amount) {
        cells.set(.UnitOfMeasure, offer.unit.text)
        cells.set(.Quantity, quantity)
        cells.set(.EffectivePrice, price)
        cells.set(.UnitPrice, offer.price)
        cells.set(.PayGPrice, offer.price)
        cells.set(.CostInBillingCurrency, price * quantity)
    }

    private mutating func setMeter(_ offer: AzureOffer, _ region: AzureRegion) {
        cells.set(.ProductName) { organisation.addProduct(offer, region, to: &$0) }
        cells.set(.MeterCategory, offer.category)
        cells.set(.MeterSubCategory, offer.subCategory)
        cells.set(.MeterName, offer.meter)
        cells.set(.MeterId) { organisation.addMeterId(offer, region, to: &$0) }
        cells.set(.MeterRegion, region.meterRegion)
        cells.set(.PartNumber) { text in
            text.add("AAA-")
            text.add(Int(Dice.label(offer.meter) % 90_000) + 10_000)
        }
        cells.set(.ResourceLocation, region.code)
        cells.set(.ResourceLocationNormalized, region.code)
        cells.set(.ConsumedService, offer.provider)
        cells.set(.ServiceFamily, offer.family)
    }

    private mutating func setDetails(_ line: Line, _ offer: AzureOffer, isReserved: Bool) {
        guard let machine = offer.machine else { return }
        cells.set(.AdditionalInfo) { text in
            text.add("{\"UsageType\":\"ComputeHR\",\"ImageType\":\"Canonical\",\"ServiceType\":\"")
            text.add(machine.size)
            text.add("\",\"VCPUs\":")
            text.add(machine.cores)
            if isReserved {
                text.add(",\"ReservationOrderId\":\"")
                text.add(organisation.reservationOrder)
                text.add("\",\"ReservationId\":\"")
                text.add(organisation.reservation)
                text.add("\"")
            }
            text.add("}")
        }
        if line.resource % 3 == 0 { cells.set(.AvailabilityZone) { $0.add(Int(line.resource % 9 / 3) + 1) } }
    }

    /// Clears the row and sets what every row has.
    private mutating func begin(_ type: String, _ frequency: String, subscription: Int?, section app: Int) {
        cells.clear()
        let team = World.apps[app].team
        cells.set(.InvoiceSectionName, AzureOrganisation.sections[team] ?? team)
        cells.set(.InvoiceSectionId) { $0.add(70_000 + team.utf8.count * 11) }
        cells.set(.CostCenter, World.apps[app].costCenter)
        cells.set(.AccountName, "Acme EMEA")
        cells.set(.AccountOwnerId, "cloud-admin@acme.example")
        cells.set(.AccountId, "20417")
        if let subscription {
            cells.set(.SubscriptionId, organisation.subscriptions[subscription])
            cells.set(.SubscriptionName, World.accounts[subscription].name)
        }
        cells.set(.Date, date)
        cells.set(.BillingPeriodStartDate, firstDate)
        cells.set(.BillingPeriodEndDate, lastDate)
        cells.set(.BillingAccountId, organisation.billingAccount)
        cells.set(.BillingAccountName, "Acme Zürich AG")
        cells.set(.BillingProfileId, organisation.billingAccount)
        cells.set(.BillingProfileName, "Acme Zürich AG")
        cells.set(.BillingCurrencyCode, "GBP")
        cells.set(.ChargeType, type)
        cells.set(.Frequency, frequency)
        cells.set(.IsAzureCreditEligible, type == "Usage" ? "True" : "False")
    }
}

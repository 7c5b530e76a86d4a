import BillingModel

extension AWSCostReport {
    /// All that is charged once a month: fees, marketplace, discounts, credits, refunds and, last, tax.
    mutating func addMonthlyCharges(of month: SampledMonth, to file: ExportFile) throws {
        if month.index == 0 { try addUpfrontFee(of: month, to: file) }
        try addReservationFee(of: month, to: file)
        try addMarketplace(of: month, to: file)
        try addCorrections(of: month, to: file)
        for account in World.accounts.indices where costs[account] > .zero {
            begin("EdpDiscount", account: organisation.accounts[account], on: month.lastDay, of: month)
            cells.set(.`lineItem/ProductCode`, "AmazonEC2")
            cells.set(.`lineItem/LineItemDescription`, "Enterprise Program Discount (6%)")
            let discount = -costs[account].percent(6, decimals: 10)
            cells.set(.`lineItem/UsageAmount`, Amount(1))
            cells.set(.`lineItem/UnblendedCost`, discount)
            try file.add(cells)
            try addTax(on: costs[account] + discount, account: organisation.accounts[account], of: month, to: file)
        }
    }

    /// A year's share in advance, in the month in which the reservation was bought.
    private mutating func addUpfrontFee(of month: SampledMonth, to file: ExportFile) throws {
        let hours = Amount(24 * 365) * commitments.reservedInstances
        begin("Fee", account: organisation.payer, on: month.firstDay, of: month)
        cells.set(.`bill/BillType`, "Purchase")
        setProduct(AWSCatalogue.offers[AWSCatalogue.reservedOffer], AWSCatalogue.regions[0], nil)
        cells.set(.`lineItem/LineItemDescription`, "Sign up charge for subscription: Partial Upfront, 1 year")
        cells.set(.`lineItem/UsageAmount`, Amount(commitments.reservedInstances))
        setCost(AWSCommitments.upfrontPerHour * hours, rate: nil)
        setReservation()
        cells.set(.`reservation/UpfrontValue`, AWSCommitments.upfrontPerHour * hours)
        try file.add(cells)
    }

    private mutating func addReservationFee(of month: SampledMonth, to file: ExportFile) throws {
        let total = commitments.reservation.perDay * month.days.count
        let unused = total - commitments.reservation.usedInMonth
        let offer = AWSCatalogue.offers[AWSCatalogue.reservedOffer]
        let factor = offer.instance?.factor ?? Amount(1)
        begin("RIFee", account: organisation.payer, on: month.firstDay, of: month)
        setWholeMonth(month)
        cells.set(
            .`identity/TimeInterval`, "\(month.period.firstDay)T00:00:00Z/\(month.period.next.firstDay)T00:00:00Z")
        setProduct(offer, AWSCatalogue.regions[0], nil)
        cells.set(.`lineItem/UsageType`, "HeavyUsage:" + (offer.instance?.type ?? ""))
        cells.set(.`lineItem/LineItemDescription`, "USD 0.0275 hourly fee per Linux/UNIX, reserved instance")
        cells.set(.`lineItem/UsageAmount`, total)
        cells.set(.`pricing/unit`, "Hrs")
        cells.set(.`pricing/term`, "Reserved")
        setCost(AWSCommitments.recurringPerHour * total, rate: AWSCommitments.recurringPerHour)
        setReservation()
        cells.set(.`reservation/AmortizedUpfrontFeeForBillingPeriod`, AWSCommitments.upfrontPerHour * total)
        cells.set(.`reservation/UnusedAmortizedUpfrontFeeForBillingPeriod`, AWSCommitments.upfrontPerHour * unused)
        cells.set(.`reservation/UnusedRecurringFee`, AWSCommitments.recurringPerHour * unused)
        cells.set(.`reservation/UnusedQuantity`, unused)
        cells.set(.`reservation/UnusedNormalizedUnitQuantity`, factor * unused)
        cells.set(.`reservation/NumberOfReservations`) { $0.add(commitments.reservedInstances) }
        cells.set(.`reservation/TotalReservedUnits`, total)
        cells.set(.`reservation/TotalReservedNormalizedUnits`, factor * total)
        cells.set(.`reservation/UnitsPerReservation`, Amount(24 * month.days.count))
        cells.set(.`reservation/NormalizedUnitsPerReservation`, factor * Amount(24 * month.days.count))
        cells.set(.`reservation/StartTime`, month.start)
        cells.set(.`reservation/EndTime`, "\(month.lastDay.text)T23:59:59.000Z")
        try file.add(cells)
    }

    private mutating func addMarketplace(of month: SampledMonth, to file: ExportFile) throws {
        let licences: [(product: String, seller: String, usageType: String, monthly: Amount)] = [
            ("Datadog Pro", "Datadog, Inc.", "MP:infra_hosts-Units", "184.05"),
            ("MongoDB Atlas (pay as you go)", "MongoDB, Inc.", "MP:atlas-Units", "61.217"),
        ]
        for (index, licence) in licences.enumerated() {
            begin("Usage", account: organisation.accounts[8], on: month.lastDay, of: month)
            setWholeMonth(month)
            cells.set(.`bill/BillingEntity`, "AWS Marketplace")
            cells.set(.`lineItem/LegalEntity`, licence.seller)
            cells.set(.`lineItem/ProductCode`) { $0.add(hex: Dice.label(licence.product), digits: 16) }
            cells.set(.`lineItem/UsageType`, licence.usageType)
            cells.set(.`lineItem/LineItemDescription`, "AWS Marketplace software usage, \(licence.product)")
            cells.set(.`product/ProductName`, licence.product)
            cells.set(.`lineItem/UsageAmount`, Amount(1))
            cells.set(.`pricing/unit`, "Units")
            cells.set(.`costCategory/Charge type`, "Marketplace")
            cells.set(.`costCategory/Team`, World.apps[8].team)
            setCost(licence.monthly + Amount(7 * month.index + index), rate: nil)
            try file.add(cells)
        }
    }

    /// Credits each month; a refund for every second one; more of both in a later delivery.
    private mutating func addCorrections(of month: SampledMonth, to file: ExportFile) throws {
        var corrections: [(type: String, account: Int, text: String, cost: Amount)] = [
            ("Credit", 7, "AWS Research credits, PC_2041", -Amount("250")),
            ("Credit", 0, "SLA credit for Amazon RDS", -Amount("31.4159")),
        ]
        if month.index % 2 == 1 { corrections.append(("Refund", 2, "Refund for support case 170211", -Amount("58.3"))) }
        if month.isLater { corrections.append(("Refund", 5, "Refund for duplicated snapshots", -Amount("12.75"))) }
        for correction in corrections {
            begin(correction.type, account: organisation.accounts[correction.account], on: month.lastDay, of: month)
            if correction.type == "Refund" { cells.set(.`bill/BillType`, "Refund") }
            cells.set(.`lineItem/ProductCode`, "AmazonEC2")
            cells.set(.`product/ProductName`, "Amazon Elastic Compute Cloud")
            cells.set(.`lineItem/LineItemDescription`, correction.text)
            cells.set(.`lineItem/UsageAmount`, Amount(1))
            cells.set(.`costCategory/Charge type`, correction.type)
            setCost(correction.cost, rate: nil)
            try file.add(cells)
        }
    }

    private mutating func addTax(on cost: Amount, account: String, of month: SampledMonth, to file: ExportFile) throws {
        begin("Tax", account: account, on: month.lastDay, of: month)
        setWholeMonth(month)
        cells.set(.`lineItem/ProductCode`, "AmazonEC2")
        cells.set(.`lineItem/TaxType`, "USSalesTax")
        cells.set(.`lineItem/LineItemDescription`, "Tax for product code AmazonEC2")
        cells.set(.`lineItem/UsageAmount`, Amount(1))
        cells.set(.`costCategory/Charge type`, "Tax")
        setCost(cost.percent(7, decimals: 2), rate: nil)
        try file.add(cells)
    }
}

extension AWSCostReport {
    /// Clears the row and sets what every row has.
    mutating func begin(_ type: String, account: String, on day: Day, of month: SampledMonth) {
        cells.clear()
        rowNumber &+= 1
        cells.set(.`identity/LineItemId`) { text in
            var dice = Dice(world.seed, month.label, rowNumber)
            for _ in 0..<3 { text.add(hex: dice.next(), digits: 16) }
        }
        cells.set(.`identity/TimeInterval`) { text in
            text.add(day.text)
            text.add("T00:00:00Z/")
            text.add(day.next)
            text.add("T00:00:00Z")
        }
        if month.isInvoiced { cells.set(.`bill/InvoiceId`) { $0.add(1_700_000_000 + Int(month.label % 100_000) * 97) } }
        cells.set(.`bill/InvoicingEntity`, "Amazon Web Services, Inc.")
        cells.set(.`bill/BillingEntity`, "AWS")
        cells.set(.`bill/BillType`, "Anniversary")
        cells.set(.`bill/PayerAccountId`, organisation.payer)
        cells.set(.`bill/BillingPeriodStartDate`, month.start)
        cells.set(.`bill/BillingPeriodEndDate`, month.end)
        cells.set(.`lineItem/UsageAccountId`, account)
        cells.set(.`lineItem/LineItemType`, type)
        cells.set(.`lineItem/UsageStartDate`) { text in
            text.add(day.text)
            text.add("T00:00:00.000Z")
        }
        cells.set(.`lineItem/UsageEndDate`) { text in
            text.add(day.next)
            text.add("T00:00:00.000Z")
        }
        if form == .dataExport {
            cells.set(.`bill/PayerAccountName`, AWSOrganisation.name)
            cells.set(.`lineItem/UsageAccountName`, organisation.name(of: account))
        }
        cells.set(.`lineItem/CurrencyCode`, "USD")
        cells.set(.`lineItem/LegalEntity`, "Amazon Web Services, Inc.")
        cells.set(.`pricing/currency`, "USD")
    }

    mutating func setCost(_ cost: Amount, rate: Amount?) {
        cells.set(.`lineItem/UnblendedCost`) { $0.add(scientific: cost) }
        cells.set(.`lineItem/BlendedCost`) { $0.add(scientific: cost) }
        guard let rate else { return }
        cells.set(.`lineItem/UnblendedRate`, rate)
        cells.set(.`lineItem/BlendedRate`, rate)
    }

    mutating func setReservation() {
        cells.set(.`reservation/ReservationARN`, commitments.reservationARN)
        cells.set(.`reservation/SubscriptionId`) {
            $0.add(Int(Dice.label(commitments.reservationARN) % 10_000_000_000))
        }
        cells.set(.`pricing/LeaseContractLength`, "1yr")
        cells.set(.`pricing/OfferingClass`, "standard")
        cells.set(.`pricing/PurchaseOption`, "Partial Upfront")
    }

    /// From the month's first second to its last, as AWS prints it.
    private mutating func setWholeMonth(_ month: SampledMonth) {
        cells.set(.`lineItem/UsageStartDate`, month.start)
        cells.set(.`lineItem/UsageEndDate`, "\(month.lastDay.text)T23:59:59.000Z")
    }
}

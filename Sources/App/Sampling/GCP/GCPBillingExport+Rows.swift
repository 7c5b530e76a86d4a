import BillingModel

extension GCPBillingExport {
    /// A resource's usage of one hour of the day, with its credits.
    func usage(_ line: Line, _ day: Day, _ month: SampledMonth) -> ByteText {
        let offer = GCPCatalogue.offers[line.offer]
        var dice = Dice(line.resource, UInt64(day.number), 7)
        let hour = dice.roll(24)
        let quantity = fleet.quantity(of: line, daily: offer.daily, limit: nil, on: day, in: month)
        let cost = offer.price * quantity
        var row = JSONRow()
        row.open(nil)
        row.add("billing_account_id", account)
        addService(offer, to: &row)
        row.add("usage_start_time", Self.time(day, hour))
        row.add("usage_end_time", Self.time(day, hour + 1))
        addProject(line, to: &row)
        addLabels(line, offer, to: &row)
        addPlace(line, offer, to: &row)
        row.add("transaction_type", "GOOGLE")
        row.add("export_time", "\(day.next) 0\(dice.roll(1...9)):12:07.199 UTC")
        addUsage(offer, quantity, to: &row)
        addCredits(line, offer, cost, to: &row)
        row.add("cost_at_list", cost)
        addCost(cost, month, type: "regular", to: &row)
        row.close()
        return row.text
    }

    private static func time(_ day: Day, _ hour: Int) -> String {
        "\(hour < 24 ? day.text : day.next) \(hour % 24 < 10 ? "0" : "")\(hour % 24):00:00 UTC"
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
        let account = World.accounts[line.account]
        row.open("project")
        row.add("id", "acme-\(account.name)")
        row.add("number", String(237_691_900_000 + line.account))
        row.add("name", account.name)
        row.openList("labels")
        Self.addLabel("stage", account.environment, to: &row)
        row.closeList()
        row.add("ancestry_numbers", "/1234567/\(237_691_936_000 + line.account)/")
        row.close()
    }

    private func addLabels(_ line: Line, _ offer: GCPOffer, to row: inout JSONRow) {
        row.openList("labels")
        // Google allows no @ in a label.
        world.eachTag(of: line) { key, value in
            if key != .owner { Self.addLabel(key.rawValue, value.lowercased(), to: &row) }
        }
        row.closeList()
        row.openList("system_labels")
        if let machine = offer.machine {
            Self.addLabel("compute.googleapis.com/machine_spec", machine, to: &row)
        }
        row.closeList()
    }

    private static func addLabel(_ key: String, _ value: String, to row: inout JSONRow) {
        row.open(nil)
        row.add("key", key)
        row.add("value", value)
        row.close()
    }

    private func addPlace(_ line: Line, _ offer: GCPOffer, to row: inout JSONRow) {
        let region = GCPCatalogue.regions[line.region]
        row.open("location")
        row.add("location", region.code)
        row.add("country", region.country)
        row.add("region", region.code)
        if offer.collection == "instances" { row.add("zone", "\(region.code)-b") }
        row.close()
        let name = World.apps[line.app].name + "-" + String { $0.add(hex: line.resource, digits: 8) }
        row.open("resource")
        row.add("name", name)
        let project = "projects/\(237_691_900_000 + line.account)"
        row.add("global_name", "//\(offer.api)/\(project)/\(offer.collection)/\(line.resource % 1_000_000_007)")
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

    /// Two kinds of them on some rows, so that whoever counts the first alone is wrong.
    private func addCredits(_ line: Line, _ offer: GCPOffer, _ cost: Amount, to row: inout JSONRow) {
        row.openList("credits")
        if offer.sustained > 0 {
            let isCommitted = line.number % 5 == 2
            row.open(nil)
            row.add("name", isCommitted ? "Committed Usage Discount: CPU" : "Sustained Usage Discount")
            row.add("amount", -cost.percent(isCommitted ? 45 : offer.sustained, decimals: Amount.decimals))
            row.add("id", isCommitted ? "CommittedUsageDiscount:\(offer.sku)" : "Sustained Usage Discount")
            row.add("type", isCommitted ? "COMMITTED_USAGE_DISCOUNT" : "SUSTAINED_USAGE_DISCOUNT")
            row.close()
        }
        if line.number % 3 == 0 {
            row.open(nil)
            row.add("name", "Partner promotion")
            row.add("amount", -cost.percent(5, decimals: Amount.decimals))
            row.add("id", "Promotion:7F21")
            row.add("type", "PROMOTION")
            row.close()
        }
        row.closeList()
    }
}

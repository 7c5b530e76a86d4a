import SQLEngine

/// An Azure FOCUS export's delivery as one Parquet file of three rows.
enum FocusParquet {
    static let partName = "part_0_0001.snappy.parquet"

    /// Azure's FOCUS columns; `cost` is an expression.
    static func select(month: String = "2025-10", cost: SQLText, isCostNamed: Bool = true) -> SQLText {
        """
        SELECT \(sql: cost) AS \(name: isCostNamed ? "BilledCost" : "Cost"), 'EUR' AS BillingCurrency,
        1::DOUBLE AS EffectiveCost, \(month + "-02 00:00:00")::TIMESTAMP AS ChargePeriodStart,
        \(month + "-03 00:00:00")::TIMESTAMP AS ChargePeriodEnd, 'Usage' AS ChargeCategory,
        'Microsoft' AS ProviderName, 'm' AS x_SkuMeterId, '8611537' AS BillingAccountId,
        \(month + "-01 00:00:00")::TIMESTAMP AS BillingPeriodStart FROM range(3) t(i)
        """
    }

    static func write(to scratch: Scratch, _ select: SQLText) async throws -> AzureDelivery {
        var delivery = AzureDelivery()
        delivery.parts = [.init(name: partName, bytes: [], rows: 3)]
        try await scratch.writeParquet(select, to: delivery.path())
        delivery.parts[0].bytes = try scratch.bytes(delivery.path())
        try delivery.write(to: scratch, type: "FocusCost")
        return delivery
    }

    /// A delivery of its own month and run, whatever the bytes are.
    static func deliver(_ bytes: [UInt8], month: String, run: Int, rows: Int?, to scratch: Scratch) throws {
        var delivery = AzureDelivery(month: month, run: run)
        delivery.parts = [.init(name: partName, bytes: bytes, rows: rows)]
        try delivery.write(to: scratch, type: "FocusCost")
    }
}

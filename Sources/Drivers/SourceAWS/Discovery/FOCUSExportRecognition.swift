import BillingSources

/// A FOCUS file that no manifest names and that AWS wrote.
enum FOCUSExportRecognition {
    static func recognise(_ probe: FileProbe) -> Recognition? {
        guard probe.has("BilledCost", "ChargePeriodStart", "BillingPeriodStart"), isFromAWS(probe) else { return nil }
        let stem = FileStem(probe.object.key)
        let path = probe.object.key.path
        let period =
            probe.firstRow == nil
            ? nil
            : probe.cell("BillingPeriodStart").flatMap(PeriodText.month(ofDate:)) ?? PeriodText.month(inPath: path)
        return Recognition(
            dataset: FOCUSExportDataset.name,
            export: Manifest.exportName(stem.export, account: probe.cell("BillingAccountId")),
            period: period,
            group: stem.group(of: probe.object.key, period: period?.description))
    }

    /// The provider decides where a row names one; AWS's own columns where it does not (the preview table, no rows).
    private static func isFromAWS(_ probe: FileProbe) -> Bool {
        if let provider = probe.cell("ProviderName", "ServiceProviderName", "Provider"), !provider.isEmpty {
            return provider.uppercased() == "AWS" || provider.lowercased().hasPrefix("amazon")
        }
        let own = ["x_ServiceCode", "x_UsageType", "x_Operation", "x_CostCategories", "x_Discounts"]
        return own.filter { probe.has($0) }.count >= 2
    }
}

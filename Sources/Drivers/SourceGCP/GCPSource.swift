import BillingModel
import BillingSources
import ObjectStorage

/// Google Cloud: billing exports of BigQuery, which people write to files day by day or month by month. There is no
/// manifest; the header tells what a file is, names tell of what day or month it is.
package struct GCPSource: BillingSource {
    package init() {}

    package var provider: String { "gcp" }

    package var datasets: [any Dataset] { [BillingDataset(), FocusDataset()] }

    package func readManifest(_ object: ObjectSummary, json: [UInt8]) throws -> ManifestReading { .notMine }

    package func recognise(_ probe: FileProbe) throws -> Recognition? {
        if isBilling(probe) {
            return recognition(
                BillingDataset.id, probe, account: probe.cell("billing_account_id"),
                period: probe.cell("invoice.month").flatMap(Self.month))
        }
        guard isFocus(probe) else { return nil }
        return recognition(
            FocusDataset.id, probe, account: probe.cell("BillingAccountId"),
            period: probe.cell("BillingPeriodStart").flatMap { BillingPeriod($0.prefix(7)) })
    }

    private func isBilling(_ probe: FileProbe) -> Bool {
        probe.has("billing_account_id", "usage_start_time", "cost", "currency")
            && (probe.has("invoice.month") || probe.has("invoice"))
            && (probe.has("service.id") || probe.has("service.description") || probe.has("service"))
    }

    private func isFocus(_ probe: FileProbe) -> Bool {
        guard probe.has("BilledCost", "ChargePeriodStart", "BillingAccountId"), !probe.has("x_run", "x_row") else {
            return false
        }
        let own = ["x_Credits", "x_CostType", "x_ServiceId", "x_ExportTime", "x_CurrencyConversionRate"]
        return own.count { probe.has($0) } >= 2
    }

    private func recognition(
        _ dataset: String, _ probe: FileProbe, account: String?, period: BillingPeriod?
    ) -> Recognition {
        let place = ExportPlace(probe.object.key)
        return Recognition(
            dataset: dataset, export: Manifest.exportName(place.export, account: account), period: period,
            group: place.group, run: place.run)
    }

    /// `202510`.
    private static func month(_ text: String) -> BillingPeriod? {
        text.count == 6 ? BillingPeriod("\(text.prefix(4))-\(text.suffix(2))") : nil
    }
}

import BillingModel
import BillingSources
import ObjectStorage

/// Oracle Cloud Infrastructure: FOCUS reports, and the older cost reports, which come without a manifest.
///
/// Cost reports lie beside FOCUS reports and tell the same charges again, of which one is counted.
/// Usage reports (`reports/usage-csv`) have no costs, and are not recognised.
package struct OCISource: BillingSource {
    package init() {}

    package var provider: String { "oci" }

    package var datasets: [any Dataset] { [OCIFocusDataset(), OCICostDataset()] }

    package func readManifest(_ object: ObjectSummary, json: [UInt8]) throws -> ManifestReading { .notMine }

    package func recognise(_ probe: FileProbe) throws -> Recognition? {
        guard probe.format != .parquet else { return nil }
        return focus(probe) ?? cost(probe)
    }

    private func cost(_ probe: FileProbe) -> Recognition? {
        guard probe.has("cost/myCost", "lineItem/tenantId", "lineItem/intervalUsageStart") else { return nil }
        return Recognition(
            dataset: OCICostDataset.id, export: Manifest.exportName("cost", account: probe.cell("lineItem/tenantId")),
            period: probe.cell("lineItem/intervalUsageStart").flatMap(month))
    }

    private func focus(_ probe: FileProbe) -> Recognition? {
        guard probe.has("BilledCost", "ChargePeriodStart") else { return nil }
        let own = ["oci_", "x_oci_"]
        guard probe.header.contains(where: { cell in own.contains { cell.lowercased().hasPrefix($0) } }) else {
            return nil
        }
        let tenancy = probe.cell("SubAccountId") ?? probe.cell("BillingAccountId")
        return Recognition(
            dataset: OCIFocusDataset.id, export: Manifest.exportName("focus", account: tenancy),
            period: (probe.cell("BillingPeriodStart") ?? probe.cell("ChargePeriodStart")).flatMap(month))
    }

    /// The month of `2025-01-15T13:00Z`, whatever follows it.
    private func month(_ instant: String) -> BillingPeriod? {
        BillingPeriod(instant.prefix(7))
    }
}

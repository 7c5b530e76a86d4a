import BillingModel
import BillingSources
import ObjectStorage

/// Oracle Cloud Infrastructure: FOCUS reports, which come without a manifest.
///
/// The older cost and usage reports (`lineItem/referenceNo`, …) lie beside them and tell the same charges again: they
/// are not recognised.
package struct OCISource: BillingSource {
    package init() {}

    package var provider: String { "oci" }

    package var datasets: [any Dataset] { [OCIFocusDataset()] }

    package func readManifest(_ object: ObjectSummary, json: [UInt8]) throws -> ManifestReading { .notMine }

    package func recognise(_ probe: FileProbe) throws -> Recognition? {
        guard probe.format != .parquet, probe.has("BilledCost", "ChargePeriodStart") else { return nil }
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

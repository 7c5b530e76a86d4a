import BillingModel
import BillingSources
import ObjectStorage

/// FOCUS files of anyone: vendors of software, converters, other tools. To be asked last, since a cloud knows its own
/// files better.
///
/// There is no manifest that all of them would share: a file is told by its header.
package struct PlainSource: BillingSource {
    package init() {}

    package var provider: String { "plain" }
    package var isOfAnyone: Bool { true }

    package var datasets: [any Dataset] { [PlainDataset()] }

    package func readManifest(_ object: ObjectSummary, json: [UInt8]) throws -> ManifestReading { .notMine }

    package func recognise(_ probe: FileProbe) throws -> Recognition? {
        guard probe.has("BilledCost", "BillingCurrency", "ChargePeriodStart"), !isFromLake(probe) else { return nil }
        let file = DeliveredName(probe.object.key)
        let account = probe.cell("BillingAccountId") ?? probe.cell("SubAccountId")
        let day = probe.cell("BillingPeriodStart") ?? probe.cell("ChargePeriodStart")
        return Recognition(
            dataset: PlainDataset.id,
            export: Manifest.exportName(name(file, of: probe), account: account),
            period: day.flatMap { BillingPeriod(ofDay: $0) }, group: file.group)
    }

    /// Rows that were taken out of a lake would be counted beside what they were made from.
    private func isFromLake(_ probe: FileProbe) -> Bool { probe.has("x_run", "x_generation", "x_row") }

    /// Two vendors' `costs.csv` are two exports.
    private func name(_ file: DeliveredName, of probe: FileProbe) -> String {
        let provider = probe.cell("ServiceProviderName", "ProviderName", "Provider") ?? ""
        let letters = provider.lowercased().unicodeScalars.map { $0.properties.isAlphabetic ? Character($0) : "-" }
        let words = String(letters).split(separator: "-").joined(separator: "-")
        return words.isEmpty || file.stem.lowercased().contains(words) ? file.stem : "\(words)-\(file.stem)"
    }
}

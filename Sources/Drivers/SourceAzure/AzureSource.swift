import BillingModel
import BillingSources
import ObjectStorage

/// Microsoft Azure: Cost Management exports of actual and amortised cost and of FOCUS, with and without a manifest.
///
/// An amortised export without manifest has the columns of an actual one: a folder or file whose name says `amortized`
/// tells it, or the configuration.
package struct AzureSource: BillingSource {
    package init() {}

    package var provider: String { "azure" }

    package var datasets: [any Dataset] { [AzureActualDataset(), AzureAmortisedDataset(), AzureFocusDataset()] }

    package func readManifest(_ object: ObjectSummary, json: [UInt8]) throws -> ManifestReading {
        guard let manifest = try AzureManifest.parse(json, at: object.key) else { return .notMine }
        return try manifest.reading(object)
    }

    package func recognise(_ probe: FileProbe) throws -> Recognition? {
        let header = AzureHeader(probe)
        if header.isFocus { return focus(probe, header) }
        guard header.isActual else { return nil }
        let day = header.cell("BillingPeriodStartDate", "Date", "UsageDateTime", "UsageDate")
        let account = header.cell("BillingAccountId", "SubscriptionId", "SubscriptionGuid")
        let path = probe.object.key.path.lowercased()
        let isAmortised =
            probe.hint.dataset.map { $0 == AzureAmortisedDataset.id }
            ?? (path.contains("amortized") || path.contains("amortised"))
        return recognition(
            probe, dataset: isAmortised ? AzureAmortisedDataset.id : AzureActualDataset.id, day: day, account: account,
            dates: probe.hint.dates ?? header.dates)
    }

    private func focus(_ probe: FileProbe, _ header: AzureHeader) -> Recognition {
        let account = header.cell("x_BillingAccountId", "BillingAccountId", "SubAccountId").map(lastSegment)
        let day = header.cell("BillingPeriodStart", "ChargePeriodStart")
        return recognition(probe, dataset: AzureFocusDataset.id, day: day, account: account)
    }

    private func recognition(
        _ probe: FileProbe, dataset: String, day: String?, account: String?, dates: DateOrder = .monthFirst
    ) -> Recognition {
        let place = ExportPlace(probe.object.key.path)
        let name = place.fileStem ?? place.exportFolder ?? dataset
        return Recognition(
            dataset: dataset, export: Manifest.exportName(name, account: account.map(ExportPlace.scopeId)),
            period: day.flatMap { BillingPeriod(ofDay: $0, dates) }, group: place.group)
    }

    private func lastSegment(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }
}

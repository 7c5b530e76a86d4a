import BillingModel
import SQLEngine

/// Writes realistic exports of all clouds in their true layouts, for demos, tests and benchmarks.
///
/// CSV files and their manifests are the same, byte for byte, for the same request; Parquet files hold the same rows.
package struct Sampler: Sendable {
    private let session: any SQLSession

    /// `session` writes the Parquet files; it needs `full` access.
    package init(session: any SQLSession) {
        self.session = session
    }

    /// Throws `usage` for a request that cannot be met or a folder that holds something else; nothing is written then.
    /// After any other error the folder holds a part of the sample; the next call replaces it.
    @discardableResult
    package func write(
        _ request: SampleRequest, progress: @Sendable (SampleProgress) -> Void = { _ in }
    ) async throws -> SampleSummary {
        try request.validate()
        let months = Self.months(of: request)
        let world = World(seed: request.seed, months: months.map(\.period))
        let folder = try SampleFolder(request)
        var summary = SampleSummary()
        for var dataset in datasets(request, world) {
            var written = SampleSummary.Dataset(name: dataset.name)
            for month in request.regenerate ? [Self.later(months[months.count - 1])] : months {
                let files = try await dataset.write(month, to: folder)
                let rows = files.reduce(0) { $0 + $1.rows }
                written.files += files.count
                written.rows += rows
                written.sizeBytes += files.reduce(0) { $0 + $1.sizeBytes }
                progress(SampleProgress(dataset: dataset.name, period: month.period, rows: rows))
            }
            summary.datasets.append(written)
        }
        return summary
    }

    private func datasets(_ request: SampleRequest, _ world: World) -> [any SampledDataset] {
        let parquet = ParquetConversion(session: session)
        let rows = request.rows
        var datasets: [any SampledDataset] = []
        func add(_ provider: String, _ usual: [any SampledDataset], andAll others: [any SampledDataset] = []) {
            guard request.providers.contains(provider) else { return }
            datasets += usual + (request.isComplete ? others : [])
        }
        add(
            "aws", [AWSCostReport(.report, world, rows: rows), AWSFocusExport(world, rows: rows, parquet: parquet)],
            andAll: [AWSCostReport(.dataExport, world, rows: rows)])
        add(
            "azure",
            [
                AzureCostExport(.actual, world, rows: rows), AzureCostExport(.amortised, world, rows: rows),
                AzureFocusExport(world, rows: rows, parquet: parquet),
            ])
        add("gcp", [GCPExport(.billing, world, rows: rows)], andAll: [GCPExport(.focus, world, rows: rows)])
        add("oci", [OCIReport(.focus, world, rows: rows)], andAll: [OCIReport(.cost, world, rows: rows)])
        add("saas", [], andAll: [VendorFocusFile(world, rows: rows)])
        return datasets
    }

    /// Oldest first.
    private static func months(of request: SampleRequest) -> [SampledMonth] {
        var periods = [request.lastMonth]
        while periods.count < request.months { periods.append(periods[periods.count - 1].previous) }
        return periods.reversed().enumerated().map { index, period in
            SampledMonth(period, index: index, isInvoiced: period != request.lastMonth, isLater: false)
        }
    }

    private static func later(_ month: SampledMonth) -> SampledMonth {
        SampledMonth(month.period, index: month.index, isInvoiced: month.isInvoiced, isLater: true)
    }
}

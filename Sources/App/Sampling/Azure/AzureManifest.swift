import BillingModel

/// `manifest.json` of a Cost Management export, version 2024-04-01.
struct AzureManifest: Encodable {
    struct ExportConfig: Encodable {
        let exportName: String
        let resourceId: String
        let dataVersion: String
        let apiVersion = "2023-07-01-preview"
        let type: String
        let timeFrame: String
        let granularity = "Daily"
    }

    struct DeliveryConfig: Encodable {
        let partitionData = true
        let dataOverwriteBehavior: String
        let fileFormat: String
        let compressionMode: String
        let containerUri =
            "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-finops/providers/Microsoft.Storage"
            + "/storageAccounts/acmefinops"
        let rootFolderPath: String
    }

    struct RunInfo: Encodable {
        let executionType = "Scheduled"
        let submittedTime: String
        let runId: String
        let startDate: String
        /// Inclusive.
        let endDate: String
    }

    struct Blob: Encodable {
        let blobName: String
        let byteCount: Int
        let dataRowCount: Int
    }

    let manifestVersion = "2024-04-01"
    let byteCount: Int
    let blobCount: Int
    let dataRowCount: Int
    let exportConfig: ExportConfig
    let deliveryConfig: DeliveryConfig
    let runInfo: RunInfo
    let blobs: [Blob]

    init(
        _ month: SampledMonth, runId: String, export: ExportConfig, delivery: DeliveryConfig, blobFolder: String,
        files: [WrittenFile]
    ) {
        byteCount = files.reduce(0) { $0 + $1.sizeBytes }
        blobCount = files.count
        dataRowCount = files.reduce(0) { $0 + $1.rows }
        exportConfig = export
        deliveryConfig = delivery
        runInfo = RunInfo(
            submittedTime: "\(month.deliveryDay.text)T03:12:44.6180339Z", runId: runId,
            startDate: "\(month.period.firstDay)T00:00:00", endDate: "\(month.lastDay.text)T00:00:00")
        blobs = files.map {
            Blob(blobName: "\(blobFolder)/\($0.name)", byteCount: $0.sizeBytes, dataRowCount: $0.rows)
        }
    }
}

import BillingSources
import ObjectStorage

/// Amazon Web Services: Cost and Usage Reports of both versions, and FOCUS Data Exports, as CSV and as Parquet.
package struct AWSSource: BillingSource {
    package let provider = "aws"
    package let datasets: [any Dataset] = [CURDataset(), CURDataset.second, FOCUSExportDataset()]

    package init() {}

    package func readManifest(_ object: ObjectSummary, json: [UInt8]) throws -> ManifestReading {
        switch try ManifestJSON.parse(json, source: object.key.path) {
        case .costAndUsageReport(let fields): try CURManifest(object: object, fields: fields).reading()
        case .dataExport(let fields): try DataExportManifest(object: object, fields: fields, json: json).reading()
        case nil: .notMine
        }
    }

    package func recognise(_ probe: FileProbe) throws -> Recognition? {
        CURRecognition.recognise(probe) ?? FOCUSExportRecognition.recognise(probe)
    }
}

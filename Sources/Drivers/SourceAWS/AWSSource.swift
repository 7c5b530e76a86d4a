import BillingSources
import ObjectStorage

/// Amazon Web Services: Cost and Usage Reports (CUR v1) as CSV, and FOCUS Data Exports.
package struct AWSSource: BillingSource {
    package let provider = "aws"
    package let datasets: [any Dataset] = [CURDataset(), FOCUSExportDataset()]

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

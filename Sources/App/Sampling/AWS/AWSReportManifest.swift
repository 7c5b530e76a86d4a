/// Manifest of a Cost and Usage Report.
struct AWSReportManifest: Encodable {
    struct Column: Encodable {
        let category: String
        let name: String
        let type: String
    }

    struct Period: Encodable {
        let start: String
        /// Exclusive.
        let end: String
    }

    let assemblyId: String
    let account: String
    let columns: [Column]
    let charset = "UTF-8"
    let compression = "GZIP"
    let contentType = "text/csv"
    let reportId: String
    let reportName: String
    let billingPeriod: Period
    let bucket: String
    let reportKeys: [String]
    let additionalArtifactKeys: [String] = []
}

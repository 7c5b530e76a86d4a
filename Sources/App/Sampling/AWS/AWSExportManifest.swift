/// What several independent readers take from a Data Exports manifest.
struct AWSExportManifest: Encodable {
    struct Column: Encodable {
        let name: String
        let type: String
    }

    struct Period: Encodable {
        let start: String
        /// Exclusive.
        let end: String
    }

    let executionId: String
    let exportArn: String
    let exportName: String
    let billingPeriod: Period
    let columns: [Column]
    let dataFiles: [String]
}

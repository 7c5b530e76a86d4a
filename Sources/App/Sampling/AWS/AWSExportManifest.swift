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

    init(
        of export: String, payer: String, _ month: SampledMonth, executionId: String, columns: [Column],
        files: [WrittenFile]
    ) {
        self.executionId = executionId
        exportArn =
            "arn:aws:bcm-data-exports:us-east-1:\(payer):export/\(export)-"
            + String { $0.add(uuid: Dice.label(payer), Dice.label(export)) }
        exportName = export
        billingPeriod = Period(start: month.start, end: month.end)
        self.columns = columns
        dataFiles = files.map { "s3://acme-data-exports/\($0.path)" }
    }
}

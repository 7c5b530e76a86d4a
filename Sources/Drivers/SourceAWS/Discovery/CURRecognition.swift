import BillingSources

/// A report's CSV file that no manifest names, told by its header in either spelling.
enum CURRecognition {
    static let required: Set<String> = [
        "line_item_line_item_type", "line_item_unblended_cost", "line_item_usage_start_date",
    ]

    static func recognise(_ probe: FileProbe) -> Recognition? {
        let names = probe.header.map(AthenaName.of)
        guard probe.format != .parquet, required.isSubset(of: names) else { return nil }
        func cell(_ name: String) -> String? {
            guard let row = probe.firstRow, let at = names.firstIndex(of: name), at < row.count else { return nil }
            return row[at]
        }
        let stem = FileStem(probe.object.key)
        let period = cell("bill_billing_period_start_date").flatMap(PeriodText.month(ofDate:))
        return Recognition(
            dataset: CURDataset.name,
            export: Manifest.exportName(stem.export, account: cell("bill_payer_account_id")),
            period: period,
            group: stem.group(of: probe.object.key, period: period?.description))
    }
}

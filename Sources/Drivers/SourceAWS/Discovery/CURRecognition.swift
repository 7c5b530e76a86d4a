import BillingSources

/// A report's file that no manifest names, told by its header in either spelling.
enum CURRecognition {
    static let required: Set<String> = [
        "line_item_line_item_type", "line_item_unblended_cost", "line_item_usage_start_date",
    ]

    static func recognise(_ probe: FileProbe) -> Recognition? {
        let names = probe.header.map(AthenaName.of)
        guard required.isSubset(of: names) else { return nil }
        func cell(_ name: String) -> String? {
            guard let row = probe.firstRow, let at = names.firstIndex(of: name), at < row.count else { return nil }
            return row[at]
        }
        let stem = FileStem(probe.object.key)
        let period = cell("bill_billing_period_start_date").flatMap(PeriodText.month(ofDate:))
        return Recognition(
            dataset: dataset(names),
            export: Manifest.exportName(stem.export, account: cell("bill_payer_account_id")),
            period: period,
            group: stem.group(of: probe.object.key, period: period?.description))
    }

    /// Maps tell the second version; without any, its columns are some of the first's.
    private static func dataset(_ names: [String]) -> String {
        CURTerms.maps.contains(where: names.contains) ? CURDataset.second.id : CURDataset.name
    }
}

import Reporting
import Sampling

struct SampleOutput {
    let summary: SampleSummary
    let folder: String

    func write(as format: OutputFormat) {
        let rows = summary.datasets.map { [$0.name, String($0.files), String($0.rows), ByteCount.text($0.sizeBytes)] }
        switch format {
        case .table:
            let table = TextTable(
                header: ["Dataset", "Files", "Rows", "Size"], rows: rows, isRight: [false, true, true, true])
            printOut(table.headerLines + rows.map(table.line).joined())
            printOut(
                "\n\(summary.files) files, \(summary.rows) rows, \(ByteCount.text(summary.sizeBytes)) in \(folder)\n")
        case .csv:
            printOut(CSVText.line(["dataset", "files", "rows", "bytes"]))
            for dataset in summary.datasets {
                printOut(
                    CSVText.line([dataset.name, String(dataset.files), String(dataset.rows), String(dataset.sizeBytes)])
                )
            }
        case .json:
            let datasets = summary.datasets.map {
                JSONText.object([
                    ("dataset", JSONText.string($0.name)), ("files", String($0.files)), ("rows", String($0.rows)),
                    ("bytes", String($0.sizeBytes)),
                ])
            }
            printOut(
                JSONText.object([("folder", JSONText.string(folder)), ("datasets", JSONText.array(datasets))]) + "\n")
        }
    }
}

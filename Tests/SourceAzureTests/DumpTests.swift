import BillingModel
import BillingSources
import Foundation
import Testing

@testable import SourceAzure

@Test func dump() throws {
    let env = ProcessInfo.processInfo.environment
    guard let headerFile = env["DUMP_HEADER"], let out = env["DUMP_OUT"] else { return }
    let header = try String(contentsOfFile: headerFile, encoding: .utf8).split(separator: "\n").map(String.init)
    let isFocus = env["DUMP_FOCUS"] != nil
    let d: any Dataset = isFocus ? AzureFocusDataset() : AzureActualDataset()
    let columns = header.map { line -> Column in
        let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        return d.column(forHeader: parts[0], sqlType: parts.count > 1 ? parts[1] : nil)
    }
    let m = try d.mapping(RawSchema(columns))
    var text = columns.map { "\($0.sourceName ?? $0.name)\t\($0.name)\t\($0.type.sqlName)" }.joined(separator: "\n")
    text += "\n----\n" + m.entries.map { "\($0.column.name)\t\($0.column.type.sqlName)\t\($0.sql.text)" }.joined(separator: "\n")
    try text.write(toFile: out, atomically: true, encoding: .utf8)
}

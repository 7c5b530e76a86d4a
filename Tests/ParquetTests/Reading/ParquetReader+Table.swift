import BillingModel
import CodedColumns

@testable import Parquet

extension ParquetReader {
    /// Some columns as cells.
    func table(_ chosen: [Int]) throws -> Table {
        Table(
            columns: chosen.map { columns[$0] },
            rowGroups: try rowGroups.indices.map { group in
                try chosen.map { try read(column: $0, rowGroup: group).cells }
            })
    }

    var table: Table {
        get throws { try table(Array(columns.indices)) }
    }

    /// A file of some columns, their chunks copied.
    func copy(_ chosen: [Int]) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var writer = ParquetWriter(columns: chosen.map { columns[$0] })
        for (index, group) in rowGroups.enumerated() {
            let encoded = try chosen.map { try self.encoded(column: $0, rowGroup: index) }
            try writer.append(encoded, rows: group.rows) { bytes += $0 }
        }
        try writer.finish { bytes += $0 }
        return bytes
    }
}

extension CodedColumn {
    var cells: [Cell] {
        let cells = (0..<values.count).map { values.cell($0) }
        return codes.map { $0 == 0 ? .null : cells[Int($0) - 1] }
    }
}

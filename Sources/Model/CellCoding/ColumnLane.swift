import BillingModel
import CodedColumns
import DelimitedText

/// One column's way through the coder: its cells become codes, which wait in their clusters for a row group to fill.
final class ColumnLane {
    let coder: ColumnCoder

    /// Rows of one cluster that wait.
    private struct Waiting {
        var codes = WaitingCodes()
        /// What the codes mean where the coder is direct: lists one behind the other, each of just the size it needs,
        /// because one that grows takes up to three times its size while it does.
        var values: [ValueList] = []
        var valueCount = 0

        mutating func take(_ codes: UnsafeMutableBufferPointer<UInt32>, of source: ValueList) {
            let list = source.picked(codes, numberedAfter: valueCount)
            valueCount += list.count
            values.append(list)
        }

        mutating func takeValues(_ type: ColumnType) -> ValueList {
            defer { (values, valueCount) = ([], 0) }
            return ValueList(type, joining: values)
        }
    }

    private var waiting: [Waiting] = []
    private var spares = WaitingCodes.Spares()
    private var gathered: [UInt32] = []

    init(_ type: ColumnType, mayBeEmpty: Bool, reading: CellReading, dates: DateOrder) {
        coder = ColumnCoder(type, mayBeEmpty: mayBeEmpty, reading: reading, dates: dates)
    }

    func openCluster() {
        waiting.append(Waiting())
    }

    /// Hands the batch's codes to their clusters.
    func distribute(_ clustering: Clustering) {
        if coder.isDirect { return distributeValues(clustering) }
        if let code = coder.onlyCode {
            for (cluster, rows) in clustering.segments {
                waiting[cluster].codes.append(repeating: code, count: rows.count, &spares)
            }
            return
        }
        let largest = UInt32(coder.values.count)
        coder.codes.withUnsafeBufferPointer { codes in
            clustering.order.withUnsafeBufferPointer { order in
                for (cluster, rows) in clustering.segments {
                    let order = clustering.isIdentity ? nil : UnsafeBufferPointer(rebasing: order[rows])
                    waiting[cluster].codes.append(codes, at: order, largest: largest, &spares)
                }
            }
        }
    }

    /// Each cluster gets the values of its rows, and codes of its own for them.
    private func distributeValues(_ clustering: Clustering) {
        gathered.removeAll(keepingCapacity: true)
        if clustering.isIdentity {
            gathered.append(contentsOf: coder.codes)
        } else {
            coder.codes.withUnsafeBufferPointer { codes in
                gathered.append(contentsOf: clustering.order.lazy.map { codes[Int($0)] })
            }
        }
        gathered.withUnsafeMutableBufferPointer { codes in
            for (cluster, rows) in clustering.segments {
                let segment = UnsafeMutableBufferPointer(rebasing: codes[rows])
                waiting[cluster].take(segment, of: coder.values)
                let largest = UInt32(waiting[cluster].valueCount)
                waiting[cluster].codes.append(UnsafeBufferPointer(segment), largest: largest, &spares)
            }
        }
    }

    func giveUpDictionary() {
        let dictionary = coder.giveUpDictionary()
        for index in waiting.indices {
            var codes = waiting[index].codes.takeAll(&spares)
            codes.withUnsafeMutableBufferPointer { waiting[index].take($0, of: dictionary) }
            let largest = UInt32(waiting[index].valueCount)
            codes.withUnsafeBufferPointer { waiting[index].codes.append($0, largest: largest, &spares) }
        }
    }

    /// The rows that wait in a cluster, which is empty afterwards.
    func take(_ cluster: Int) -> CodedColumn {
        let codes = waiting[cluster].codes.takeAll(&spares)
        let values = coder.isDirect ? waiting[cluster].takeValues(coder.type) : coder.values
        return CodedColumn(codes: codes, values: values)
    }

    /// Bytes that the batch's rows take while they wait.
    var batchBytes: Int {
        if coder.isDirect { return coder.codes.count * 2 + coder.values.sizeBytes }
        if coder.onlyCode != nil { return 0 }
        return coder.codes.count * (coder.values.count > WaitingCodes.narrowMax ? 4 : 2)
    }

    /// The batch's rows, to be read without asking the lane again for each.
    var batch: CodedColumn { CodedColumn(codes: coder.codes, values: coder.values) }
}

import BillingModel
import CodedColumns

/// What is gathered in one row group: the rows of one day of one billing period.
struct Cluster: Hashable {
    let period: BillingPeriod?
    /// Days since 1970; nil where rows do not tell, or tell too many days to keep apart.
    let day: Int?
    /// Rows that are left out: of no day.
    var isUnreadable = false

    static let unreadable = Cluster(period: nil, day: nil, isUnreadable: true)
}

/// How a block's rows fall into clusters.
struct Clustering {
    /// The block's rows, cluster by cluster, in each cluster in the order of the file.
    var order: [Int32] = []
    /// Where each cluster's rows stand in ``order``.
    var segments: [(cluster: Int, rows: Range<Int>)] = []
    /// Whether ``order`` is the file's own.
    var isIdentity = true

    /// `clusters` has one number below `count` for each row.
    init(_ clusters: [Int32], count: Int) {
        if let first = clusters.first, clusters.allSatisfy({ $0 == first }) {
            segments = [(Int(first), 0..<clusters.count)]
            return
        }
        isIdentity = false
        var starts = Array(repeating: 0, count: count + 1)
        for cluster in clusters { starts[Int(cluster) + 1] += 1 }
        for cluster in 0..<count {
            starts[cluster + 1] += starts[cluster]
            let rows = starts[cluster]..<starts[cluster + 1]
            if !rows.isEmpty { segments.append((cluster, rows)) }
        }
        order = Array(repeating: 0, count: clusters.count)
        for (row, cluster) in clusters.enumerated() {
            order[starts[Int(cluster)]] = Int32(row)
            starts[Int(cluster)] += 1
        }
    }
}

/// The UTC days, since 1970, of a column of dates or timestamps.
struct Days {
    let codes: [UInt32]
    private(set) var values: [Int64] = []
    private let unit: Int64

    init(_ column: CodedColumn, _ type: ColumnType) {
        unit = type == .timestamp ? 86_400_000_000 : 1
        guard case .integer(let list) = column.values else {
            codes = Array(repeating: 0, count: column.codes.count)
            return
        }
        (codes, values) = (column.codes, list)
    }

    /// Nil for null, and for columns of other types.
    subscript(row: Int) -> Int? {
        guard codes[row] != 0 else { return nil }
        let value = values[Int(codes[row]) - 1]
        return Int(value >= 0 ? value / unit : (value - unit + 1) / unit)
    }
}

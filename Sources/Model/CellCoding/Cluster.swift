import BillingModel

/// What is gathered in one row group: the rows of one day of one billing period.
struct Cluster: Hashable {
    let period: BillingPeriod?
    /// Days since 1970; nil where rows do not tell, or tell too many days to keep apart.
    let day: Int?
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

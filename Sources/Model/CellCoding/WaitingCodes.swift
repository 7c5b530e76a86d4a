/// Codes that wait for their row group to fill, on pages of one size, which are used again: nothing is copied while it
/// grows, and memory does not fall to pieces. Codes take two bytes each as long as all are small.
struct WaitingCodes {
    private(set) var count = 0
    /// Of each code its lower and, once there was one that needs it, its upper half.
    private var lower: [[UInt16]] = []
    private var upper: [[UInt16]]?

    static let pageCodes = 4096
    /// The largest code that takes two bytes.
    static let narrowMax = UInt32(UInt16.max)

    /// Pages that nobody uses; shared by the clusters of a column.
    struct Spares {
        fileprivate var pages: [[UInt16]] = []
    }

    mutating func append(_ codes: UnsafeBufferPointer<UInt32>, _ spares: inout Spares) {
        if upper == nil, codes.reduce(0, |) > Self.narrowMax {
            upper = lower.map { Array(repeating: 0, count: $0.count) }
        }
        Self.append(codes, to: &lower, shift: 0, &spares)
        if var pages = upper {
            upper = nil
            Self.append(codes, to: &pages, shift: 16, &spares)
            upper = pages
        }
        count += codes.count
    }

    private static func append(
        _ codes: UnsafeBufferPointer<UInt32>, to pages: inout [[UInt16]], shift: UInt32, _ spares: inout Spares
    ) {
        var done = 0
        while done < codes.count {
            if pages.last.map({ $0.count == pageCodes }) ?? true {
                var page = spares.pages.popLast() ?? []
                page.reserveCapacity(pageCodes)
                pages.append(page)
            }
            let last = pages.count - 1
            let start = pages[last].count
            let part = min(pageCodes - start, codes.count - done)
            pages[last].append(contentsOf: repeatElement(0, count: part))
            pages[last].withUnsafeMutableBufferPointer { page in
                guard let to = page.baseAddress, let from = codes.baseAddress else { return }
                for at in 0..<part { to[start + at] = UInt16(truncatingIfNeeded: from[done + at] &>> shift) }
            }
            done += part
        }
    }

    /// All codes in order; none waits afterwards.
    mutating func takeAll(_ spares: inout Spares) -> [UInt32] {
        let codes = [UInt32](unsafeUninitializedCapacity: count) { buffer, filled in
            var at = 0
            for (number, page) in lower.enumerated() {
                if let upper {
                    let above = upper[number]
                    for index in page.indices { buffer[at + index] = UInt32(page[index]) | UInt32(above[index]) << 16 }
                } else {
                    for index in page.indices { buffer[at + index] = UInt32(page[index]) }
                }
                at += page.count
            }
            filled = at
        }
        Self.recycle(&lower, to: &spares)
        if var pages = upper {
            upper = nil
            Self.recycle(&pages, to: &spares)
        }
        self = WaitingCodes()
        return codes
    }

    private static func recycle(_ pages: inout [[UInt16]], to spares: inout Spares) {
        while var page = pages.popLast() {
            page.removeAll(keepingCapacity: true)
            spares.pages.append(page)
        }
    }
}

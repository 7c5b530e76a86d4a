/// Codes that wait for their row group to fill, on pages of one size, which are used again: nothing is copied while it
/// grows, and memory does not fall to pieces. Codes take two bytes each as long as all are small, and none as long as
/// they are all the same.
struct WaitingCodes {
    private(set) var count = 0
    /// What all codes are; nil once they differ.
    private var only: UInt32?
    /// Of each code its lower and, once there was one that needs it, its upper half.
    private var lower: [[UInt16]] = []
    private var upper: [[UInt16]]?

    static let pageCodes = 4096
    /// The largest code that takes two bytes.
    static let narrowMax = UInt32(UInt16.max)

    /// Pages that nobody uses; shared by the clusters of a column.
    struct Spares {
        private var pages: [[UInt16]] = []

        fileprivate mutating func take() -> [UInt16] {
            pages.popLast() ?? Array(repeating: 0, count: pageCodes)
        }

        fileprivate mutating func giveBack(_ pages: inout [[UInt16]]) {
            while let page = pages.popLast() { self.pages.append(page) }
        }
    }

    /// Appends one code many times.
    mutating func append(repeating code: UInt32, count: Int, _ spares: inout Spares) {
        if self.count == 0 { only = code }
        guard only == code else {
            let codes = Array(repeating: code, count: count)
            return codes.withUnsafeBufferPointer { append($0, largest: code, &spares) }
        }
        self.count += count
    }

    /// Appends codes, of which none is above `largest`: those at `rows`, or all.
    mutating func append(
        _ codes: UnsafeBufferPointer<UInt32>, at rows: UnsafeBufferPointer<Int32>? = nil, largest: UInt32,
        _ spares: inout Spares
    ) {
        spread(&spares)
        if upper == nil, largest > Self.narrowMax {
            upper = lower.map { _ in Array(repeating: 0, count: Self.pageCodes) }
        }
        let added = rows?.count ?? codes.count
        Self.write(codes, rows, added, to: &lower, after: count, shift: 0, &spares)
        if var pages = upper {
            upper = nil
            Self.write(codes, rows, added, to: &pages, after: count, shift: 16, &spares)
            upper = pages
        }
        count += added
    }

    /// Writes out what was only counted.
    private mutating func spread(_ spares: inout Spares) {
        guard let code = only else { return }
        only = nil
        let waiting = count
        count = 0
        guard waiting > 0 else { return }
        let codes = Array(repeating: code, count: waiting)
        codes.withUnsafeBufferPointer { append($0, largest: code, &spares) }
    }

    private static func write(
        _ codes: UnsafeBufferPointer<UInt32>, _ rows: UnsafeBufferPointer<Int32>?, _ count: Int,
        to pages: inout [[UInt16]], after before: Int, shift: UInt32, _ spares: inout Spares
    ) {
        var done = 0
        while done < count {
            let (page, start) = (before + done).quotientAndRemainder(dividingBy: pageCodes)
            if page == pages.count { pages.append(spares.take()) }
            let part = min(pageCodes - start, count - done)
            pages[page].withUnsafeMutableBufferPointer { page in
                guard let to = page.baseAddress, let from = codes.baseAddress else { return }
                if let rows = rows?.baseAddress {
                    for at in 0..<part {
                        to[start + at] = UInt16(truncatingIfNeeded: from[Int(rows[done + at])] &>> shift)
                    }
                } else {
                    for at in 0..<part { to[start + at] = UInt16(truncatingIfNeeded: from[done + at] &>> shift) }
                }
            }
            done += part
        }
    }

    /// All codes in order; none waits afterwards.
    mutating func takeAll(_ spares: inout Spares) -> [UInt32] {
        if let code = only {
            defer { self = WaitingCodes() }
            return Array(repeating: code, count: count)
        }
        let codes = [UInt32](unsafeUninitializedCapacity: count) { buffer, filled in
            var at = 0
            for (number, page) in lower.enumerated() {
                let part = min(Self.pageCodes, count - at)
                if let upper {
                    let above = upper[number]
                    for index in 0..<part { buffer[at + index] = UInt32(page[index]) | UInt32(above[index]) << 16 }
                } else {
                    for index in 0..<part { buffer[at + index] = UInt32(page[index]) }
                }
                at += part
            }
            filled = at
        }
        spares.giveBack(&lower)
        if var pages = upper {
            upper = nil
            spares.giveBack(&pages)
        }
        self = WaitingCodes()
        return codes
    }
}

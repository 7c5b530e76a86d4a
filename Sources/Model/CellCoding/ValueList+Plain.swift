import CodedColumns

/// Whole columns at a time: what nearly all cells look like is read without a look at each cell's type.
extension ValueList {
    /// Appends values of cells that need no care, and writes their codes, which are 0 where a cell is empty. Answers
    /// how many rows that are: fewer than `codes` has room for where the next cell is for ``CellReader``.
    mutating func appendPlain(_ cells: inout CellCursor, codes: UnsafeMutableBufferPointer<UInt32>) -> Int {
        // Not in a `switch`, which would hold a second reference and have the list copied.
        if case .text(var list) = self {
            self = .boolean([])
            defer { self = .text(list) }
            return list.appendPlain(&cells, codes)
        }
        if case .decimal(var list) = self {
            self = .boolean([])
            defer { self = .decimal(list) }
            return list.appendPlain(&cells, codes)
        }
        return 0
    }
}

extension TextList {
    fileprivate mutating func appendPlain(
        _ cells: inout CellCursor, _ codes: UnsafeMutableBufferPointer<UInt32>
    ) -> Int {
        for row in codes.indices {
            let (start, length, isQuoted) = cells.next()
            codes[row] = 0
            if length == 0 { continue }
            let text = UnsafeBufferPointer(start: start, count: length)
            // Without quotes around it there are none inside.
            if isQuoted { append(cell: text) } else { append(text) }
            codes[row] = UInt32(truncatingIfNeeded: count)
        }
        return codes.count
    }
}

extension [Int128] {
    fileprivate mutating func appendPlain(
        _ cells: inout CellCursor, _ codes: UnsafeMutableBufferPointer<UInt32>
    ) -> Int {
        for row in codes.indices {
            var ahead = cells
            let (start, length, _) = ahead.next()
            codes[row] = 0
            if length > 0 {
                let text = UnsafeBufferPointer(start: start, count: length)
                guard let units = CellReader.plainDecimal(text) else { return row }
                append(units)
                codes[row] = UInt32(truncatingIfNeeded: count)
            }
            cells = ahead
        }
        return codes.count
    }
}

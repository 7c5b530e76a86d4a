import CodedColumns

/// A text, null or unknown for each of some texts: parts of one run of bytes.
struct MadeTexts {
    /// Instead of a beginning.
    static let null = -1
    /// Only the engine can tell.
    static let unknown = -2

    var bytes: [UInt8]
    /// Where each begins and ends in ``bytes``.
    var starts: [Int]
    var ends: [Int]

    /// `place` appends bytes where it makes new ones, and answers where the text lies, or null, or unknown.
    init(bytes: [UInt8], count: Int, _ place: (Int, inout [UInt8]) -> (start: Int, end: Int)) {
        var bytes = bytes
        var ends = [Int](repeating: 0, count: count)
        starts = [Int](unsafeUninitializedCapacity: count) { starts, initialized in
            for index in 0..<count { (starts[index], ends[index]) = place(index, &bytes) }
            initialized = count
        }
        self.bytes = bytes
        self.ends = ends
    }

    /// Null, then all of a list.
    init(_ list: TextList) {
        bytes = list.bytes
        starts = [Self.null, 0] + list.ends.dropLast()
        if list.ends.isEmpty { starts.removeLast() }
        ends = [0] + list.ends
    }

    var count: Int { starts.count }

    var unknown: [Int] { starts.indices.filter { starts[$0] == Self.unknown } }

    /// As codes into a list, 0 where there is no text.
    var column: CodedColumn {
        var list: [UInt8] = []
        var listEnds: [Int] = []
        let total = starts.indices.reduce(0) { $0 &+ (starts[$1] < 0 ? 0 : ends[$1] &- starts[$1]) }
        list.reserveCapacity(total)
        listEnds.reserveCapacity(count)
        var codes = [UInt32](repeating: 0, count: count)
        bytes.withUnsafeBufferPointer { bytes in
            for index in starts.indices where starts[index] >= 0 {
                list.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[starts[index]..<ends[index]]))
                listEnds.append(list.count)
                codes[index] = UInt32(truncatingIfNeeded: listEnds.count)
            }
        }
        return CodedColumn(codes: codes, values: .text(TextList(bytes: list, ends: listEnds)))
    }
}

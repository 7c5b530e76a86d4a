import BillingModel

/// Values of one lake column in order, none of them null.
package enum ValueList: Sendable, Equatable {
    case text(TextList)
    /// Values times 10¹⁸, see ``ExactDecimal/units``.
    case decimal([Int128])
    /// Integers; timestamps as microseconds since 1970 in UTC; dates as days since 1970.
    case integer([Int64])
    case boolean([Bool])
    case map(MapList)

    package init(_ type: ColumnType) {
        switch type {
        case .text: self = .text(TextList())
        case .decimal: self = .decimal([])
        case .integer, .timestamp, .date: self = .integer([])
        case .boolean: self = .boolean([])
        case .map: self = .map(MapList())
        }
    }

    package var count: Int {
        switch self {
        case .text(let list): list.count
        case .decimal(let list): list.count
        case .integer(let list): list.count
        case .boolean(let list): list.count
        case .map(let list): list.count
        }
    }
}

/// UTF-8 texts one behind the other.
package struct TextList: Sendable, Equatable {
    package private(set) var bytes: [UInt8] = []
    /// Where each text ends in ``bytes``; the next one begins there.
    package private(set) var ends: [Int] = []

    package init() {}

    package init(_ texts: some Sequence<String>) {
        for text in texts { append(text) }
    }

    /// Texts as they lie in `bytes`, each up to its end; all of `bytes` must be used.
    package init(bytes: [UInt8], ends: [Int]) {
        precondition(bytes.count == ends.last ?? 0, "bytes that belong to no text")
        self.bytes = bytes
        self.ends = ends
    }

    package var count: Int { ends.count }

    package func range(_ index: Int) -> Range<Int> {
        (index == 0 ? 0 : ends[index - 1])..<ends[index]
    }

    package subscript(index: Int) -> String {
        String(decoding: bytes[range(index)], as: UTF8.self)
    }

    package mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
        ends.append(bytes.count)
    }

    package mutating func append(_ text: some Sequence<UInt8>) {
        bytes.append(contentsOf: text)
        ends.append(bytes.count)
    }

    package mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
        bytes.append(contentsOf: text)
        ends.append(bytes.count)
    }

    /// Appends a text that `fill` writes to the memory that it gets, whose length it answers.
    package mutating func append(atMost count: Int, _ fill: (UnsafeMutableBufferPointer<UInt8>) -> Int) {
        let start = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: count))
        let length = bytes.withUnsafeMutableBufferPointer { fill(UnsafeMutableBufferPointer(rebasing: $0[start...])) }
        bytes.removeLast(count - length)
        ends.append(bytes.count)
    }

    package mutating func append(contentsOf other: TextList) {
        let base = bytes.count
        bytes.append(contentsOf: other.bytes)
        ends.append(contentsOf: other.ends.lazy.map { base + $0 })
    }

    /// Appends one text of another list.
    package mutating func append(_ other: TextList, at index: Int) {
        let range = other.range(index)
        other.bytes.withUnsafeBufferPointer { append(UnsafeBufferPointer(rebasing: $0[range])) }
    }

    /// Forgets all texts and keeps their memory.
    package mutating func empty() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
    }

    package mutating func reserve(count: Int, bytes byteCount: Int) {
        ends.reserveCapacity(count)
        bytes.reserveCapacity(byteCount)
    }
}

/// Maps of text to text one behind the other, their pairs in the order of the source.
package struct MapList: Sendable, Equatable {
    package private(set) var keys = TextList()
    /// A text for each key, empty where ``hasValue`` is false.
    package private(set) var values = TextList()
    package private(set) var hasValue: [Bool] = []
    /// Where each map's pairs end in ``keys``.
    package private(set) var ends: [Int] = []

    package init() {}

    package var count: Int { ends.count }

    package func range(_ index: Int) -> Range<Int> {
        (index == 0 ? 0 : ends[index - 1])..<ends[index]
    }

    package mutating func append(_ pairs: some Sequence<(key: String, value: String?)>) {
        for pair in pairs {
            keys.append(pair.key)
            values.append(pair.value ?? "")
            hasValue.append(pair.value != nil)
        }
        ends.append(keys.count)
    }

    /// Appends one map of another list.
    package mutating func append(_ other: MapList, at index: Int) {
        for pair in other.range(index) {
            appendPair(other.keys, at: pair, other.hasValue[pair] ? other.values : nil, at: pair)
        }
        endMap()
    }

    /// Appends a pair to the map that ``endMap()`` will end; without `texts` its value is null.
    package mutating func appendPair(_ names: TextList, at name: Int, _ texts: TextList?, at text: Int) {
        keys.append(names, at: name)
        if let texts { values.append(texts, at: text) } else { values.append("") }
        hasValue.append(texts != nil)
    }

    package mutating func endMap() {
        ends.append(keys.count)
    }
}

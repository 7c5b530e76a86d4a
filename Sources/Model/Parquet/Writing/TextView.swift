import CodedColumns

/// The texts of a list by code, without copies. Good only inside ``TextView/with(_:_:)``.
struct TextView {
    let bytes: UnsafeBufferPointer<UInt8>
    private let ends: UnsafeBufferPointer<Int>

    static func with<Result>(_ list: TextList, _ use: (TextView) throws -> Result) rethrows -> Result {
        try list.bytes.withUnsafeBufferPointer { bytes in
            try list.ends.withUnsafeBufferPointer { ends in try use(TextView(bytes: bytes, ends: ends)) }
        }
    }

    /// `code` counts from one.
    subscript(code: UInt32) -> UnsafeBufferPointer<UInt8> {
        let index = Int(code) &- 1
        let start = index == 0 ? 0 : ends[index &- 1]
        return UnsafeBufferPointer(rebasing: bytes[start..<ends[index]])
    }

    /// How many bytes there are from the beginning of one of the texts to the end of the last.
    func bytesFrom(_ text: UnsafeRawBufferPointer) -> Int {
        guard let start = text.baseAddress, let first = bytes.baseAddress else { return 0 }
        return bytes.count - (start - UnsafeRawPointer(first))
    }

    func sizeBytes(_ code: UInt32) -> Int {
        let index = Int(code) &- 1
        return ends[index] &- (index == 0 ? 0 : ends[index &- 1])
    }
}

/// Bytes of which any part can be read at any time, by several threads at once; they do not change meanwhile.
package protocol RandomAccessBytes: Sendable {
    var sizeBytes: Int { get }
    /// Exactly the bytes of this range, which lies within `0..<sizeBytes`, or an error.
    func read(_ range: Range<Int>) throws -> [UInt8]
}

extension [UInt8]: RandomAccessBytes {
    package var sizeBytes: Int { count }

    package func read(_ range: Range<Int>) -> [UInt8] {
        Array(self[range])
    }
}

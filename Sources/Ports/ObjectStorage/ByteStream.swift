/// Bytes in order, a chunk at a time. One consumer; not restartable.
package protocol ByteStream: Sendable {
    /// The next chunk, never empty; nil at the end. After an error the stream is over.
    mutating func next() async throws -> [UInt8]?
}

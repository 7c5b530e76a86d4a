/// Inflates a file chunk by chunk: feed a chunk, take what it gives until there is no more, feed the next; `finish`
/// after the last one. After an error it is spent.
package protocol Inflater: AnyObject {
    /// Takes the next bytes of the file; what was fed before must be used up.
    func feed(_ bytes: [UInt8])

    /// The next `bytesMax` inflated bytes, fewer when the input is used up; nil when nothing is left of it.
    func next(upTo bytesMax: Int) throws -> [UInt8]?

    /// Throws `badData` unless the file was whole.
    func finish() throws
}

extension Inflater {
    package func next() throws -> [UInt8]? { try next(upTo: 256 << 10) }
}

/// One leaf's pages, header and body one behind the other, as they stand in a file, and what the footer says of them.
package struct EncodedChunk: Sendable {
    /// The dictionary page first, where there is one.
    package let bytes: [UInt8]
    /// Offsets count from the first byte of ``bytes``. The path is of no account: a file's writer knows its columns.
    package let metadata: ColumnMetadata

    package init(bytes: [UInt8], metadata: ColumnMetadata) {
        self.bytes = bytes
        self.metadata = metadata
    }
}

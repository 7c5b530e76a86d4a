/// What the pages of a chunk are compressed with. Open-ended.
package struct CompressionCodec: RawRepresentable, Hashable, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) {
        self.rawValue = rawValue
    }

    package static let uncompressed = Self(rawValue: 0)
    package static let snappy = Self(rawValue: 1)
    package static let gzip = Self(rawValue: 2)
    package static let lzo = Self(rawValue: 3)
    package static let brotli = Self(rawValue: 4)
    package static let lz4 = Self(rawValue: 5)
    package static let zstd = Self(rawValue: 6)
    package static let lz4Raw = Self(rawValue: 7)
}

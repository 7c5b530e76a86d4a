import Foundation

/// Looks for a text by the one of its bytes that is rarest where it looks.
struct TextSearch {
    private let wanted: [UInt8]
    /// Of the rarest byte.
    private let offset: Int

    private static let sampleBytes = 4096

    /// - Parameter wanted: not empty.
    init(_ wanted: [UInt8], sample: [UInt8]) {
        var counts = [Int](repeating: 0, count: 256)
        for byte in sample.prefix(Self.sampleBytes) { counts[Int(byte)] += 1 }
        self.wanted = wanted
        offset = wanted.indices.min { counts[Int(wanted[$0])] < counts[Int(wanted[$1])] } ?? 0
    }

    /// Where it first begins in a range, or the range's end.
    func first(in bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int {
        wanted.withUnsafeBytes { wanted in
            guard let base = bytes.baseAddress, let pattern = wanted.baseAddress else { return range.upperBound }
            var at = range.lowerBound
            while at + wanted.count <= range.upperBound {
                let room = range.upperBound - at - wanted.count + 1
                guard let found = memchr(base + at + offset, Int32(wanted[offset]), room) else { break }
                at = base.distance(to: UnsafeRawPointer(found)) - offset
                if memcmp(base + at, pattern, wanted.count) == 0 { return at }
                at += 1
            }
            return range.upperBound
        }
    }
}

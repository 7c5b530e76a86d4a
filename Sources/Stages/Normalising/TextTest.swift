import CodedColumns
import Foundation

/// Where a text must have another, byte for byte.
enum TextTest: Hashable, Sendable {
    case contains([UInt8])
    case starts([UInt8])

    /// LIKE; nil for all patterns but `text%` and `%text%`.
    init?(like pattern: [UInt8]) {
        guard pattern.last == Self.any else { return nil }
        let isAnywhere = pattern.count > 1 && pattern[0] == Self.any
        let text = Array(pattern.dropFirst(isAnywhere ? 1 : 0).dropLast())
        guard !text.contains(Self.any), !text.contains(UInt8(ascii: "_")) else { return nil }
        self = isAnywhere ? .contains(text) : .starts(text)
    }

    private static let any = UInt8(ascii: "%")

    func holds(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let text = UnsafeRawBufferPointer(text)
        switch self {
        case .contains(let part): return part.isEmpty || text.first(part, from: 0) < text.count
        case .starts(let part): return text.starts(with: part)
        }
    }

    /// For each text whether it passes, as codes into false and true.
    func verdicts(_ list: TextList) -> [UInt32] {
        list.bytes.withUnsafeBufferPointer { bytes in
            (0..<list.count).map { holds(UnsafeBufferPointer(rebasing: bytes[list.range($0)])) ? 2 : 1 }
        }
    }
}

extension UnsafeRawBufferPointer {
    /// Where a text that is not empty begins, else the end.
    func first(_ text: [UInt8], from start: Int) -> Int {
        text.withUnsafeBytes { wanted in
            guard let base = baseAddress, let pattern = wanted.baseAddress else { return count }
            var at = start
            while at + wanted.count <= count {
                let room = count - at - wanted.count + 1
                guard let first = memchr(base + at, Int32(wanted[0]), room) else { break }
                at = base.distance(to: UnsafeRawPointer(first))
                if memcmp(base + at, pattern, wanted.count) == 0 { return at }
                at += 1
            }
            return count
        }
    }
}

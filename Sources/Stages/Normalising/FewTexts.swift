import CodedColumns
import Foundation

/// What lies in many texts, where that is one of few things: what is then made of it, is made once for each.
struct FewTexts {
    /// For each of the texts its combination of parts.
    let codes: [UInt32]
    /// Each part, once for each combination.
    let parts: [MadeTexts]

    private static let countMax = 1024

    /// Nil when there are more than a thousand combinations.
    ///
    /// - Parameter parts: of the same texts, which lie in the same bytes.
    init?(_ parts: [MadeTexts]) {
        guard let count = parts.first?.count else { return nil }
        var table = Table(slots: [UInt32](repeating: 0, count: 4 * Self.countMax))
        var isTooMany = false
        codes = [UInt32](unsafeUninitializedCapacity: count) { codes, initialized in
            parts[0].bytes.withUnsafeBytes { bytes in
                for index in 0..<count {
                    guard let code = table.code(index, parts, bytes) else {
                        isTooMany = true
                        return
                    }
                    codes[index] = code
                    initialized = index + 1
                }
            }
        }
        guard !isTooMany else { return nil }
        self.parts = parts.map { MadeTexts($0, at: table.firsts) }
    }

    /// Open addressing, never more than a quarter full.
    private struct Table {
        /// Codes plus one; 0 is free.
        var slots: [UInt32]
        /// Where each combination comes first.
        var firsts: [Int] = []

        /// Nil when it would be one too many.
        mutating func code(_ index: Int, _ parts: [MadeTexts], _ bytes: UnsafeRawBufferPointer) -> UInt32? {
            var hash = ValueHash()
            for part in parts { hash.add(part.text(index, in: bytes)) }
            var slot = Int(truncatingIfNeeded: hash.value >> 32) & (slots.count - 1)
            while slots[slot] > 0 {
                let code = slots[slot] - 1
                let first = firsts[Int(code)]
                if parts.allSatisfy({ $0.isSame(index, first, in: bytes) }) { return code }
                slot = (slot + 1) & (slots.count - 1)
            }
            guard firsts.count < FewTexts.countMax else { return nil }
            firsts.append(index)
            slots[slot] = UInt32(firsts.count)
            return slots[slot] - 1
        }
    }
}

extension MadeTexts {
    /// Some of these, in bytes of their own.
    fileprivate init(_ all: MadeTexts, at indexes: [Int]) {
        self.init(bytes: [], count: indexes.count) { index, bytes in
            let place = indexes[index]
            guard all.starts[place] >= 0 else { return (all.starts[place], all.ends[place]) }
            let start = bytes.count
            bytes += all.bytes[all.starts[place]..<all.ends[place]]
            return (start, bytes.count)
        }
    }

    /// Empty where there is none.
    @inline(__always)
    fileprivate func text(_ index: Int, in bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: starts[index] < 0 ? bytes[0..<0] : bytes[starts[index]..<ends[index]])
    }

    /// Null and unknown are like themselves only.
    @inline(__always)
    fileprivate func isSame(_ one: Int, _ other: Int, in bytes: UnsafeRawBufferPointer) -> Bool {
        guard starts[one] >= 0, starts[other] >= 0 else { return starts[one] == starts[other] }
        let (text, otherText) = (self.text(one, in: bytes), self.text(other, in: bytes))
        guard text.count == otherText.count else { return false }
        guard let start = text.baseAddress, let otherStart = otherText.baseAddress else { return true }
        return memcmp(start, otherStart, text.count) == 0
    }
}

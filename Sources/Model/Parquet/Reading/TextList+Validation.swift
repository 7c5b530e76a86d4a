import BillingModel
import CodedColumns

extension TextList {
    /// Refuses texts that are not UTF-8 each.
    init(utf8 bytes: [UInt8], ends: [Int]) throws {
        guard bytes.withUnsafeBytes({ $0.isASCII || Self.areUTF8($0, ends: ends) }) else {
            throw BillowError.damagedParquet("a text is not UTF-8")
        }
        self.init(bytes: bytes, ends: ends)
    }

    private static func areUTF8(_ bytes: UnsafeRawBufferPointer, ends: [Int]) -> Bool {
        var start = 0
        return ends.allSatisfy { end in
            defer { start = end }
            let text = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
            return text.isASCII || String(validating: text, as: UTF8.self) != nil
        }
    }
}

extension UnsafeRawBufferPointer {
    fileprivate var isASCII: Bool {
        var seen: UInt64 = 0
        for start in stride(from: 0, to: count, by: 8) { seen |= word(at: start) }
        return seen & 0x8080_8080_8080_8080 == 0
    }
}

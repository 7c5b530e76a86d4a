extension ColumnReader {
    /// `c5d86538-fb28-4782-8aaa-a43fab5655ee`.
    static func uuidText(_ bytes: UnsafeRawBufferPointer) -> String {
        var text = ""
        for (position, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(position) { text += "-" }
            text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        return text
    }

    /// `101`: the first byte counts the padding bits in front.
    static func bitText(_ bytes: UnsafeRawBufferPointer) -> String {
        var text = ""
        for byte in bytes.dropFirst() {
            for bit in stride(from: UInt8(7), through: 0, by: -1) { text += byte >> bit & 1 == 1 ? "1" : "0" }
        }
        return String(text.dropFirst(Int(bytes.first ?? 0)))
    }
}

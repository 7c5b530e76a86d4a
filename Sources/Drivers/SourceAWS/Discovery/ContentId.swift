/// An id from content alone, the same for every copy: 64 bits of FNV-1a.
enum ContentId {
    static func of(_ bytes: [UInt8]) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes {
            hash ^= UInt64(byte)
            hash &*= 0x100_0000_01b3
        }
        let digits = String(hash, radix: 16)
        return "content-" + String(repeating: "0", count: 16 - digits.count) + digits
    }
}

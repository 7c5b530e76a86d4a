/// Hashes of values, other ones in every process: nobody can choose values that all fall into one place.
package struct ValueHash {
    private static let seed = UInt64.random(in: 0 ... .max)

    package private(set) var value = ValueHash.seed

    package init() {}

    @inline(__always)
    mutating func add(_ word: UInt64) {
        let product = (value ^ word ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93 ^ value)
        value = product.high ^ product.low
    }

    @inline(__always)
    package mutating func add(_ bytes: UnsafeRawBufferPointer) {
        var index = 0
        while index + 8 <= bytes.count {
            add(bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            index += 8
        }
        // The length goes in too: one zero byte more makes another text.
        var rest = UInt64(bytes.count) << 56
        for shift in 0..<(bytes.count - index) { rest |= UInt64(bytes[index + shift]) << UInt64(shift * 8) }
        add(rest)
    }
}

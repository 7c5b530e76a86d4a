import CodedColumns

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Finds equal texts among the pairs of maps, where the same key has another code in each map.
struct TextTable: ~Copyable {
    /// The number of a text plus one, by the text's hash; zero is free.
    private var slots = Scratch<UInt32>()
    private var firstCodes = Scratch<UInt32>()
    private var numbers = Scratch<UInt32>()

    /// Numbers texts in the order of first use. `indexes` are positions in `codes`, and become numbers.
    /// Returns each number's first code, good until the next call.
    mutating func unify(
        _ codes: UnsafeBufferPointer<UInt32>, _ texts: TextView, _ indexes: UnsafeMutableBufferPointer<UInt32>
    ) -> UnsafeBufferPointer<UInt32> {
        var size = 1024
        while size < 2 * codes.count { size *= 2 }
        let slots = self.slots.room(size)
        slots.update(repeating: 0)
        let (firsts, numbers) = (firstCodes.room(codes.count), self.numbers.room(codes.count))
        var count = 0
        for (position, code) in codes.enumerated() {
            let text = texts[code]
            var slot = Self.hash(text) & (size - 1)
            while slots[slot] != 0, !Self.isSame(text, texts[firsts[Int(slots[slot]) - 1]]) {
                slot = (slot + 1) & (size - 1)
            }
            if slots[slot] == 0 {
                firsts[count] = code
                count += 1
                slots[slot] = UInt32(truncatingIfNeeded: count)
            }
            numbers[position] = slots[slot] - 1
        }
        for row in indexes.indices { indexes[row] = numbers[Int(indexes[row])] }
        return UnsafeBufferPointer(rebasing: firsts[..<count])
    }

    /// Another one in each process, so that nobody can prepare texts that collide.
    private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        var hash = ValueHash()
        hash.add(UnsafeRawBufferPointer(text))
        return Int(truncatingIfNeeded: hash.value >> 32)
    }

    private static func isSame(_ one: UnsafeBufferPointer<UInt8>, _ other: UnsafeBufferPointer<UInt8>) -> Bool {
        guard one.count == other.count else { return false }
        guard let left = one.baseAddress, let right = other.baseAddress else { return true }
        return memcmp(left, right, one.count) == 0
    }
}

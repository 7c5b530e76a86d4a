extension SplitMix {
    mutating func roll(_ sides: Int) -> Int { Int(next() % UInt64(sides)) }
    mutating func once(in times: Int) -> Bool { roll(times) == 0 }
    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[roll(elements.count)] }

    mutating func digits(upTo count: Int) -> String {
        var text = ""
        for _ in 0..<roll(count + 1) { text.append(Character(UnicodeScalar(UInt8(48 + roll(10))))) }
        return text
    }

    /// Some bytes change, go, come, or are copied elsewhere.
    mutating func damage(_ bytes: inout [UInt8], times: Int) {
        for _ in 0..<times where !bytes.isEmpty {
            let at = roll(bytes.count)
            switch roll(7) {
            case 0: bytes[at] ^= 1 << UInt8(roll(8))
            case 1: bytes[at] = UInt8(roll(256))
            case 2: bytes[at] = pick([0, 1, 0x7F, 0x80, 0xFF])
            case 3: bytes.remove(at: at)
            case 4: bytes.insert(UInt8(roll(256)), at: at)
            case 5: bytes.removeLast(min(bytes.count, 1 + roll(16)))
            default:
                let length = min(1 + roll(16), bytes.count - at)
                let to = roll(bytes.count - length + 1)
                for offset in 0..<length { bytes[to + offset] = bytes[at + offset] }
            }
        }
    }
}

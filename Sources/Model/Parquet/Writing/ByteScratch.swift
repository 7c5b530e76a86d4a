/// Bytes that grow at their end; emptied and used again for each chunk. Numbers are little-endian, as in Parquet.
struct ByteScratch: ~Copyable {
    private(set) var count = 0
    private var memory = UnsafeMutableRawBufferPointer(start: nil, count: 0)

    /// What stays behind the end, so that words may be written where only a few of their bytes count.
    private static let slackBytes = 16
    /// More is given back when a chunk is done: a few giant cells must not hold memory until the end.
    private static let keptBytesMax = 16 << 20

    deinit {
        memory.deallocate()
    }

    mutating func empty() {
        count = 0
        guard memory.count > Self.keptBytesMax else { return }
        memory.deallocate()
        memory = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    }

    /// Good until the next change.
    subscript(range: Range<Int>) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: memory[range])
    }

    /// Room for so many bytes behind the end, plus some that may be overwritten. Take them with ``advance(by:)``.
    mutating func room(_ extra: Int) -> UnsafeMutableRawBufferPointer {
        let needed = count + extra + Self.slackBytes
        if needed > memory.count {
            let larger = UnsafeMutableRawBufferPointer.allocate(
                byteCount: max(needed, 2 * memory.count, 4096), alignment: 16)
            larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[..<count]))
            memory.deallocate()
            memory = larger
        }
        return UnsafeMutableRawBufferPointer(rebasing: memory[count...])
    }

    mutating func advance(by bytes: Int) {
        count += bytes
    }

    /// Takes back what was appended after this many bytes.
    mutating func cut(to count: Int) {
        self.count = count
    }

    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        room(bytes.count).copyMemory(from: bytes)
        count += bytes.count
    }

    mutating func append<Number: FixedWidthInteger>(_ number: Number) {
        let size = MemoryLayout<Number>.size
        room(size).storeBytes(of: number.littleEndian, as: Number.self)
        count += size
    }

    /// Replaces what was appended at `offset`.
    func overwrite(at offset: Int, with number: UInt32) {
        memory.storeBytes(of: number.littleEndian, toByteOffset: offset, as: UInt32.self)
    }

    mutating func append(varint number: Int) {
        var rest = UInt(bitPattern: number)
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(rest))
    }
}

import Synchronization

/// Memory for one block: the bytes of its records, and where their cells end.
final class ScanBuffer {
    /// Bytes behind the capacity that may be read, and that a last line feed has room in.
    static let padding = 64

    private(set) var bytes: UnsafeMutablePointer<UInt8>
    private(set) var capacity: Int
    /// The entry before the first is -1, so that a cell begins one behind the entry before its own.
    private(set) var ends: UnsafeMutablePointer<UInt32>
    private var endsCapacity: Int

    init(capacity: Int) {
        self.capacity = capacity
        endsCapacity = capacity / 8 + Self.padding
        bytes = .allocate(capacity: capacity + Self.padding)
        bytes.initialize(repeating: 0, count: capacity + Self.padding)
        ends = Self.allocateEnds(endsCapacity)
    }

    deinit {
        bytes.deallocate()
        (ends - 1).deallocate()
    }

    /// Keeps the first `used` bytes.
    func reserveBytes(_ count: Int, used: Int) {
        guard count > capacity else { return }
        capacity = max(count, 2 * capacity)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + Self.padding)
        larger.initialize(from: bytes, count: used)
        (larger + used).initialize(repeating: 0, count: capacity + Self.padding - used)
        bytes.deallocate()
        bytes = larger
    }

    /// Keeps the first `used` ends.
    func reserveEnds(_ count: Int, used: Int) {
        guard count > endsCapacity else { return }
        endsCapacity = max(count, 2 * endsCapacity)
        let larger = Self.allocateEnds(endsCapacity)
        larger.update(from: ends, count: used)
        (ends - 1).deallocate()
        ends = larger
    }

    private static func allocateEnds(_ count: Int) -> UnsafeMutablePointer<UInt32> {
        let memory = UnsafeMutablePointer<UInt32>.allocate(capacity: count + 1)
        memory.initialize(to: .max)
        return memory + 1
    }
}

/// Buffers that wait to be used again: fresh memory costs more than filling it.
final class ScanBufferPool: Sendable {
    private static let sparesMax = 8

    private let capacity: Int
    private let spares = Mutex<[Spare]>([])

    /// In the pool's hands nobody else has the buffer.
    private struct Spare: @unchecked Sendable { let buffer: ScanBuffer }

    init(capacity: Int) {
        self.capacity = capacity
    }

    func take() -> ScanBuffer {
        spares.withLock { $0.popLast() }?.buffer ?? ScanBuffer(capacity: capacity)
    }

    /// One that grew for a long record is let go.
    func giveBack(_ buffer: ScanBuffer) {
        guard buffer.capacity == capacity else { return }
        let spare = Spare(buffer: buffer)
        spares.withLock { if $0.count < Self.sparesMax { $0.append(spare) } }
    }
}

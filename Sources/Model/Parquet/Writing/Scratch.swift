/// Memory that is used again and again. Its content is lost when more is asked for than ever before.
struct Scratch<Element: BitwiseCopyable>: ~Copyable {
    private var memory = UnsafeMutableBufferPointer<Element>(start: nil, count: 0)

    deinit {
        memory.deallocate()
    }

    mutating func room(_ count: Int) -> UnsafeMutableBufferPointer<Element> {
        if memory.count < count || memory.isEmpty {
            memory.deallocate()
            memory = .allocate(capacity: max(count, 2 * memory.count, 1024))
        }
        return UnsafeMutableBufferPointer(rebasing: memory[..<count])
    }
}

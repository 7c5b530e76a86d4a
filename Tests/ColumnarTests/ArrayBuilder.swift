import CArrow
import Synchronization

/// Builds Arrow arrays by hand, as a foreign producer would, and counts how often they are released.
enum ArrayBuilder {
    static let releases = Mutex<[Int: Int]>([:])

    /// - Parameter id: under which ``releases`` counts; children are released with their parent.
    static func array(
        id: Int = 0, length: Int, offset: Int = 0, nullCount: Int = -1, buffers: [[UInt8]?] = [],
        children: [ArrowArray] = [], dictionary: ArrowArray? = nil
    ) -> ArrowArray {
        var array = ArrowArray()
        array.length = Int64(length)
        array.offset = Int64(offset)
        array.null_count = Int64(nullCount)
        array.n_buffers = Int64(buffers.count)
        array.n_children = Int64(children.count)
        array.buffers = .allocate(capacity: buffers.count)
        for (index, bytes) in buffers.enumerated() {
            (array.buffers + index).initialize(to: bytes.map { UnsafeRawPointer(copy($0)) })
        }
        array.children = .allocate(capacity: children.count)
        for (index, child) in children.enumerated() { (array.children + index).initialize(to: box(child)) }
        array.dictionary = dictionary.map(box)
        array.private_data = UnsafeMutableRawPointer(bitPattern: id)
        array.release = { pointer in
            guard let pointer else { return }
            ArrayBuilder.releases.withLock { $0[Int(bitPattern: pointer.pointee.private_data), default: 0] += 1 }
            pointer.pointee.release = nil
        }
        return array
    }

    static func schema(
        _ format: String, _ name: String = "", children: [ArrowSchema] = [], dictionary: ArrowSchema? = nil
    )
        -> ArrowSchema
    {
        var schema = ArrowSchema()
        schema.format = UnsafePointer(text(format))
        schema.name = UnsafePointer(text(name))
        schema.n_children = Int64(children.count)
        schema.children = .allocate(capacity: children.count)
        for (index, child) in children.enumerated() { (schema.children + index).initialize(to: box(child)) }
        schema.dictionary = dictionary.map(box)
        return schema
    }

    static func bytes<Number: FixedWidthInteger>(_ numbers: [Number]) -> [UInt8] {
        numbers.flatMap { number in withUnsafeBytes(of: number.littleEndian) { [UInt8]($0) } }
    }

    private static func copy(_ bytes: [UInt8]) -> UnsafeMutableRawPointer {
        let memory = UnsafeMutableRawPointer.allocate(byteCount: max(1, bytes.count), alignment: 64)
        memory.copyMemory(from: bytes, byteCount: bytes.count)
        return memory
    }

    private static func text(_ text: String) -> UnsafeMutablePointer<CChar> {
        let characters = text.utf8CString
        let memory = UnsafeMutablePointer<CChar>.allocate(capacity: characters.count)
        for (index, character) in characters.enumerated() { (memory + index).initialize(to: character) }
        return memory
    }

    private static func box<Content>(_ content: Content) -> UnsafeMutablePointer<Content> {
        let memory = UnsafeMutablePointer<Content>.allocate(capacity: 1)
        memory.initialize(to: content)
        return memory
    }
}

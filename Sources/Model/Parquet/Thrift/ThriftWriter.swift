/// Thrift's compact protocol, as much of it as Parquet uses. Absent fields are not written.
package struct ThriftWriter {
    package private(set) var bytes: [UInt8] = []
    private var lastID = 0

    package init() {}

    package mutating func append(_ structure: some ThriftStructure) {
        let outerID = lastID
        lastID = 0
        structure.writeFields(to: &self)
        bytes.append(0)
        lastID = outerID
    }

    package mutating func field(_ id: Int, _ value: Bool?) {
        if let value { header(id, value ? .true : .false) }
    }

    package mutating func field(_ id: Int, byte value: Int8?) {
        guard let value else { return }
        header(id, .byte)
        bytes.append(UInt8(bitPattern: value))
    }

    package mutating func field(_ id: Int, int16 value: Int?) {
        integer(id, .int16, value)
    }

    package mutating func field(_ id: Int, int32 value: Int?) {
        integer(id, .int32, value)
    }

    package mutating func field(_ id: Int, int64 value: Int?) {
        integer(id, .int64, value)
    }

    package mutating func field(_ id: Int, _ value: [UInt8]?) {
        guard let value else { return }
        header(id, .binary)
        append(value)
    }

    package mutating func field(_ id: Int, _ value: String?) {
        field(id, value.map { Array($0.utf8) })
    }

    package mutating func field(_ id: Int, _ value: (some ThriftStructure)?) {
        guard let value else { return }
        header(id, .structure)
        append(value)
    }

    package mutating func field<Element: ThriftStructure>(_ id: Int, _ list: [Element]?) {
        guard let list else { return }
        header(id, .list)
        listHeader(.structure, count: list.count)
        for element in list { append(element) }
    }

    package mutating func field(_ id: Int, int32s list: [Int]) {
        header(id, .list)
        listHeader(.int32, count: list.count)
        for element in list { zigzag(element) }
    }

    package mutating func field(_ id: Int, _ list: [String]) {
        header(id, .list)
        listHeader(.binary, count: list.count)
        for element in list { append(Array(element.utf8)) }
    }

    private mutating func integer(_ id: Int, _ kind: ThriftField.Kind, _ value: Int?) {
        guard let value else { return }
        header(id, kind)
        zigzag(value)
    }

    private mutating func header(_ id: Int, _ kind: ThriftField.Kind) {
        let step = id - lastID
        if (1...15).contains(step) {
            bytes.append(UInt8(step) << 4 | kind.rawValue)
        } else {
            bytes.append(kind.rawValue)
            zigzag(id)
        }
        lastID = id
    }

    private mutating func listHeader(_ kind: ThriftField.Kind, count: Int) {
        if count < 15 {
            bytes.append(UInt8(count) << 4 | kind.rawValue)
        } else {
            bytes.append(0xf0 | kind.rawValue)
            varint(UInt(count))
        }
    }

    private mutating func append(_ binary: [UInt8]) {
        varint(UInt(binary.count))
        bytes += binary
    }

    private mutating func zigzag(_ value: Int) {
        varint(UInt(bitPattern: value << 1 ^ value >> 63))
    }

    private mutating func varint(_ value: UInt) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}

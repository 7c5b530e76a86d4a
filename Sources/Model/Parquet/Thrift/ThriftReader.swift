import BillingModel

/// Thrift's compact protocol, as much of it as Parquet uses. Bytes may come from anywhere: whatever they are, reading
/// ends with a value or an error, and allocates no more than they could hold.
package struct ThriftReader {
    private let bytes: [UInt8]
    /// Behind what has been read.
    package private(set) var position: Int
    private var depth = 0

    private static let depthMax = 32

    package init(_ bytes: [UInt8], at position: Int = 0) {
        self.bytes = bytes
        self.position = max(position, 0)
    }

    /// Steps to the next field; false at the end of the structure. Begin with a new ``ThriftField``, and read or skip
    /// each field before the next.
    package mutating func next(_ field: inout ThriftField) throws -> Bool {
        let header = try byte()
        guard header != 0 else { return false }
        guard let kind = ThriftField.Kind(rawValue: header & 0x0f) else { throw damage("a field of no known type") }
        let step = Int(header >> 4)
        field.id = step == 0 ? try integer(within: 0...Int(Int16.max)) : field.id + step
        field.kind = kind
        return true
    }

    package mutating func structure<Structure: ThriftStructure>(_ field: ThriftField) throws -> Structure {
        try expect(.structure, field)
        return try structure()
    }

    package mutating func structure<Structure: ThriftStructure>() throws -> Structure {
        try deeper { reader in try Structure(from: &reader) }
    }

    package func bool(_ field: ThriftField) throws -> Bool {
        guard field.kind == .true || field.kind == .false else { throw damage("field \(field.id) is no boolean") }
        return field.kind == .true
    }

    package mutating func byte(_ field: ThriftField) throws -> Int8 {
        try expect(.byte, field)
        return Int8(bitPattern: try byte())
    }

    package mutating func int16(_ field: ThriftField) throws -> Int {
        try expect(.int16, field)
        return try integer(within: Int(Int16.min)...Int(Int16.max))
    }

    package mutating func int32(_ field: ThriftField) throws -> Int {
        try expect(.int32, field)
        return try int32()
    }

    package mutating func int64(_ field: ThriftField) throws -> Int {
        try expect(.int64, field)
        return try zigzag()
    }

    package mutating func binary(_ field: ThriftField) throws -> [UInt8] {
        try expect(.binary, field)
        return try binary()
    }

    package mutating func text(_ field: ThriftField) throws -> String {
        try expect(.binary, field)
        return try text()
    }

    package mutating func structures<Element: ThriftStructure>(_ field: ThriftField) throws -> [Element] {
        try list(field, of: .structure) { reader in try reader.structure() }
    }

    package mutating func int32s(_ field: ThriftField) throws -> [Int] {
        try list(field, of: .int32) { reader in try reader.int32() }
    }

    package mutating func texts(_ field: ThriftField) throws -> [String] {
        try list(field, of: .binary) { reader in try reader.text() }
    }

    package mutating func skip(_ field: ThriftField) throws {
        guard field.kind != .true, field.kind != .false else { return }
        try skip(field.kind)
    }

    package func required<Value>(_ value: Value?, _ name: String) throws -> Value {
        guard let value else { throw damage("\(name) is missing") }
        return value
    }

    package func damage(_ what: String) -> BillowError {
        BillowError(.badData, "damaged Parquet metadata: \(what), before byte \(position)")
    }
}

extension ThriftReader {
    private mutating func byte() throws -> UInt8 {
        guard position < bytes.count else { throw damage("it ends too early") }
        defer { position += 1 }
        return bytes[position]
    }

    private mutating func varint() throws -> UInt {
        var value: UInt = 0
        for shift in stride(from: 0 as UInt, to: 64, by: 7) {
            let next = try byte()
            value |= UInt(next & 0x7f) << shift
            if next < 0x80 { return value }
        }
        throw damage("a number of more than 64 bits")
    }

    private mutating func zigzag() throws -> Int {
        let value = try varint()
        return Int(bitPattern: value >> 1) ^ -Int(bitPattern: value & 1)
    }

    private mutating func int32() throws -> Int {
        try integer(within: Int(Int32.min)...Int(Int32.max))
    }

    private mutating func integer(within range: ClosedRange<Int>) throws -> Int {
        let value = try zigzag()
        guard range.contains(value) else { throw damage("the number \(value) is out of range") }
        return value
    }

    /// A count of things of at least a byte each.
    private mutating func count(_ count: UInt) throws -> Int {
        guard count <= UInt(bytes.count - position) else { throw damage("more elements than bytes") }
        return Int(count)
    }

    private mutating func binary() throws -> [UInt8] {
        let length = try count(try varint())
        defer { position += length }
        return Array(bytes[position..<(position + length)])
    }

    private mutating func text() throws -> String {
        guard let text = String(validating: try binary(), as: UTF8.self) else { throw damage("a text is no UTF-8") }
        return text
    }

    private mutating func list<Element>(
        _ field: ThriftField, of kind: ThriftField.Kind, read: (inout ThriftReader) throws -> Element
    ) throws -> [Element] {
        try expect(.list, field)
        let (found, count) = try listHeader()
        // An empty list may name any type.
        guard found == kind || count == 0 else { throw damage("field \(field.id) lists something else") }
        var elements: [Element] = []
        for _ in 0..<count { elements.append(try read(&self)) }
        return elements
    }

    private mutating func listHeader() throws -> (kind: ThriftField.Kind?, count: Int) {
        let header = try byte()
        let count = header >> 4 == 15 ? try count(try varint()) : Int(header >> 4)
        return (ThriftField.Kind(rawValue: header & 0x0f), count)
    }

    private func expect(_ kind: ThriftField.Kind, _ field: ThriftField) throws {
        guard field.kind == kind else { throw damage("field \(field.id) is \(field.kind) instead of \(kind)") }
    }

    private mutating func deeper<Result>(_ read: (inout ThriftReader) throws -> Result) throws -> Result {
        guard depth < Self.depthMax else { throw damage("structures are nested too deeply") }
        depth += 1
        defer { depth -= 1 }
        return try read(&self)
    }

    private mutating func skip(_ kind: ThriftField.Kind) throws {
        switch kind {
        case .true, .false, .byte: _ = try byte()
        case .int16, .int32, .int64: _ = try varint()
        case .double: try advance(8)
        case .uuid: try advance(16)
        case .binary: try advance(try count(try varint()))
        case .list, .set:
            let (element, count) = try listHeader()
            guard let element else { throw damage("a list of no known type") }
            try deeper { reader in for _ in 0..<count { try reader.skip(element) } }
        case .map: try skipMap()
        case .structure:
            try deeper { reader in
                var field = ThriftField()
                while try reader.next(&field) { try reader.skip(field) }
            }
        }
    }

    private mutating func skipMap() throws {
        let pairs = try count(try varint())
        guard pairs > 0 else { return }
        let kinds = try byte()
        guard let key = ThriftField.Kind(rawValue: kinds >> 4), let value = ThriftField.Kind(rawValue: kinds & 0x0f)
        else { throw damage("a map of no known type") }
        try deeper { reader in
            for _ in 0..<pairs {
                try reader.skip(key)
                try reader.skip(value)
            }
        }
    }

    private mutating func advance(_ count: Int) throws {
        guard count <= bytes.count - position else { throw damage("it ends too early") }
        position += count
    }
}

import BillingModel
import CArrow

/// Reads one array's cells. It borrows the array's memory: it must not outlive the batch that owns it.
struct ColumnReader {
    let type: ArrowType
    /// Where the array begins in its buffers; children and dictionaries have their own.
    let offset: Int
    let buffers: [UnsafeRawPointer?]
    /// Of a dictionary: its values, alone.
    let children: [ColumnReader]
    private let hasValidity: Bool

    /// - Throws: `bug` when the array does not have the buffers and children that its type asks for.
    init(_ array: ArrowArray, type: ArrowType) throws {
        self.type = type
        offset = Int(array.offset)
        buffers = (0..<Int(array.n_buffers)).map { array.buffers?[$0] }
        children = try Self.children(of: array, type: type)
        hasValidity = type.hasValidity && array.null_count != 0 && buffers.first.flatMap { $0 } != nil
        let isReadable =
            array.length == 0 || type.requiredBuffers.allSatisfy { $0 < buffers.count && buffers[$0] != nil }
        guard isReadable else {
            throw BillowError(.bug, "an Arrow array of type \(type.sqlName) lacks a buffer")
        }
    }

    private static func children(of array: ArrowArray, type: ArrowType) throws -> [ColumnReader] {
        if case .dictionary(_, _, let values) = type {
            guard let dictionary = array.dictionary else {
                throw BillowError(.bug, "an Arrow array of type \(type.sqlName) lacks its dictionary")
            }
            return [try ColumnReader(dictionary.pointee, type: values)]
        }
        let types = type.childTypes
        guard Int(array.n_children) == types.count else {
            throw BillowError(.bug, "an Arrow array of type \(type.sqlName) has \(array.n_children) children")
        }
        return try types.enumerated().map { index, type in
            guard let child = array.children?[index] else {
                throw BillowError(.bug, "an Arrow array lacks the child \(index) that it announces")
            }
            return try ColumnReader(child.pointee, type: type)
        }
    }

    /// `row` counts from the array's own beginning.
    func value(at row: Int) -> Value {
        let index = row + offset
        return isValid(index) ? cell(index, type: type) : .null
    }

    func isValid(_ index: Int) -> Bool {
        guard hasValidity, let bits = buffers[0] else { return true }
        return bits.load(fromByteOffset: index >> 3, as: UInt8.self) >> UInt8(index & 7) & 1 == 1
    }

    /// `index` counts from the beginning of the buffers.
    func cell(_ index: Int, type: ArrowType) -> Value {
        switch type {
        case .null: .null
        case .boolean(let layout): .boolean(boolean(index, layout))
        case .integer(let bits, let isSigned): integer(index, bits: bits, isSigned: isSigned)
        case .hugeInteger(let isSigned): hugeInteger(index, isSigned: isSigned)
        case .float(let bits): .double(bits == 64 ? load(index) as Double : Double(load(index) as Float))
        case .decimal(_, let scale, let bits): .decimal(units: wideInteger(index, bits: bits), scale: scale)
        case .text(let layout, _): .text(String(decoding: bytes(index, layout), as: UTF8.self))
        case .bytes(let layout): .bytes([UInt8](bytes(index, layout)))
        case .uuid: .text(Self.uuidText(bytes(index, .fixed(width: 16))))
        case .bitString(let layout): .text(Self.bitText(bytes(index, layout)))
        case .date, .time, .timeWithZone, .timestamp, .duration, .interval: moment(index, type: type)
        case .list, .structure, .map, .dictionary, .union: nested(index, type: type)
        case .opaque(_, let storage): cell(index, type: storage)
        }
    }

    /// The cell of a fixed width at `index` in the values' buffer.
    func load<T: BitwiseCopyable>(_ index: Int, buffer: Int = 1, as type: T.Type = T.self) -> T {
        guard let start = buffers[buffer] else { preconditionFailure("the buffer was there when the array came in") }
        return start.loadUnaligned(fromByteOffset: index * MemoryLayout<T>.size, as: T.self)
    }

    private func boolean(_ index: Int, _ layout: BooleanLayout) -> Bool {
        switch layout {
        case .bits: load(index >> 3, as: UInt8.self) >> UInt8(index & 7) & 1 == 1
        case .bytes: load(index, as: Int8.self) != 0
        }
    }

    private func integer(_ index: Int, bits: Int, isSigned: Bool) -> Value {
        switch (bits, isSigned) {
        case (64, false): .unsigned(load(index))
        default: .integer(Int64(wholeNumber(index, bits: bits, isSigned: isSigned)))
        }
    }

    /// Signed 64-bit and all narrower integers.
    func wholeNumber(_ index: Int, bits: Int, isSigned: Bool) -> Int {
        switch (bits, isSigned) {
        case (8, true): Int(load(index, as: Int8.self))
        case (8, false): Int(load(index, as: UInt8.self))
        case (16, true): Int(load(index, as: Int16.self))
        case (16, false): Int(load(index, as: UInt16.self))
        case (32, true): Int(load(index, as: Int32.self))
        case (32, false): Int(load(index, as: UInt32.self))
        default: Int(load(index, as: Int64.self))
        }
    }

    private func wideInteger(_ index: Int, bits: Int) -> Int128 {
        switch bits {
        case 32: Int128(load(index, as: Int32.self))
        case 64: Int128(load(index, as: Int64.self))
        default: load(index)
        }
    }

    /// The few numbers above `Int128.max` become text: no case of ``Value`` holds them.
    private func hugeInteger(_ index: Int, isSigned: Bool) -> Value {
        guard !isSigned else { return .decimal(units: load(index), scale: 0) }
        let number: UInt128 = load(index)
        return Int128(exactly: number).map { .decimal(units: $0, scale: 0) } ?? .text(String(number))
    }

    func bytes(_ index: Int, _ layout: BinaryLayout) -> UnsafeRawBufferPointer {
        switch layout {
        case .fixed(let width):
            return slice(buffer: 1, from: index * width, count: width)
        case .offsets32:
            let start: Int32 = load(index)
            let end: Int32 = load(index + 1)
            return slice(buffer: 2, from: Int(start), count: Int(end - start))
        case .offsets64:
            let start: Int64 = load(index)
            let end: Int64 = load(index + 1)
            return slice(buffer: 2, from: Int(start), count: Int(end - start))
        case .views:
            let view = index * 16
            let count = Int(load(view / 4, as: Int32.self))
            guard count > 12 else { return slice(buffer: 1, from: view + 4, count: count) }
            let buffer = Int(load(view / 4 + 2, as: Int32.self))
            return slice(buffer: 2 + buffer, from: Int(load(view / 4 + 3, as: Int32.self)), count: count)
        }
    }

    private func slice(buffer: Int, from start: Int, count: Int) -> UnsafeRawBufferPointer {
        guard count > 0, let base = buffers[buffer] else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        return UnsafeRawBufferPointer(start: base + start, count: count)
    }
}

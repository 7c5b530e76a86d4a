import BillingModel
import CodedColumns

/// Values one behind the other, in Parquet's encoding PLAIN: for dictionaries, and where no dictionary pays.
enum PlainValues {
    /// What ``append(_:_:_:to:)`` will append.
    static func sizeBytes(_ values: ValueList, _ codes: UnsafeBufferPointer<UInt32>, _ type: ColumnType) -> Int {
        if let bits = type.plainBits { return (codes.count * bits + 7) / 8 }
        guard case .text(let list) = values else { return 0 }
        return TextView.with(list) { texts in
            codes.reduce(0) { $0 &+ 4 &+ texts.sizeBytes($1) }
        }
    }

    /// The values of these codes. Dates must be known to fit their 32 bits.
    static func append(
        _ values: ValueList, _ codes: UnsafeBufferPointer<UInt32>, _ type: ColumnType, to target: inout ByteScratch
    ) throws {
        switch (values, type) {
        case (.text(let list), .text): TextView.with(list) { append($0, codes, to: &target) }
        case (.decimal(let list), .decimal): append(list, codes, to: &target, as: { $0.bigEndian })
        case (.integer(let list), .integer), (.integer(let list), .timestamp):
            append(list, codes, to: &target, as: { $0.littleEndian })
        case (.integer(let list), .date):
            append(list, codes, to: &target) { Int32(truncatingIfNeeded: $0).littleEndian }
        case (.boolean(let list), .boolean): append(list, codes, to: &target)
        default: throw ChunkEncoder.mismatch(type)
        }
    }

    /// Each with its length before it.
    private static func append(
        _ texts: TextView, _ codes: UnsafeBufferPointer<UInt32>, to target: inout ByteScratch
    ) {
        let size = codes.reduce(0) { $0 &+ 4 &+ texts.sizeBytes($1) }
        guard var place = target.room(size).baseAddress else { return }
        for code in codes {
            let text = UnsafeRawBufferPointer(texts[code])
            place.storeBytes(of: UInt32(truncatingIfNeeded: text.count).littleEndian, as: UInt32.self)
            place += 4
            copy(text, to: place, readable: texts.bytesFrom(text))
            place += text.count
        }
        target.advance(by: size)
    }

    /// Most texts are short: 16 bytes at once, although fewer may count, are faster than asking how many do. The target
    /// has as many behind its end; whether the source has, `readable` says.
    @inline(__always)
    private static func copy(_ text: UnsafeRawBufferPointer, to target: UnsafeMutableRawPointer, readable: Int) {
        guard let source = text.baseAddress else { return }
        guard text.count <= 64, readable >= 80 else { return target.copyMemory(from: source, byteCount: text.count) }
        var offset = 0
        while offset < text.count {
            let words = source.loadUnaligned(fromByteOffset: offset, as: SIMD2<UInt64>.self)
            target.storeBytes(of: words, toByteOffset: offset, as: SIMD2<UInt64>.self)
            offset += 16
        }
    }

    @inline(__always)
    private static func append<Value, Stored: FixedWidthInteger>(
        _ values: [Value], _ codes: UnsafeBufferPointer<UInt32>, to target: inout ByteScratch,
        as stored: (Value) -> Stored
    ) {
        let size = MemoryLayout<Stored>.size
        guard let start = target.room(codes.count * size).baseAddress else { return }
        values.withUnsafeBufferPointer { values in
            var place = start
            for code in codes {
                place.storeBytes(of: stored(values[Int(code) &- 1]), as: Stored.self)
                place += size
            }
        }
        target.advance(by: codes.count * size)
    }

    private static func append(_ values: [Bool], _ codes: UnsafeBufferPointer<UInt32>, to target: inout ByteScratch) {
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: codes.count) { bits in
            for position in codes.indices { bits[position] = values[Int(codes[position]) - 1] ? 1 : 0 }
            target.append(bits: UnsafeBufferPointer(bits), codes.indices)
        }
    }
}

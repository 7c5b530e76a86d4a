import CodedColumns

enum NamedConditions {
    /// Bits of a word.
    static let max = 64
}

extension Evaluation {
    /// A text for each combination of conditions that hold, of which there are few.
    func names(_ named: [(when: Formula, name: [UInt8])], _ rows: RowSelection) async throws -> CodedColumn {
        var masks = [UInt64](repeating: 0, count: rows.count)
        for (bit, part) in named.enumerated() {
            let mask: UInt64 = 1 << UInt64(bit)
            switch try await truths(part.when, rows) {
            case .all(.yes): for index in 0..<rows.count { masks[index] |= mask }
            case .all: break
            case .each(let truths):
                for index in 0..<rows.count { masks[index] |= truths[index] == .yes ? mask : 0 }
            }
        }
        var texts = TextList()
        var known: [UInt64: UInt32] = [0: 0]
        var last: (mask: UInt64, code: UInt32) = (0, 0)
        let codes = masks.map { mask -> UInt32 in
            if mask == last.mask { return last.code }
            let code =
                known[mask]
                ?? {
                    let names = named.indices.filter { mask >> UInt64($0) & 1 == 1 }.map { named[$0].name }
                    Array(names.joined(separator: [UInt8(ascii: ",")])).withUnsafeBufferPointer { texts.append($0) }
                    return UInt32(texts.count)
                }()
            known[mask] = code
            last = (mask, code)
            return code
        }
        return CodedColumn(codes: codes, values: .text(texts))
    }
}

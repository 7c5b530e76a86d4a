import BillingModel
import CodedColumns

/// What a condition is for a row.
enum Truth {
    case no, yes, unknown
}

/// What a condition is for some rows. Most conditions of a mapping are one thing for all rows of a bill.
enum Truths {
    case all(Truth)
    case each([Truth])

    init(_ column: CodedColumn) throws {
        guard case .boolean(let flags) = column.values else { throw BillowError(.bug, "a condition is no boolean") }
        let truths: [Truth] = [.unknown] + flags.map { $0 ? .yes : .no }
        if let only = column.codes.only {
            self = .all(truths[Int(only)])
        } else {
            self = .each(column.codes.map { truths[Int($0)] })
        }
    }
}

extension Array where Element == UInt32 {
    /// What all elements are, if they are one; nil where there is none.
    var only: UInt32? {
        guard let first else { return nil }
        for start in stride(from: 0, to: count, by: 4096) {
            var difference: UInt32 = 0
            for index in start..<Swift.min(start + 4096, count) { difference |= self[index] ^ first }
            if difference != 0 { return nil }
        }
        return first
    }
}

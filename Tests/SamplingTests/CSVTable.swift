import BillingModel
import Foundation
import TestEngine

/// A CSV file read by the letter of RFC 4180.
struct CSVTable {
    let header: [String]
    let rows: [[String: String]]

    init(_ text: String) throws {
        var records: [[String]] = []
        var record: [String] = []
        var cell: [UInt8] = []
        var isQuoted = false
        var bytes = Array(text.utf8)[...]
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        func endCell() {
            record.append(String(decoding: cell, as: UTF8.self))
            cell = []
        }
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            let next = index + 1 < bytes.endIndex ? bytes[index + 1] : 0
            switch (byte, isQuoted) {
            case (UInt8(ascii: "\""), true) where next == byte:
                cell.append(byte)
                index += 1
            case (UInt8(ascii: "\""), _): isQuoted.toggle()
            case (UInt8(ascii: ","), false): endCell()
            case (10, false):
                endCell()
                records.append(record)
                record = []
            case (13, false) where next == 10: break
            default: cell.append(byte)
            }
            index += 1
        }
        header = try records.first.orThrow()
        guard !isQuoted, cell.isEmpty, record.isEmpty, records.allSatisfy({ $0.count == records[0].count }) else {
            throw BillowError(.badData, "a row has too many or too few cells, or no end")
        }
        let names = header
        rows = records.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(names, $0)) }
    }
}

extension [String: String] {
    func decimal(_ column: String) throws -> ExactDecimal {
        let text = try self[column].orThrow()
        guard case .exact(let decimal) = ExactDecimal.parse(text) else {
            throw BillowError(.badData, "\(column): \(text)")
        }
        return decimal
    }
}

extension Sequence<ExactDecimal> {
    func sum() throws -> ExactDecimal {
        try reduce(ExactDecimal.zero) { try $0.adding($1).orThrow() }
    }
}

extension FileManager {
    func removeItemIfPresent(_ path: String) throws {
        if fileExists(atPath: path) { try removeItem(atPath: path) }
    }
}

struct Missing: Error {}

extension Optional {
    func orThrow() throws -> Wrapped {
        guard let self else { throw Missing() }
        return self
    }
}

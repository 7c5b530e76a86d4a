import BillingModel
import Compression
import Foundation
import SQLEngine

@testable import Sampling

/// A sample in a folder of its own, removed with the value's last use.
final class SampleOnDisk {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent("sampling-\(UUID().uuidString)")
    let session = CopyingSession()
    private(set) var summary = SampleSummary()

    deinit {
        try? FileManager.default.removeItem(at: root)
    }

    func request(
        seed: UInt64 = 42, months: Int = 2, rows: Int = 1000, providers: Set<String> = SampleRequest.allProviders,
        regenerate: Bool = false
    ) throws -> SampleRequest {
        let last = try BillingPeriod(year: 2025, month: 10).orThrow()
        return SampleRequest(
            folder: root.path, seed: seed, months: months, rows: rows, providers: providers, lastMonth: last,
            regenerate: regenerate)
    }

    func write(_ request: SampleRequest) async throws {
        summary = try await Sampler(session: session).write(request)
    }

    /// Paths below the root, sorted; without the marker.
    func paths(_ isWanted: (String) -> Bool = { _ in true }) throws -> [String] {
        let all = try FileManager.default.subpathsOfDirectory(atPath: root.path).filter { path in
            var isFolder: ObjCBool = false
            FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path, isDirectory: &isFolder)
            return !isFolder.boolValue
        }
        return all.filter { $0 != ".billow-sample.json" && isWanted($0) }.sorted()
    }

    func bytes(_ path: String) throws -> Data {
        try Data(contentsOf: root.appendingPathComponent(path))
    }

    /// Text of a data file, inflated where it is gzip.
    func text(_ path: String) throws -> String {
        let data = try bytes(path)
        guard path.hasSuffix(".gz") else { return try String(validating: data, as: UTF8.self).orThrow() }
        var reader = try GzipReader()
        var inflated: [UInt8] = []
        try reader.inflate(Array(data)) { inflated += $0 }
        try reader.finish()
        return try String(validating: inflated, as: UTF8.self).orThrow()
    }

    func table(_ path: String) throws -> CSVTable { try CSVTable(text(path)) }

    func tables(_ isWanted: (String) -> Bool) throws -> [CSVTable] { try paths(isWanted).map(table) }

    func json(_ path: String) throws -> [String: Any] {
        try (JSONSerialization.jsonObject(with: bytes(path)) as? [String: Any]).orThrow()
    }
}

/// Stands in for the engine: the "Parquet" file that it writes is the CSV that it was given.
final class CopyingSession: SQLSession, @unchecked Sendable {
    private(set) var statements: [String] = []

    func execute(_ sql: SQLText) async throws -> Int? {
        statements.append(sql.text)
        let source = try (sql.text.firstMatch(of: /read_csv\('([^']+)'/)).orThrow()
        let target = try (sql.text.firstMatch(of: /\) TO '([^']+)'/)).orThrow()
        try FileManager.default.removeItemIfPresent(String(target.1))
        try FileManager.default.copyItem(atPath: String(source.1), toPath: String(target.1))
        return nil
    }

    func query(_ sql: SQLText) async throws -> any BatchStream {
        throw BillowError(.bug, "samples read nothing back")
    }

    func cancel() {}
}

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

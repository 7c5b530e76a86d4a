import BillingModel
import Compression
import Foundation

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
        isComplete: Bool = true, regenerate: Bool = false
    ) throws -> SampleRequest {
        let last = try BillingPeriod(year: 2025, month: 10).orThrow()
        return SampleRequest(
            folder: root.path, seed: seed, months: months, rows: rows, providers: providers, isComplete: isComplete,
            lastMonth: last, regenerate: regenerate)
    }

    func write(_ request: SampleRequest) async throws {
        summary = try await Sampler(session: session).write(request)
    }

    /// Paths below the root, sorted; without the marker.
    func paths(_ isWanted: (String) -> Bool = { _ in true }) throws -> [String] {
        let all = try FileManager.default.subpathsOfDirectory(atPath: root.path).filter { path in
            let attributes = try FileManager.default.attributesOfItem(atPath: root.appendingPathComponent(path).path)
            return attributes[.type] as? FileAttributeType == .typeRegular
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
        let reader = GzipReader()
        var inflated: [UInt8] = []
        reader.feed(Array(data))
        while let piece = try reader.next() { inflated += piece }
        try reader.finish()
        return try String(validating: inflated, as: UTF8.self).orThrow()
    }

    func table(_ path: String) throws -> CSVTable { try CSVTable(text(path)) }

    /// Without the header, which lines of JSON do not have.
    func rowCount(_ path: String) throws -> Int {
        path.hasSuffix(".json.gz") ? try text(path).count { $0 == "\n" } : try table(path).rows.count
    }

    func tables(_ isWanted: (String) -> Bool) throws -> [CSVTable] { try paths(isWanted).map(table) }

    func json(_ path: String) throws -> [String: Any] {
        try (JSONSerialization.jsonObject(with: bytes(path)) as? [String: Any]).orThrow()
    }
}

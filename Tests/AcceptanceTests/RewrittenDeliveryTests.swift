import BillingModel
import Foundation
import ObjectStorage
import Pipeline
import Synchronization
import Testing

@Suite("An export that is written anew while it is read")
struct RewrittenDeliveryTests {
    /// One part of `rows` rows, each of one euro.
    private static func write(run: Int, rows: Int, to scratch: Scratch) throws {
        try AzureDelivery(
            run: run, day: run, folder: "cost/daily/20251001-20251031", costs: Array(repeating: "1", count: rows)
        ).write(to: scratch)
    }

    /// Ingests while `change` is called at each opening of the part.
    private func ingest(
        _ scratch: Scratch, change: @escaping @Sendable (Int) throws -> Void
    ) async throws -> Ingest.Result {
        let location = try #require(try scratch.workbench.locations([scratch.exports.path]).first)
        let store = ChangingStore(location.store, opening: ".csv", change: change)
        return try await scratch.ingest(locations: [.init(store: store)])
    }

    @Test("is read again as it is then, whichever reading it was changed under", arguments: 1...4)
    func oneChange(reading: Int) async throws {
        let scratch = try Scratch()
        try Self.write(run: 1, rows: 2, to: scratch)
        let changes = Mutex(0)
        let result = try await ingest(scratch) { opened in
            guard opened == reading else { return }
            changes.withLock { $0 += 1 }
            try Self.write(run: 2, rows: 3, to: scratch)
        }
        let isChanged = changes.withLock { $0 } == 1
        #expect(result.runs(.landed).count == 1, "\(result.lines)")
        try await scratch.expectBilled(["azure-actual 2025-10 EUR": isChanged ? "3" : "2"])
        try await scratch.ingest()
        try await scratch.expectBilled(["azure-actual 2025-10 EUR": isChanged ? "3" : "2"])
    }

    @Test("again and again is given up, and nothing of it is there; when it is done it lands")
    func restless() async throws {
        let scratch = try Scratch()
        try Self.write(run: 1, rows: 1, to: scratch)
        let result = try await ingest(scratch) { try Self.write(run: 1 + $0, rows: 1 + $0, to: scratch) }
        #expect(result.runs.map(\.state) == [.rejected], "\(result.lines)")
        #expect(try scratch.lakeFiles().isEmpty)
        try Self.write(run: 28, rows: 9, to: scratch)
        try await scratch.ingest()
        try await scratch.expectBilled(["azure-actual 2025-10 EUR": "9"])
    }
}

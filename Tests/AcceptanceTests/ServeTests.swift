import Foundation
import Testing

/// The server as a process of its own, asked over sockets by a client that knows nothing of its code.
@Suite("Serve", .enabled(if: Binary.canBeCalled && Python.canBeCalled, Binary.comment))
struct ServeTests {
    @Test func whatItServesIsTheLakeAndNothingElse() async throws {
        let scratch = try Scratch()
        for month in ["2025-09", "2025-10"] {
            var delivery = AzureDelivery(month: month, run: 1)
            let rows = (1...28).map { day in
                delivery.row(cost: "\(day).\(day)07", currency: day % 5 == 0 ? "USD" : "EUR", day: day)
            }
            delivery.add(rows: rows)
            try delivery.write(to: scratch)
        }
        #expect(try await scratch.ingest().runs(.landed).count == 2)
        let witness = try Python.finished("serve_witness.py", [try #require(Binary.path), scratch.lake.path])
        #expect(witness.exitCode == 0, "\(String(decoding: witness.errors, as: UTF8.self))")
    }
}

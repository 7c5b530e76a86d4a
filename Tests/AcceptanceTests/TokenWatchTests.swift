import BillingModel
import Foundation
import Serving
import Testing
import Wiring

@Suite("The file of tokens of a server that runs")
struct TokenWatchTests {
    private static let admin = "admin-0123456789abcdef01234567"
    private static let limited = "limited-0123456789abcdef012345"

    @Test("a file of tokens is read again when it changes, and a broken one changes nothing")
    func tokens() async throws {
        let scratch = try Scratch()
        try AzureDelivery(costs: ["1"]).write(to: scratch)
        try await scratch.ingest()
        func write(_ text: String) throws -> String {
            try scratch.write(text, to: "tokens.yaml")
            let path = scratch.exports.appendingPathComponent("tokens.yaml").path
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
            return path
        }
        let path = try write("tokens:\n  - {name: a, scope: admin, token: \(Self.admin)}\n")
        let watch = TokenWatch(path: path)
        let site = ServedSite.make(
            reader: try ServedFolder(try scratch.workbench), tokens: try await watch.read(), hosts: ["localhost"],
            rate: 0, log: { _ in })
        func statuses(_ target: String = "/api/v1/costs") async -> [Int] {
            var statuses: [Int] = []
            for token in [Self.admin, Self.limited] {
                statuses.append(
                    await site.reply(method: "GET", path: target, client: "test") {
                        try Inquiry(
                            method: "GET", target: target,
                            headers: [("Host", "localhost"), ("Authorization", "Bearer \(token)")])
                    }.status)
            }
            return statuses
        }
        #expect(await watch.change().map { _ in true } == nil)
        #expect(await statuses() == [200, 401])
        _ = try write(
            "tokens:\n  - {name: b, scope: read, token: \(Self.limited), sources: azure-actual}\n")
        site.replace(try #require(await watch.change()).get())
        #expect(await statuses() == [401, 200])
        #expect(await statuses("/api/v1/runs") == [401, 403])
        for broken in ["tokens: []\n", "tokens:\n  - {name: c, scope: read, token: short}\n", "{"] {
            _ = try write(broken)
            await #expect(throws: BillowError.self) { try #require(await watch.change()).get() }
            // It is told once.
            #expect(await watch.change().map { _ in true } == nil)
        }
        try scratch.remove("tokens.yaml")
        await #expect(throws: BillowError.self) { try #require(await watch.change()).get() }
        #expect(await statuses() == [401, 200])
        _ = try write("tokens:\n  - {name: a, scope: admin, token: \(Self.admin)}\n")
        site.replace(try #require(await watch.change()).get())
        #expect(await statuses() == [200, 401])
    }
}

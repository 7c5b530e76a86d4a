import BillingModel
import Examining
import NIOCore
import NIOPosix
import Pipeline
import Reporting
import SQLEngine
import Serving
import Synchronization
import Testing
import WebServer

/// What becomes of a request whose client hangs up, over real sockets.
struct LeavingTests {
    @Test func whoeverLeavesIsNoLongerWorkedFor() async throws {
        let (events, told) = AsyncStream<String>.makeStream()
        try await serving([Self.endless(told)]) { port in
            var events = events.makeAsyncIterator()
            let client = try await Self.ask("/endless", port)
            #expect(await events.next() == "began")
            try await client.close()
            #expect(await events.next() == "cancelled")
        }
    }

    @Test func aClientThatSaysNoMoreHasLeft() async throws {
        let (events, told) = AsyncStream<String>.makeStream()
        try await serving([Self.endless(told)]) { port in
            var events = events.makeAsyncIterator()
            let client = try await Self.ask("/endless", port)
            #expect(await events.next() == "began")
            try await client.close(mode: .output)
            #expect(await events.next() == "cancelled")
            try await client.close()
        }
    }

    /// Answered only when it is cancelled.
    private static func endless(_ told: AsyncStream<String>.Continuation) -> Route {
        Route(
            "/endless", "Never ends.", kinds: [.text],
            handler: .plain { _ in
                told.yield("began")
                let (never, end) = AsyncStream<Void>.makeStream()
                await withTaskCancellationHandler {
                    for await _ in never {}
                } onCancel: {
                    told.yield("cancelled")
                    end.finish()
                }
                throw CancellationError()
            })
    }

    private static func ask(_ path: String, _ port: Int) async throws -> any Channel {
        let client = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .channelOption(.allowRemoteHalfClosure, value: true).connect(host: "127.0.0.1", port: port).get()
        let request = "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\r\n"
        try await client.writeAndFlush(ByteBuffer(string: request))
        return client
    }

    /// Calls `body` with the port of a server that has these routes and no lake.
    private func serving(_ routes: [Route], _ body: (Int) async throws -> Void) async throws {
        let site = ServedSite.make(
            reader: NoLake(), tokens: [], hosts: ["127.0.0.1"], rate: 0, more: routes, log: { _ in })
        let (ports, told) = AsyncStream<Int>.makeStream()
        let server = Task {
            try await Listener(site: site, host: "127.0.0.1", port: 0).run(onListening: { told.yield($0) })
        }
        var port = ports.makeAsyncIterator()
        try await body(try #require(await port.next()))
        server.cancel()
        _ = await server.result
    }
}

private struct NoLake: LakeReader {
    private static let none = BillowError(.nothingToRead, "there is no lake")

    func versions() async throws -> LakeVersions { throw Self.none }
    func open(_ limit: RowLimit?) async throws -> OpenedLake { throw Self.none }
    func contents() async throws -> LakeContents { throw Self.none }
    func compare(_ month: MonthFilter, from: Int?, to: Int?) async throws -> ComparedGenerations { throw Self.none }
    func examine(source: String?, period: BillingPeriod?) async throws -> [Examination.Source] { throw Self.none }
}

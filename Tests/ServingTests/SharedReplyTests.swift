import BillingModel
import Serving
import Testing

/// A reply that several wait for is made once, and made to its end as long as one of them waits.
struct SharedReplyTests {
    private static let versions = LakeVersions(["daily": 1])

    /// Replies are made when the test says so, and what becomes of them is told.
    private final class Kitchen: Sendable {
        let cache = ReplyCache()
        let events: AsyncStream<String>
        let end: AsyncStream<Void>.Continuation
        private let told: AsyncStream<String>.Continuation
        private let ending: AsyncStream<Void>

        init() {
            (events, told) = AsyncStream<String>.makeStream()
            (ending, end) = AsyncStream<Void>.makeStream()
        }

        func ask() -> Task<Reply, any Error> {
            Task { [self] in
                try await cache.reply("key", of: SharedReplyTests.versions) { [self] in
                    told.yield("began")
                    await withTaskCancellationHandler {
                        var ending = ending.makeAsyncIterator()
                        _ = await ending.next()
                    } onCancel: {
                        told.yield("cancelled")
                    }
                    try Task.checkCancellation()
                    return Reply(200, headers: [], body: "made")
                }.reply
            }
        }

        func untilAsked(by count: Int) async {
            while await cache.askers != count { await Task.yield() }
        }
    }

    @Test func itIsCancelledWhenNobodyWaits() async throws {
        let kitchen = Kitchen()
        var events = kitchen.events.makeAsyncIterator()
        let asked = [kitchen.ask(), kitchen.ask()]
        #expect(await events.next() == "began")
        await kitchen.untilAsked(by: 2)
        for task in asked { task.cancel() }
        #expect(await events.next() == "cancelled")
        for task in asked { await #expect(throws: CancellationError.self) { try await task.value } }
    }

    @Test func whoeverComesLaterHasItMadeAnew() async throws {
        let kitchen = Kitchen()
        var events = kitchen.events.makeAsyncIterator()
        let first = kitchen.ask()
        #expect(await events.next() == "began")
        first.cancel()
        #expect(await events.next() == "cancelled")
        _ = await first.result
        let second = kitchen.ask()
        #expect(await events.next() == "began")
        kitchen.end.finish()
        #expect(try await second.value.body == "made")
    }

    @Test func itGoesOnWhileAnotherWaits() async throws {
        let kitchen = Kitchen()
        var events = kitchen.events.makeAsyncIterator()
        let (first, second) = (kitchen.ask(), kitchen.ask())
        #expect(await events.next() == "began")
        await kitchen.untilAsked(by: 2)
        first.cancel()
        await kitchen.untilAsked(by: 1)
        kitchen.end.finish()
        #expect(try await second.value.body == "made")
        #expect(try await first.value.body == "made")
        #expect(try await kitchen.ask().value.body == "made", "it is kept")
    }

    @Test func onlySoManyAreMadeAtOnce() async throws {
        let cache = ReplyCache(makingsMax: 1)
        let (ending, end) = AsyncStream<Void>.makeStream()
        let ask = { @Sendable (key: String) in
            try await cache.reply(key, of: Self.versions) {
                var ending = ending.makeAsyncIterator()
                _ = await ending.next()
                return Reply(200, headers: [], body: key)
            }.reply.body
        }
        let first = Task { try await ask("one") }
        while await cache.askers != 1 { await Task.yield() }
        let error = await #expect(throws: BillowError.self) { try await ask("two") }
        #expect(error?.code == .unavailable)
        let shared = Task { try await ask("one") }
        while await cache.askers != 2 { await Task.yield() }
        end.finish()
        #expect(try await first.value == "one")
        #expect(try await shared.value == "one")
        #expect(try await ask("two") == "two", "there is room again")
    }
}

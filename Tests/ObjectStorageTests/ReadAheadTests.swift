import BillingModel
import ObjectStorage
import Testing

@Suite("Reading ahead: the same bytes and errors, bounded, and over when nobody listens")
struct ReadAheadTests {
    @Test("whatever the chunks and the error, the consumer sees what the plain stream gives", arguments: 1...5)
    func same(chunksMax: Int) async throws {
        for count in 0..<12 {
            for fails in [false, true] {
                let watch = Watch()
                var stream = ReadAheadStream(Numbers(count: count, fails: fails, watch), chunksMax: chunksMax)
                var seen: [[UInt8]] = []
                do {
                    while true {
                        watch.ask()
                        guard let chunk = try await stream.next() else { break }
                        seen.append(chunk)
                    }
                    #expect(!fails)
                    #expect(try await stream.next() == nil)
                } catch let error as BillowError {
                    #expect(fails && error.source == "numbers")
                    await #expect(throws: BillowError.self) { try await stream.next() }
                }
                #expect(seen == (0..<count).map { [UInt8($0)] })
                #expect(watch.aheadMax <= chunksMax)
            }
        }
    }

    @Test("it goes ahead by itself, as far as it may and no further", arguments: 1...5)
    func ahead(chunksMax: Int) async throws {
        let watch = Watch()
        var stream = ReadAheadStream(Numbers(count: 100, fails: false, watch), chunksMax: chunksMax)
        while watch.given < chunksMax { await Task.yield() }
        for _ in 0..<100 { await Task.yield() }
        #expect(watch.given == chunksMax)
        watch.ask()
        #expect(try await stream.next() == [0])
        while watch.given < chunksMax + 1 { await Task.yield() }
        #expect(watch.aheadMax == chunksMax)
    }

    @Test("the source is let go when the consumer drops the stream, though it is not read to its end")
    func dropped() async throws {
        let watch = Watch()
        do {
            var stream = ReadAheadStream(Numbers(count: 100, fails: false, watch), chunksMax: 2)
            _ = try await stream.next()
        }
        while !watch.isLetGo { await Task.yield() }
        #expect(watch.given <= 3)
    }

    @Test("the source is let go at its end, while the consumer still holds the stream")
    func ended() async throws {
        let watch = Watch()
        var stream = ReadAheadStream(Numbers(count: 1, fails: false, watch))
        while try await stream.next() != nil {}
        while !watch.isLetGo { await Task.yield() }
        #expect(try await stream.next() == nil)
    }

    @Test("a cancelled consumer is woken, and a source that waits is cancelled")
    func cancelled() async throws {
        let watch = Watch()
        let consumer = Task {
            var stream = ReadAheadStream(Silence(watch))
            return try await stream.next()
        }
        while watch.given == 0 { await Task.yield() }
        consumer.cancel()
        await #expect(throws: CancellationError.self) { try await consumer.value }
        while !watch.isLetGo { await Task.yield() }
    }

    @Test("a stream that was dropped before its source gave anything cancels it")
    func droppedInSilence() async {
        let watch = Watch()
        do {
            let stream = ReadAheadStream(Silence(watch))
            while watch.given == 0 { await Task.yield() }
            _ = stream
        }
        while !watch.isLetGo { await Task.yield() }
    }
}

import Synchronization

/// Chunks on their way from one task to another; the first waits while the queue is full, the second while it is empty.
final class ChunkQueue: Sendable {
    private struct State {
        var chunks: [[UInt8]] = []
        /// What comes after the last chunk, once it is known: the end or an error.
        var ending: Result<[UInt8]?, any Error>?
        var producer: CheckedContinuation<Bool, Never>?
        var consumer: CheckedContinuation<[UInt8]?, any Error>?
    }

    private let state = Mutex(State())
    private let chunksMax: Int

    init(chunksMax: Int) {
        self.chunksMax = max(1, chunksMax)
    }

    /// Returns when there is room for one chunk more; false when nobody wants any.
    func put(_ chunk: [UInt8]) async -> Bool {
        await withCheckedContinuation { continuation in
            let (isReady, consumer) = state.withLock { state in
                let consumer = state.consumer.take()
                guard state.ending == nil else { return (Bool?.some(false), consumer) }
                if consumer == nil { state.chunks.append(chunk) }
                if state.chunks.count < chunksMax { return (true, consumer) }
                state.producer = continuation
                return (nil, consumer)
            }
            consumer?.resume(returning: chunk)
            if let isReady { continuation.resume(returning: isReady) }
        }
    }

    /// No more chunks. The first ending counts.
    func end(_ ending: Result<[UInt8]?, any Error>) {
        finish(ending, keepsChunks: true)
    }

    /// For the consumer: what has not been taken is dropped.
    func cancel() {
        finish(.failure(CancellationError()), keepsChunks: false)
    }

    private func finish(_ ending: Result<[UInt8]?, any Error>, keepsChunks: Bool) {
        let (producer, consumer) = state.withLock { state in
            if state.ending == nil || !keepsChunks { state.ending = ending }
            if !keepsChunks { state.chunks = [] }
            return (state.producer.take(), state.consumer.take())
        }
        producer?.resume(returning: false)
        consumer?.resume(with: ending)
    }

    /// The next chunk; behind the last one its ending, again and again.
    func next() async throws -> [UInt8]? {
        try await withCheckedThrowingContinuation { continuation in
            let (result, producer) = state.withLock { state in
                guard !state.chunks.isEmpty else {
                    if state.ending == nil { state.consumer = continuation }
                    return (state.ending, CheckedContinuation<Bool, Never>?.none)
                }
                return (.success(state.chunks.removeFirst()), state.producer.take())
            }
            producer?.resume(returning: true)
            if let result { continuation.resume(with: result) }
        }
    }
}

/// Reads another stream on a task of its own, so that its work and the consumer's overlap.
///
/// - The bytes and the error are that stream's, in order.
/// - It is at most `chunksMax` chunks ahead of what the consumer took.
/// - It is let go when it has ended, when the task that waits for it is cancelled (`CancellationError`), and when the
///   consumer drops this stream.
package struct ReadAheadStream: ByteStream {
    private let reader: Reader

    package init(_ source: any ByteStream, chunksMax: Int = 4) {
        reader = Reader(source, chunksMax)
    }

    package mutating func next() async throws -> [UInt8]? {
        let reader = reader
        return try await withTaskCancellationHandler {
            try await reader.queue.next()
        } onCancel: {
            reader.stop()
        }
    }

    /// Lives while the consumer holds the stream: the task knows the queue only.
    private final class Reader: Sendable {
        let queue: ChunkQueue
        private let task: Task<Void, Never>

        init(_ source: any ByteStream, _ chunksMax: Int) {
            let queue = ChunkQueue(chunksMax: chunksMax)
            self.queue = queue
            task = Task {
                var source = source
                do {
                    while let chunk = try await source.next() {
                        guard await queue.put(chunk) else { return }
                    }
                    queue.end(.success(nil))
                } catch {
                    queue.end(.failure(error))
                }
            }
        }

        deinit {
            stop()
        }

        func stop() {
            queue.cancel()
            task.cancel()
        }
    }
}

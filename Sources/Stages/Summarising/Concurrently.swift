import Dispatch
import Synchronization

/// What `work` makes of each item, in their order, on all cores; they are begun in their order. Throws the first item's
/// error that has one.
func concurrently<Item: Sendable, Output: Sendable>(
    _ items: [Item], _ work: @Sendable (Item) throws -> Output
) throws -> [Output] {
    let results = Mutex<[Result<Output, any Error>?]>(Array(repeating: nil, count: items.count))
    DispatchQueue.concurrentPerform(iterations: items.count) { index in
        let result = Result { try work(items[index]) }
        results.withLock { $0[index] = result }
    }
    return try results.withLock { try $0.compactMap { try $0?.get() } }
}

import BillingModel

/// The bytes of an object that somebody delivered. That it may not or cannot be read is its delivery's problem
/// (``BillowError/Code/badData``), not everybody's.
private struct DeliveredStream: ByteStream {
    var source: any ByteStream
    let key: ObjectKey

    mutating func next() async throws -> [UInt8]? {
        do {
            return try await source.next()
        } catch let error as BillowError {
            throw error.asProblem(of: key)
        }
    }
}

extension ObjectStore {
    package func openDelivered(_ key: ObjectKey) async throws -> any ByteStream {
        do {
            return DeliveredStream(source: try await open(key), key: key)
        } catch let error as BillowError {
            throw error.asProblem(of: key)
        }
    }
}

extension BillowError {
    fileprivate func asProblem(of key: ObjectKey) -> BillowError {
        guard code == .permission || code == .inputOutput else { return self }
        return BillowError(.badData, message, hint: hint, source: key.path, cause: self)
    }
}

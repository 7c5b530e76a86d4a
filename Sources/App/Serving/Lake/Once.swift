/// A value that is made for whoever asks first, once for however many ask. A failure is not kept.
actor Once<Value: Sendable> {
    private let make: @Sendable () async throws -> Value
    private var making: Task<Value, any Error>?

    init(_ make: @escaping @Sendable () async throws -> Value) {
        self.make = make
    }

    func value() async throws -> Value {
        let making = making ?? Task { [make] in try await make() }
        self.making = making
        do {
            return try await making.value
        } catch {
            if self.making == making { self.making = nil }
            throw error
        }
    }
}

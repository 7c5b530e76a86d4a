package enum Action: Sendable {}

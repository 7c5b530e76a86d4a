extension Site {
    /// For those who keep the server running.
    static func operations(lake: ServedLake, facts: ServerFacts) -> [Route] {
        [
            Route(
                "/healthz", "Whether the server runs.", kinds: [.text], audience: .anyone,
                handler: .plain { _ in Content(.text, "ok\n") }),
            Route(
                "/readyz", "Whether the lake can be read.", kinds: [.text], audience: .anyone,
                handler: .plain { _ in
                    do {
                        _ = try await lake.current().contents()
                    } catch {
                        throw Problem(
                            503, "the lake cannot be read", hint: "the server's log and `billow doctor` say why")
                    }
                    return Content(.text, "ready\n")
                }),
            Route(
                "/metrics", "What the server did, as Prometheus reads it.", kinds: [.metrics], audience: .admin,
                handler: .plain { _ in Content(.metrics, facts.text) }),
        ]
    }
}

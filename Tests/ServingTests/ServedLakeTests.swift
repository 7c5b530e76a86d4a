import Reporting
import Serving
import Testing

@Suite struct ServedLakeTests {
    /// Longer than what was seen of a log is trusted.
    private static let moment = Duration.milliseconds(600)

    @Test func aLakeThatCannotBeReadIsServedForAWhileOnly() async throws {
        let lake = MemoryLake([])
        let patient = ServedLake(reader: lake, queryTimeout: .seconds(600), patience: .seconds(3600))
        let hasty = ServedLake(reader: lake, queryTimeout: .seconds(600), patience: .zero)
        let versions = try await patient.current().versions
        #expect(try await hasty.current().versions == versions)
        lake.damage()
        try await Task.sleep(for: Self.moment)
        #expect(try await patient.current().versions == versions)
        await #expect(throws: (any Error).self) { try await hasty.current() }
    }

    @Test func theLogIsLookedAtOnceForMany() async throws {
        let lake = MemoryLake([])
        let served = ServedLake(reader: lake, queryTimeout: .seconds(600))
        try await Self.ask(served)
        try await Task.sleep(for: Self.moment)
        try await Self.ask(served)
        #expect(lake.looked >= 2)
        #expect(lake.looked < Self.askers, "each looks for himself")
        #expect(lake.opened == 1)
    }

    private static let askers = 50

    private static func ask(_ served: ServedLake) async throws {
        try await withThrowingTaskGroup { group in
            for _ in 0..<askers { group.addTask { _ = try await served.current() } }
            try await group.waitForAll()
        }
    }

    @Test(
        "lakes of limits that nobody asked for lately are closed where all take more than they may",
        arguments: [(bytesMax: 0, opened: 4), (2 << 20, 2)])
    func limitedLakesShareTheirMemory(bytesMax: Int, opened: Int) async throws {
        let lake = MemoryLake([CostRow("2025-11-01", "5", ["x_source": "one"])])
        let limits = [RowLimit(sources: ["one"]), RowLimit(sources: ["two"])]
        let lakes = ServedLakes(
            reader: lake, limits: limits, queryTimeout: .seconds(600), limitedBytesMax: bytesMax)
        for limit in limits + limits {
            let (state, _) = try await lakes.current(limit)
            #expect((state.lastDay != nil) == (limit == limits[0]))
        }
        #expect(lake.opened == opened)
    }
}

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
}

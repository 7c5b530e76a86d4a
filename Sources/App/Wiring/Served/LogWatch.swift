import Pipeline
import Tables

/// The newest versions of a lake's tables, for who asks all the time.
///
/// To list what a large lake holds takes a while, so it is done again only when one of the tables has a next version,
/// or now and then: a new table comes with a new version of `daily`, unless an ingest ends in between.
actor LogWatch {
    private let lake: Lake
    private let clock = ContinuousClock()
    private var known: [String: Int] = [:]
    private var listedAt: ContinuousClock.Instant?

    private static let listingInterval = Duration.seconds(5)

    init(_ lake: Lake) {
        self.lake = lake
    }

    /// By name: `daily`, `focus`, `quarantine`, `raw/SOURCE`.
    func versions() async throws -> [String: Int] {
        if let listedAt, listedAt.duration(to: clock.now) < Self.listingInterval, try await areLatest(known) {
            return known
        }
        let began = clock.now
        var versions: [String: Int] = [:]
        for (name, table) in try await tables() { versions[name] = try await table.latestVersion() }
        (known, listedAt) = (versions, began)
        return versions
    }

    private func areLatest(_ versions: [String: Int]) async throws -> Bool {
        for (name, version) in versions {
            guard try await table(name).isLatest(version) else { return false }
        }
        return true
    }

    private func tables() async throws -> [(name: String, table: Table)] {
        try (["daily", "focus", "quarantine"] + (try await lake.sources()).map { "\(Self.raw)\($0)" }).map {
            ($0, try table($0))
        }
    }

    private static let raw = "raw/"

    private func table(_ name: String) throws -> Table {
        switch name {
        case "daily": try lake.daily()
        case "focus": try lake.focus()
        case "quarantine": try lake.quarantine()
        default: try lake.raw(String(name.dropFirst(Self.raw.count)))
        }
    }
}

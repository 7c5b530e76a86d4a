import Pipeline
import SQLEngine

/// Where a lake's contents come from. Reads only.
package protocol LakeReader: Sendable {
    /// The newest versions; throws `nothingToRead` where there is no lake.
    func versions() async throws -> LakeVersions

    /// A session in which `daily` and the other views are those of the newest versions, and nothing else can be read.
    func open() async throws -> any SQLSession

    func runs() async throws -> [RunReport]

    /// Newest month first.
    func months() async throws -> [MonthHistory]

    func origins() async throws -> LakeOrigins
}

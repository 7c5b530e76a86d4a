import BillingModel
import Examining
import Pipeline
import Reporting
import SQLEngine

/// Where a lake's contents come from. Reads only.
package protocol LakeReader: Sendable {
    /// The newest versions; throws `nothingToRead` where there is no lake.
    func versions() async throws -> LakeVersions

    /// A database in which `daily` and `focus` are those of the newest versions and have the rows of the limit alone.
    /// Nothing else can be read in one with a limit, in one without `quarantine` too.
    func open(_ limit: RowLimit?) async throws -> OpenedLake

    func contents() async throws -> LakeContents

    /// Two generations of a month; throws `nothingToRead` where one is not there, or no longer.
    func compare(_ month: MonthFilter, from: Int?, to: Int?) async throws -> ComparedGenerations

    /// `focus` by the rules of FOCUS; no source where it has no such rows.
    func examine(source: String?, period: BillingPeriod?) async throws -> [Examination.Source]
}

/// A database of a lake's rows.
package struct OpenedLake: Sendable {
    /// One at least, which are asked side by side.
    package let sessions: [any SQLSession]
    private let held: @Sendable () -> Int

    /// What it takes in memory now, about.
    package var heldBytes: Int { held() }

    /// `heldBytes` is asked for again and again.
    package init(_ sessions: [any SQLSession], heldBytes: @autoclosure @escaping @Sendable () -> Int) {
        self.sessions = sessions
        held = heldBytes
    }
}

/// What there is to tell of a lake besides its rows. It is not by rows, so no limited reader sees any of it.
package struct LakeContents: Sendable {
    package var runs: [RunReport] = []
    /// Newest month first.
    package var months: [MonthHistory] = []
    package var origins = LakeOrigins()
    /// Those of the configuration that rows are read by.
    package var rules = ReadingRules.none

    package init() {}
}

import BillingModel
import BillingSources
import Foundation
import ObjectStorage
import SQLEngine
import TableLog
import Tables

/// Looks at everything that the lake says of itself: logs, files, sums from hop to hop, and what is counted; on
/// request also at the sources. Changes nothing.
package struct Verification: Sendable {
    package struct Options: Sendable {
        package var filter = MonthFilter()
        /// Files of generations that are shown no longer, too.
        package var all = false
        package var deep = false

        package init(filter: MonthFilter = MonthFilter(), all: Bool = false, deep: Bool = false) {
            self.filter = filter
            self.all = all
            self.deep = deep
        }
    }

    package struct Counts: Sendable {
        package var commits = 0
        /// Commits whose every byte is accounted for.
        package var sealed = 0
        package var files = 0
        package var bytes = 0
        /// Files whose every byte is accounted for.
        package var hashed = 0
        /// Rows of all tables that were added up.
        package var rows = 0
    }

    package struct Month: Sendable {
        package let key: MonthKey
        package let isCounted: Bool
        /// Of `raw`.
        package let totals: ControlTotals
        /// Nothing was found that is not as it should be.
        package internal(set) var agrees: Bool
    }

    package struct Source: Sendable {
        package enum State: String, Sendable {
            case agrees, differs
            /// Another object lies there by now: nothing can be said of the one that was landed.
            case changed
            /// Not there any more.
            case gone
        }

        package let object: SourceObject
        package let state: State
        package let differences: [String]
    }

    package struct Report: Sendable {
        package internal(set) var counts = Counts()
        /// Newest first.
        package internal(set) var months: [Month] = []
        package internal(set) var sources: [Source] = []
        package internal(set) var differences: [Discrepancy] = []
    }

    let lake: Lake
    let datasets: [any BillingSource]
    let session: any SQLSession
    let store: @Sendable (String) -> any ObjectStore
    let progress: @Sendable (String) -> Void

    /// `store` finds the places that deliveries were landed from.
    package init(
        lake: Lake, sources: [any BillingSource], session: any SQLSession,
        store: @escaping @Sendable (String) -> any ObjectStore,
        progress: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.lake = lake
        datasets = sources
        self.session = session
        self.store = store
        self.progress = progress
    }

    package func run(_ options: Options) async throws -> Report {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("billow-verify-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var work = try await VerificationWork(self, options, folder: folder.path)
        try await work.run()
        return work.report
    }
}

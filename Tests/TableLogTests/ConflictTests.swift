import BillingModel
import Testing

@testable import TableLog

@Suite("Conflicts: what a newer commit may and may not have done")
struct ConflictTests {
    private static let october = PartitionScope(["x_source": "aws", "x_billing_period": "2025-10"])

    /// Replaces October, where `a` lies, and sets a transaction.
    private func planned() throws -> (Snapshot, TableChange) {
        let snapshot = try Sample.created(adds: [Sample.file("a"), Sample.file("z", period: "2025-09")])
        var change = TableChange(transactions: [Transaction(appID: "mine", version: 1)], info: Sample.info())
        change.replace(Self.october, in: snapshot, with: [Sample.file("new")])
        return (snapshot, change)
    }

    private func resolution(_ newer: TableChange) throws -> TableChange.Resolution {
        let (snapshot, change) = try planned()
        return change.resolve(against: [try newer.commit(on: snapshot).commit])
    }

    private func reason(_ newer: TableChange) throws -> String {
        guard case .conflict(let reason) = try resolution(newer) else { return "" }
        return reason
    }

    @Test func others() throws {
        var elsewhere = TableChange(transactions: [Transaction(appID: "theirs", version: 1)], info: Sample.info())
        elsewhere.replace(
            PartitionScope(["x_billing_period": "2025-09"]), in: try planned().0,
            with: [
                Sample.file("y", period: "2025-09")
            ])
        #expect(try resolution(elsewhere) == .stillValid)
        #expect(
            try resolution(TableChange(adds: [Sample.file("b", source: "azure")], info: Sample.info())) == .stillValid)
        #expect(try planned().1.resolve(against: []) == .stillValid)
    }

    @Test func samePartition() throws {
        #expect(try reason(TableChange(adds: [Sample.file("b")], info: Sample.info())).contains("being replaced"))
    }

    @Test func sameFile() throws {
        let path = Sample.file("a").path
        #expect(try reason(TableChange(removes: [path], info: Sample.info())).contains("already removed"))
        #expect(try reason(TableChange(adds: [Sample.file("new")], info: Sample.info())).contains("already added"))
    }

    @Test func sameApplication() throws {
        let change = TableChange(transactions: [Transaction(appID: "mine", version: 5)], info: Sample.info())
        #expect(try reason(change) == "version 1 already advanced 'mine' to 5")
    }

    @Test func columns() throws {
        var metadata = Sample.metadata
        metadata.columns.append(Column("new", .text))
        #expect(try reason(TableChange(metadata: metadata, info: Sample.info())).contains("columns"))
    }

    @Test("an append does not mind what others append or replace")
    func appends() throws {
        let (snapshot, replacing) = try planned()
        let appended = TableChange(adds: [Sample.file("more")], info: Sample.info())
        #expect(appended.resolve(against: [try replacing.commit(on: snapshot).commit]) == .stillValid)
    }
}

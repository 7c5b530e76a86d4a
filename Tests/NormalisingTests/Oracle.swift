import BillingModel
import BillingSources
import Columnar
import SQLEngine
import Testing

@testable import Normalising

/// Fails where lifted files differ from what one SELECT over the raw files gives, in any cell, in the order of rows, in
/// their columns' types or in what is said of them.
func expectSame(
    _ mapping: Mapping, _ rawFiles: [String], _ rawColumns: [Column], _ limits: LiftLimits, _ room: Workroom,
    _ comment: String
) async throws {
    var lift = Lift(session: room.session, rawFiles: rawFiles, rawColumns: rawColumns, folder: room.folder + "/lifted")
    lift.limits = limits
    let lifted = try #require(try await lift.files(mapping), "\(comment)")
    let raw: SQLText = """
        (SELECT *, '2025-01' AS x_billing_period
        FROM read_parquet(\(rawFiles), hive_partitioning=false, union_by_name=true))
        """
    let select = try Normaliser.select(mapping, from: raw, source: "source")
    let whole: SQLText = "SELECT * EXCLUDE (x_source, x_billing_period) FROM (\(sql: select))"
    let written = try await room.session.writeParquet(whole, folder: room.folder + "/whole")

    func rows(_ files: [ParquetFile]) -> SQLText { "read_parquet(\(files.map(\.path)))" }
    let types = try await room.session.rows("DESCRIBE SELECT * FROM \(sql: rows(written))")
    #expect(try await room.session.rows("DESCRIBE SELECT * FROM \(sql: rows(lifted))") == types, "\(comment)")
    // NULL and an empty map are told apart by their text.
    let texts = SQLText.joined(types.map { "\(name: $0[0].description)::VARCHAR" }, separator: ", ")
    let order: SQLText = mapping.relation == nil ? "x_file, x_row" : "x_file, x_row, \(sql: texts)"
    // Rows that are not raw's own come last.
    let liftedOrder: SQLText = mapping.relation == nil ? "" : "ORDER BY \(sql: order)"
    let found = try await room.session.rows("SELECT \(sql: texts) FROM \(sql: rows(lifted)) \(sql: liftedOrder)")
    let wanted = try await room.session.rows("SELECT \(sql: texts) FROM \(sql: rows(written)) ORDER BY \(sql: order)")
    #expect(found.count == wanted.count, "\(comment)")
    for (row, (one, two)) in zip(found, wanted).enumerated() where one != two {
        for (name, (one, two)) in zip(types, zip(one, two)) where one != two {
            Issue.record("row \(row), \(name[0]): \(one) instead of \(two); \(comment)")
            return
        }
    }
    expectStatistics(lifted, written, comment)
}

/// The engine's statistics of the same rows, where it has any.
private func expectStatistics(_ lifted: [ParquetFile], _ written: [ParquetFile], _ comment: String) {
    #expect(lifted.reduce(0) { $0 + $1.rows } == written.reduce(0) { $0 + $1.rows }, "\(comment)")
    guard lifted.count == 1, written.count == 1 else { return }
    for (name, engine) in written[0].statistics {
        guard let own = lifted[0].statistics[name] else {
            Issue.record("no statistics of \(name); \(comment)")
            continue
        }
        if let minimum = own.minimum, let theirs = engine.minimum { #expect(minimum == theirs, "\(name); \(comment)") }
        if let maximum = own.maximum, let theirs = engine.maximum { #expect(maximum == theirs, "\(name); \(comment)") }
        if let nulls = own.nullCount, let theirs = engine.nullCount { #expect(nulls == theirs, "\(name); \(comment)") }
    }
}

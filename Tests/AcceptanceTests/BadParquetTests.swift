import BillingModel
import Foundation
import SQLEngine
import Testing

@Suite("Bad Parquet and places without exports")
struct BadParquetTests {
    private func expectRejected(_ scratch: Scratch, reason: String) async throws {
        try AzureDelivery(month: "2025-09", run: 9, costs: ["3.5"]).write(to: scratch)
        let result = try await scratch.ingest()
        let rejected = try #require(result.runs(.rejected).first, "\(result.lines)")
        #expect(rejected.reason?.contains(reason) ?? false, "\(rejected.reason ?? "no reason")")
        #expect(rejected.place?.hasSuffix("part_0_0001.snappy.parquet") ?? false, "\(rejected.place ?? "no place")")
        try await scratch.expectBilled(["azure-actual 2025-09 EUR": "3.5"])
        #expect(!(try scratch.lakeFiles().keys.contains { $0.hasPrefix("staging/") || $0.contains("azure-focus") }))
    }

    @Test("a good one lands, so that the others fail for their own reason")
    func good() async throws {
        let scratch = try Scratch()
        _ = try await FocusParquet.write(to: scratch, FocusParquet.select(cost: "0.1::DOUBLE"))
        #expect(try await scratch.ingest().runs.map(\.state) == [.landed])
        try await scratch.expectBilled(["azure-focus 2025-10 EUR": "0.3"])
    }

    @Test("no BilledCost")
    func noCost() async throws {
        let scratch = try Scratch()
        _ = try await FocusParquet.write(to: scratch, FocusParquet.select(cost: "1::DOUBLE", isCostNamed: false))
        try await expectRejected(scratch, reason: "no column BilledCost")
    }

    @Test("a cost that is no number", arguments: ["nan", "inf", "-inf"])
    func notANumber(_ text: String) async throws {
        let scratch = try Scratch()
        _ = try await FocusParquet.write(
            to: scratch, FocusParquet.select(cost: "CASE i WHEN 1 THEN \(text)::DOUBLE ELSE 1 END"))
        try await expectRejected(scratch, reason: "in column BilledCost is not a decimal(38,18) (row 2)")
    }

    @Test("a file that is no Parquet")
    func noParquet() async throws {
        let scratch = try Scratch()
        var delivery = AzureDelivery()
        delivery.parts = [
            .init(name: "part_0_0001.snappy.parquet", bytes: Array("PAR1 but not for long".utf8), rows: 3)
        ]
        try delivery.write(to: scratch, type: "FocusCost")
        try await expectRejected(scratch, reason: "not a readable Parquet file")
    }

    @Test("a Parquet file with damaged pages")
    func damagedPages() async throws {
        let scratch = try Scratch()
        var delivery = try await FocusParquet.write(to: scratch, FocusParquet.select(cost: "1.5::DOUBLE"))
        for at in 4..<40 { delivery.parts[0].bytes[at] ^= 0xFF }
        try delivery.write(to: scratch, type: "FocusCost")
        try await expectRejected(scratch, reason: "not a readable Parquet file")
    }

    @Test("a Parquet file with damaged pages of text, which nothing reads before they are written")
    func damagedText() async throws {
        let scratch = try Scratch()
        var delivery = try await FocusParquet.write(
            to: scratch,
            """
            SELECT *, repeat('A', 4000) || random()::VARCHAR AS x_Note
            FROM (\(sql: FocusParquet.select(cost: "1.5::DOUBLE")))
            """
        )
        let note = try #require(Array(delivery.parts[0].bytes).firstRange(of: Array("x_Note".utf8)))
        for at in (note.lowerBound - 400)..<(note.lowerBound - 300) { delivery.parts[0].bytes[at] ^= 0xFF }
        try delivery.write(to: scratch, type: "FocusCost")
        try await expectRejected(scratch, reason: "Parquet file")
    }

    @Test("a truncated Parquet file without manifest")
    func truncatedAlone() async throws {
        let scratch = try Scratch()
        let delivery = try await FocusParquet.write(to: scratch, FocusParquet.select(cost: "1.5::DOUBLE"))
        try scratch.remove(delivery.manifestPath)
        try scratch.corrupt(delivery.path()) { $0.removeLast(30) }
        try await expectRejected(scratch, reason: "not a readable Parquet file")
    }

    @Test("nothing there: an error that says so", arguments: ["", "notes.txt", "numbers.csv"])
    func nothing(_ file: String) async throws {
        let scratch = try Scratch()
        if !file.isEmpty { try scratch.write("a,b\n1,2\n", to: file) }
        let error = await #expect(throws: BillowError.self) { try await scratch.ingest() }
        #expect(error?.code == .nothingToRead)
        #expect(error?.hint != nil)
        if !file.isEmpty { #expect(error?.message.contains(file) ?? false) }
        #expect(try scratch.lakeFiles().isEmpty)
    }

    @Test("a path that does not exist")
    func noPlace() async throws {
        let scratch = try Scratch()
        let error = await #expect(throws: BillowError.self) { try await scratch.ingest(["nowhere"]) }
        #expect(error?.code == .nothingToRead)
    }

    @Test("files that are no export are told, and why; the export beside them lands")
    func unknownFiles() async throws {
        let scratch = try Scratch()
        try scratch.write("a,b\n1,2\n", to: "numbers.csv")
        try scratch.write("read me", to: "notes/README.txt")
        try scratch.write("{\"a\": 1}", to: "config.json")
        try AzureDelivery(costs: ["1"]).write(to: scratch)
        let result = try await scratch.ingest()
        #expect(result.runs.map(\.state) == [.landed])
        #expect(result.others.map(\.path) == ["config.json", "notes/README.txt", "numbers.csv"])
        #expect(result.others.last?.reason.contains("the header (a, b)") ?? false)
    }
}

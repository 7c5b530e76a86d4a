import Foundation
import Pipeline
import Testing

/// One way in which a delivery can be wrong, and what its rejection must tell.
struct Damage: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// What the reason must contain.
    let reason: String
    /// Where it lies, as a suffix of the report's place.
    let place: String
    /// Writes the damaged delivery of October.
    let write: @Sendable (Scratch) throws -> Void

    init(_ name: String, reason: String, place: String, write: @escaping @Sendable (Scratch) throws -> Void) {
        testDescription = name
        self.reason = reason
        self.place = place
        self.write = write
    }

    /// Damage in the text of one CSV part, whose second data row stands in line 3.
    init(cell name: String, reason: String, place: String, text: @escaping @Sendable (AzureDelivery) -> [UInt8]) {
        self.init(name, reason: reason, place: place) { scratch in
            var delivery = AzureDelivery()
            delivery.add(bytes: text(delivery), rows: nil)
            try delivery.write(to: scratch)
        }
    }

    /// One bad cell in line 3.
    init(_ name: String, column: String, cell: String, reason: String) {
        self.init(cell: name, reason: reason, place: "part_0_0001.csv:3") { delivery in
            var row = delivery.row(cost: "2")
            AzureDelivery.header.firstIndex(of: column).map { row[$0] = cell }
            return Array(CSVText.make([AzureDelivery.header, delivery.row(cost: "1"), row]).utf8)
        }
    }

    private static func whole(_ delivery: AzureDelivery, header: [String] = AzureDelivery.header) -> [UInt8] {
        Array(CSVText.make([header, delivery.row(cost: "1"), delivery.row(cost: "2")]).utf8)
    }

    /// A gzip delivery with one bad byte or none, cut.
    private static func zipped(
        _ name: String, reason: String, _ change: @escaping @Sendable (inout [UInt8]) -> Void
    ) -> Damage {
        Damage(name, reason: reason, place: "part_0_0001.csv.gz") { scratch in
            var delivery = AzureDelivery()
            delivery.add(rows: (0..<200).map { delivery.row(cost: "\($0).25") }, isGzip: true)
            try delivery.write(to: scratch)
            try scratch.corrupt(delivery.path(), change)
            // As in a copy that went wrong after the manifest's sizes were compared.
            let size = try scratch.bytes(delivery.path()).count
            delivery.parts[0].bytes = try scratch.bytes(delivery.path())
            try delivery.write(to: scratch) { $0["byteCount"] = size }
        }
    }

    private static func manifest(
        _ name: String, reason: String, place: String, _ edit: @escaping @Sendable (inout [String: Any]) -> Void
    ) -> Damage {
        Damage(name, reason: reason, place: place) { scratch in
            try AzureDelivery(costs: ["1", "2"]).write(to: scratch, edit: edit)
        }
    }

    private static func blob(_ change: @escaping @Sendable (inout [String: Any]) -> Void)
        -> @Sendable (inout [String: Any]) -> Void
    {
        { manifest in
            guard var blobs = manifest["blobs"] as? [[String: Any]] else { return }
            change(&blobs[0])
            manifest["blobs"] = blobs
        }
    }

    static let all = gzips + parts + counts + cells + shapes

    private static let gzips = [
        zipped("a truncated gzip", reason: "gzip") { $0.removeLast(20) },
        zipped("a gzip with a flipped bit", reason: "gzip") { $0[$0.count / 2] ^= 4 },
        zipped("a gzip with a wrong checksum", reason: "gzip") { $0[$0.count - 6] ^= 1 },
        zipped("bytes behind a gzip", reason: "gzip") { $0 += [1, 2, 3] },
    ]

    private static let parts = [
        Damage("a missing part", reason: "part_1_0001.csv that the manifest names is missing", place: "manifest.json") {
            var delivery = AzureDelivery(costs: ["1"])
            delivery.add(rows: [delivery.row(cost: "2")])
            try delivery.write(to: $0)
            try $0.remove(delivery.path(1))
        },
        Damage("an extra part", reason: "the manifest does not name it", place: "part_7_0001.csv") {
            let delivery = AzureDelivery(costs: ["1"])
            try delivery.write(to: $0)
            try $0.write(delivery.parts[0].bytes, to: "\(delivery.folder)/part_7_0001.csv")
        },
        Damage("a manifest cut short", reason: "the manifest cannot be read", place: "manifest.json") {
            let delivery = AzureDelivery(costs: ["1"])
            try delivery.write(to: $0)
            try $0.corrupt(delivery.manifestPath) { $0.removeLast(10) }
        },
    ]

    private static let counts = [
        manifest(
            "a wrong size", reason: "bytes where the manifest declares 7", place: "part_0_0001.csv",
            blob { $0["byteCount"] = 7 }),
        manifest(
            "a wrong row count of a part", reason: "2 rows where the manifest declares 3", place: "part_0_0001.csv",
            blob { $0["dataRowCount"] = 3 }),
        manifest("a wrong row count in all", reason: "2 rows where the manifest declares 5", place: "manifest.json") {
            $0["dataRowCount"] = 5
        },
        manifest(
            "zero rows declared", reason: "2 rows where the manifest declares 0", place: "part_0_0001.csv",
            blob { $0["dataRowCount"] = 0 }),
        manifest("a wrong number of blobs", reason: "counts 3 blobs and names 1", place: "manifest.json") {
            $0["blobCount"] = 3
        },
    ]

    private static let cells = [
        Damage(
            "a bad decimal", column: "CostInBillingCurrency", cell: "1,5",
            reason: "'1,5' in column CostInBillingCurrency is not a decimal"),
        Damage(
            "an amount with a unit", column: "Quantity", cell: "5 h",
            reason: "'5 h' in column Quantity is not a decimal"),
        Damage(
            "a cost of NaN", column: "CostInBillingCurrency", cell: "NaN",
            reason: "'NaN' in column CostInBillingCurrency"),
        Damage(
            "more than 20 digits", column: "CostInBillingCurrency", cell: "123456789012345678901",
            reason: "has more than 20 digits before the point"),
        Damage("a bad date", column: "Date", cell: "2025-13-05", reason: "'2025-13-05' in column Date is not a date"),
        Damage("a day that does not exist", column: "Date", cell: "02/30/2025", reason: "'02/30/2025' in column Date"),
    ]

    private static let shapes = [
        Damage(
            cell: "a short row", reason: "12 cells, where the header has 13, in row 2 on line 3",
            place: "part_0_0001.csv:3"
        ) {
            var row = $0.row(cost: "2")
            row.removeLast()
            return Array(CSVText.make([AzureDelivery.header, $0.row(cost: "1"), row]).utf8)
        },
        Damage(cell: "a long row", reason: "14 cells, where the header has 13", place: "part_0_0001.csv:3") {
            Array(CSVText.make([AzureDelivery.header, $0.row(cost: "1"), $0.row(cost: "2") + ["x"]]).utf8)
        },
        Damage(cell: "two columns of one name", reason: "'Tags' appears twice", place: "part_0_0001.csv") {
            whole($0, header: AzureDelivery.header.dropLast(2) + ["Tags", "Tags"])
        },
        Damage(cell: "a quote that never ends", reason: "quote", place: "part_0_0001.csv:4") {
            whole($0).dropLast() + Array("\n\"x".utf8)
        },
        Damage(cell: "text that is no UTF-8", reason: "UTF-8", place: "part_0_0001.csv:3") {
            whole($0).dropLast(2) + [0xC3, 0x28, 0x2C, 0x0A]
        },
        Damage(cell: "a NUL", reason: "NUL", place: "part_0_0001.csv:3") { whole($0).dropLast(2) + [0x00, 0x0A] },
        Damage(cell: "an empty file", reason: "empty", place: "part_0_0001.csv") { _ in [] },
        Damage(cell: "no column of costs", reason: "no column CostInBillingCurrency", place: "part_0_0001.csv") {
            whole($0, header: AzureDelivery.header.map { $0 == "CostInBillingCurrency" ? "Kosten" : $0 })
        },
    ]
}

@Suite("Bad input is rejected alone, with where and why, and leaves nothing")
struct BadInputTests {
    @Test("rejected", arguments: Damage.all)
    func rejected(_ damage: Damage) async throws {
        let scratch = try Scratch()
        try damage.write(scratch)
        try AzureDelivery(month: "2025-09", run: 9, costs: ["3.5"]).write(to: scratch)
        let result = try await scratch.ingest()
        #expect(Set(result.runs.map(\.state)) == [.rejected, .landed], "\(result.lines)")
        let rejected = try #require(result.runs(.rejected).first)
        #expect(rejected.reason?.contains(damage.reason) ?? false, "\(rejected.reason ?? "no reason")")
        #expect(rejected.place?.hasSuffix(damage.place) ?? false, "\(rejected.place ?? "no place")")
        #expect(result.runs.count == 2, "\(result.lines)")
        try await scratch.expectBilled(["azure-actual 2025-09 EUR": "3.5"])

        // Alone, with everything else landed, it must not touch the lake at all.
        let before = try scratch.lakeFiles()
        let again = try await scratch.ingest()
        #expect(Set(again.runs.map(\.state)) == [.rejected, .skipped], "\(again.lines)")
        #expect(try scratch.lakeFiles() == before)
        #expect(!before.keys.contains { $0.hasPrefix("staging/") })
    }

    @Test("a delivery that was good and is rewritten as bad leaves the good one in the lake")
    func goodStays() async throws {
        let scratch = try Scratch()
        try AzureDelivery(costs: ["1.25"]).write(to: scratch)
        try await scratch.ingest()
        try AzureDelivery(run: 2, day: 3, costs: ["oops"]).write(to: scratch)
        let result = try await scratch.ingest()
        #expect(result.runs(.rejected).count == 1)
        try await scratch.expectBilled(["azure-actual 2025-10 EUR": "1.25"])
    }
}

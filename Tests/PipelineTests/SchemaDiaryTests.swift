import BillingModel
import Testing

@testable import Pipeline

@Suite("Schema diary")
struct SchemaDiaryTests {
    private func landing(_ number: Int, _ export: String = "e") throws -> DeliveredSchema.Landing {
        DeliveredSchema.Landing(
            version: number, atMillis: Int64(number), export: export,
            period: try #require(BillingPeriod(year: 2025, month: number % 12 + 1)), run: "\(number)")
    }

    @Test("first, last and count are those that plain code finds, for random histories")
    func random() throws {
        var dice = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            let table = (0..<6).map { Column("c\($0)", .text) }
            let landings = try (0..<Int.random(in: 0...8, using: &dice)).map { number in
                DeliveredSchema(
                    landing: try landing(number, Bool.random(using: &dice) ? "e" : "f"),
                    columns: table.filter { _ in Bool.random(using: &dice) })
            }
            let diary = SchemaDiary(source: "s", table: table, landings: landings)
            for entry in diary.entries {
                let with = landings.filter { $0.columns.contains { $0.name == entry.name } }
                #expect(entry.deliveries == with.count, "\(landings)")
                #expect(entry.first == with.first?.landing && entry.last == with.last?.landing)
                let isCurrent = ["e", "f"].contains { export in
                    let mine = landings.filter { $0.landing.export == export }
                    return mine.last?.columns.contains { $0.name == entry.name } ?? false
                }
                #expect(entry.isCurrent == isCurrent, "\(landings)")
            }
        }
    }

    @Test("a second column of another type, and names that clash")
    func relatives() throws {
        let table = [
            Column("size", .integer), Column("size_text", .text, sourceName: "size"), Column("foo", .text),
            Column("foo_0a1b2c3d", .text, sourceName: "Foo"),
        ]
        let landings = [DeliveredSchema(landing: try landing(1), columns: table)]
        let entries = SchemaDiary(source: "s", table: table, landings: landings).entries
        #expect(entries.map(\.otherTypes) == [["size_text"], ["size"], [], []])
        #expect(entries.map(\.clashes) == [[], [], ["foo_0a1b2c3d"], ["foo"]])
    }
}

import BillingModel
import BillingSources
import Foundation
import Randomness
import Testing

@testable import Landing

@Suite("Names of columns")
struct NamingTests {
    private static let sets = ProcessInfo.processInfo.environment["BILLOW_SOAK"]?.isEmpty ?? true ? 20_000 : 100_000

    /// Spellings that fall together by case and punctuation, take each other's suffixes and those of types.
    private func spellings(_ dice: inout SeededGenerator) -> [String] {
        let stems = ["user:foo", "cost", "n", "x_row", "Ärger"]
        var seen = Set<String>()
        return (0..<dice.roll(1...6)).map { _ in
            var name = dice.pick(stems)
            switch dice.roll(6) {
            case 0: name = name.uppercased()
            case 1: name = name.capitalized
            case 2: name = name.replacingOccurrences(of: ":", with: "_")
            case 3: name += "_" + DeliveredColumns.fingerprint(dice.pick(stems).uppercased())
            case 4: name += "_" + dice.pick(ColumnType.allCases).rawValue
            default: break
            }
            return name
        }.filter { seen.insert($0).inserted }
    }

    @Test("are injective in every delivery and stable from one to the next, in whatever order columns come")
    func injectiveAndStable() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var dice = SeededGenerator(seed: seed)
        let types: [String?] = [nil, "BIGINT", "VARCHAR", "DOUBLE"]
        for set in 0..<Self.sets / 4 {
            var table: [Column] = []
            for _ in 0..<4 {
                let header = spellings(&dice).map { (name: $0, sqlType: dice.pick(types)) }
                let bound = try DeliveredColumns.bind(header, dataset: Typed(), table: table)
                let comment: Comment = "seed \(seed), set \(set): \(header) in \(table.map(\.name))"
                #expect(Set(bound.map { $0.name.lowercased() }).count == header.count, comment)
                for (column, cell) in zip(bound, header) {
                    // A spelling that has a column in a type that fits keeps it for ever.
                    let wanted = Typed().column(forHeader: cell.name, sqlType: cell.sqlType).type
                    let known = table.filter {
                        ($0.sourceName ?? $0.name) == cell.name && $0.type.widened(with: wanted) == $0.type
                    }
                    #expect(known.isEmpty || known.contains { $0.name == column.name }, comment)
                    #expect((column.sourceName ?? column.name) == cell.name, comment)
                }
                let reserved = (Provenance.columns + [Provenance.period]).map(\.name)
                #expect(Set(bound.map { $0.name.lowercased() }).isDisjoint(with: reserved), comment)
                let new = bound.filter { column in !table.contains { $0.name == column.name } }
                table += new
                #expect(Set(table.map { $0.name.lowercased() }).count == table.count, comment)
                let again = try DeliveredColumns.bind(header.reversed(), dataset: Typed(), table: table)
                #expect(again.reversed().map(\.name) == bound.map(\.name), comment)
            }
        }
    }

    @Test("two spellings that differ in case alone from one of the table")
    func twoCases() throws {
        let table = [Column("costowner", .text, sourceName: "costOwner")]
        let header = ["CostOwner", "COSTOWNER"].map { (name: $0, sqlType: String?.none) }
        let bound = try DeliveredColumns.bind(header, dataset: Typed(), table: table)
        #expect(bound[0].name == "costowner" && bound[1].name.hasPrefix("costowner_"))
    }

    @Test("what a contract says of new columns")
    func contracts() throws {
        let table = [Column("cost", .decimal), Column("n", .integer)]
        let delivered = [Column("cost", .decimal), Column("n_text", .text, sourceName: "n"), Column("new", .text)]
        for contract in [ColumnContract.evolve, .discard] { try contract.check(delivered, table: table) }
        #expect(throws: BillowError.self) { try ColumnContract.freeze.check(delivered, table: table) }
        do {
            try ColumnContract.freeze.check(delivered, table: table)
        } catch let error as BillowError {
            #expect(error.message.hasSuffix("n as text where integer is agreed, new"), "\(error.message)")
        }
        try ColumnContract.freeze.check(Array(delivered.prefix(1)), table: table)
        try ColumnContract.freeze.check(delivered, table: [])
        let kept = try ColumnContract.known(delivered, table: table, dataset: Fees())
        #expect(kept.map(\.name) == ["cost"])
        let currency = [Column("cost", .decimal), Column("currency", .text)]
        #expect(throws: BillowError.self) {
            try ColumnContract.known(currency, table: [Column("cost", .decimal)], dataset: Fees())
        }
    }
}

/// Columns in the type that a file says.
private struct Typed: Dataset {
    let id = "typed"
    let title = "Typed"
    let delivery = DeliveryMode.replacesPeriod

    func column(forHeader header: String, sqlType: String?) -> Column {
        let type: ColumnType =
            switch sqlType {
            case "BIGINT": .integer
            case "DOUBLE": .decimal
            default: .text
            }
        return Column(header.lowercased().replacingOccurrences(of: ":", with: "_"), type, sourceName: header)
    }

    func validate(_ schema: RawSchema) {}
    func control(_ schema: RawSchema) -> ControlColumns { ControlColumns(billed: [], currency: nil, usageStart: nil) }
    func mapping(_ schema: RawSchema) -> Mapping { Mapping(entries: []) }
}

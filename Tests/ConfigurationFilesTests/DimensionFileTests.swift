import BillingModel
import Reporting
import Testing

@testable import ConfigurationFiles

@Suite("CSV files of dimensions")
struct DimensionFileTests {
    private static let text = "dimensions: [{file: a.csv, key: SubAccountId}]"

    private static func error(_ csv: String, _ text: String = text) -> BillowError? {
        #expect(throws: BillowError.self) { try ConfigurationFileTests.read(text, ["a.csv": csv]) }
    }

    @Test("columns in any order, validity or none, empty is unknown")
    func reads() throws {
        let csv = "owner,valid_to,SubAccountId,Cost Centre\n\"A, B\",2025-01-01,1,\n,,2,x\n"
        let table = try #require(try ConfigurationFileTests.read(Self.text, ["a.csv": csv]).rules.dimensions.first)
        #expect(table.key == .column("SubAccountId") && table.attributes == ["owner", "Cost Centre"])
        let until = RulePeriod(from: nil, to: ReportDay("2025-01-01"))
        #expect(
            table.rows == [
                .init(key: "1", period: until, values: ["A, B", nil]), .init(key: "2", values: [nil, "x"]),
            ])
    }

    @Test("another file's text is another fingerprint")
    func fingerprint() throws {
        let first = try ConfigurationFileTests.read(Self.text, ["a.csv": "SubAccountId,owner\n1,a\n"])
        let second = try ConfigurationFileTests.read(Self.text, ["a.csv": "SubAccountId,owner\n1,b\n"])
        #expect(first.fingerprint != nil && first.fingerprint != second.fingerprint)
    }

    @Test(
        "what is wrong is named with its lines",
        arguments: [
            ("", "there is no header", "a.csv"),
            ("account,owner\n1,a\n", "there is no column SubAccountId", "a.csv:1"),
            ("SubAccountId,service\n1,a\n", "an attribute cannot be called \"service\"", "a.csv:1"),
            ("SubAccountId,billedcost\n1,a\n", "an attribute cannot be called \"billedcost\"", "a.csv:1"),
            ("SubAccountId,x_owner\n1,a\n", "an attribute cannot be called \"x_owner\"", "a.csv:1"),
            ("SubAccountId,owner,Owner\n1,a,b\n", "the column owner is there twice", "a.csv:1"),
            ("SubAccountId,owner\n1,a,b\n", "3 cells under 2 columns", "a.csv:2"),
            ("SubAccountId,owner\n,a\n", "SubAccountId is empty", "a.csv:2"),
            ("SubAccountId,valid_from\n1,2025-1-1\n", "2025-1-1 is no day", "a.csv:2"),
            (
                "SubAccountId,valid_from,valid_to\n1,2025-01-02,2025-01-02\n", "the row holds on no day", "a.csv:2"
            ),
            (
                "SubAccountId,owner,valid_to\n1,\"a\nb\",2025-01-02\n2,c,\n1,d,\n",
                "lines 2 and 5 both hold for 1 on the same days", "a.csv:5"
            ),
            ("SubAccountId,owner\n1,\"a\n", "a quoted cell that is never closed", "a.csv:2"),
        ])
    func wrong(_ csv: String, _ message: String, _ source: String) {
        let error = Self.error(csv)
        #expect(error?.code == .configuration)
        #expect(error?.message == message)
        #expect(error?.source == source)
    }

    @Test("periods that follow each other are none that overlap")
    func successors() throws {
        let csv = "SubAccountId,owner,valid_from,valid_to\n1,b,2025-01-02,\n1,a,,2025-01-02\n"
        #expect(try ConfigurationFileTests.read(Self.text, ["a.csv": csv]).rules.dimensions.first?.rows.count == 2)
    }

    @Test(
        "a key that rows do not have, and a name that two files give, are refused",
        arguments: [
            ("dimensions: [{file: a.csv, key: service}]", "dimensions cannot go by ServiceName"),
            ("dimensions: [{file: a.csv}]", "dimensions[1] needs key"),
            (
                "dimensions: [{file: a.csv, key: SubAccountId}, {file: a.csv, key: SubAccountId}]",
                "two files of dimensions have a column owner"
            ),
            (
                "{tags: {fold_case: true, enabled: [Env]}, dimensions: [{file: b.csv, key: \"tag:env\"}]}",
                "with fold_case Env and env are one key"
            ),
        ])
    func settings(_ text: String, _ message: String) {
        let files = ["a.csv": "SubAccountId,owner\n1,a\n", "b.csv": "tag:env,stage\nprod,live\n"]
        let error = #expect(throws: BillowError.self) { try ConfigurationFileTests.read(text, files) }
        #expect(error?.message == message)
    }
}

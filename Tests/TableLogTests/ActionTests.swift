import BillingModel
import Foundation
import Testing

@testable import TableLog

@Suite("Actions: JSON and back, byte for byte")
struct ActionTests {
    static let actions: [Action] = [
        .protocol(.billow), .metaData(Sample.metadata), .add(Sample.file("a")),
        .add(Sample.file("ü 100%", source: nil, period: "a/b c")),
        .remove(RemoveFile(Sample.file("a"), deletionMillis: 9)),
        .transaction(Transaction(appID: "aws/daily/2025-10", version: 20_251_001_120_000, lastUpdatedMillis: 3)),
        .commitInfo(
            CommitInfo(
                timestampMillis: 1, operation: "WRITE", parameters: ["mode": "Overwrite"], engineInfo: "billow/1",
                billow: ["rows": 12, "totals": ["USD": "0.100000000000000001"], "none": nil, "list": [true, "x/y"]],
                attemptID: "id")),
        .unknown(name: "cdc", ["path": "x", "size": 1]),
    ]

    @Test(arguments: actions)
    func roundTrip(action: Action) throws {
        let line = try action.jsonLine()
        #expect(try Action(jsonLine: line) == action)
        #expect(try Action(jsonLine: line).jsonLine() == line)
        #expect(!line.contains("\n") && !line.contains("\\/"))
    }

    @Test func writtenAsDocumented() throws {
        var statistics = FileStatistics(rows: 2)
        statistics.record(Column("n", .integer), min: "-1", max: "5", nullCount: 0)
        let add = AddFile(
            path: "p=a%2Fb c/x.parquet", partitionValues: ["p": "a/b c", "q": ""], sizeBytes: 3, modificationMillis: 4,
            statistics: statistics, tags: ["billow.sha256": "ab"])
        let stats = #"{\"maxValues\":{\"n\":5},\"minValues\":{\"n\":-1},\"nullCount\":{\"n\":0},\"numRecords\":2}"#
        #expect(
            try Action.add(add).jsonLine() == #"{"add":{"dataChange":true,"modificationTime":4,"#
                + #""partitionValues":{"p":"a/b c","q":null},"path":"p=a%252Fb%20c/x.parquet","size":3,"stats":""#
                + stats + #"","tags":{"billow.sha256":"ab"}}}"#)
        #expect(
            try Action.protocol(.billow).jsonLine() == #"{"protocol":{"minReaderVersion":1,"minWriterVersion":2}}"#)
    }

    @Test("other writers' lines are read, and members that are null ignored")
    func foreign() throws {
        let line =
            #"{"txn":null,"add":{"path":"p=x/a%2Bb.parquet","partitionValues":{"p":""},"size":1,"#
            + #""modificationTime":2,"dataChange":false,"stats":null,"tags":null,"deletionVector":null,"#
            + #""baseRowId":null}}"#
        guard case .add(let file) = try Action(jsonLine: line) else { return #expect(Bool(false), "not an add") }
        #expect(file.path == "p=x/a+b.parquet")
        #expect(file.logPath == "p=x/a%2Bb.parquet")
        #expect(file.partitionValues == ["p": nil])
        let info =
            #"{"commitInfo":{"timestamp":5,"operation":"WRITE","operationParameters":{"p":["a"],"n":1},"#
            + #""operationMetrics":{"x":1.5},"clientVersion":"delta-rs"}}"#
        guard case .commitInfo(let read) = try Action(jsonLine: info) else { return #expect(Bool(false), "no info") }
        #expect(read.parameters == ["p": #"["a"]"#, "n": "1"])
    }

    @Test("a remove repeats the add's path to the letter, however its writer spelled it")
    func removeKeepsSpelling() throws {
        let spelled =
            #"{"add":{"path":"p%3Dx/a%2db.parquet","partitionValues":{},"size":1,"modificationTime":2,"#
            + #""dataChange":true}}"#
        guard case .add(let file) = try Action(jsonLine: spelled) else { return #expect(Bool(false), "not an add") }
        #expect(file.path == "p=x/a-b.parquet")
        #expect(
            try Action.remove(RemoveFile(file, deletionMillis: 1)).jsonLine().contains(#""path":"p%3Dx/a%2db.parquet""#)
        )
    }

    @Test func decimalsStayExact() throws {
        let line = #"{"x":{"v":0.1000000000000000055511151231257827}}"#
        #expect(try Action(jsonLine: line).jsonLine() == line)
    }

    @Test func commitBytes() throws {
        let commit = Commit(version: 3, actions: Self.actions)
        let bytes = try commit.bytes()
        #expect(bytes.last == UInt8(ascii: "\n"))
        #expect(bytes.count { $0 == UInt8(ascii: "\n") } == Self.actions.count)
        #expect(try Commit(version: 3, bytes: bytes) == commit)
        #expect(Commit.fileName(12) == "00000000000000000012.json")
        #expect(Commit.checkpointName(10) == "00000000000000000010.checkpoint.parquet")
    }
}

import BillingModel
import Testing

@testable import TableLog

/// A log that must be refused: its commits' lines, the version to be named, and a word of the reason.
struct BrokenLog: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let commits: [[String]]
    let version: Int
    let reason: String

    init(_ description: String, _ commits: [[String]], version: Int = 1, _ reason: String) {
        testDescription = description
        self.commits = commits
        self.version = version
        self.reason = reason
    }

    static let protocolLine = #"{"protocol":{"minReaderVersion":1,"minWriterVersion":2}}"#
    static let start = [protocolLine, metadata(), add("p=x/a.parquet")]

    static func metadata(
        field: String = #"{\"name\":\"v\",\"type\":\"long\",\"nullable\":true,\"metadata\":{}}"#,
        configuration: String = "{}", partitions: String = #"["p"]"#
    ) -> String {
        let p = #"{\"name\":\"p\",\"type\":\"string\",\"nullable\":true,\"metadata\":{}}"#
        return #"{"metaData":{"id":"i","format":{"provider":"parquet","options":{}},"schemaString":"#
            + #""{\"type\":\"struct\",\"fields\":[\#(p),\#(field)]}","partitionColumns":\#(partitions),"#
            + #""configuration":\#(configuration)}}"#
    }

    static func add(_ path: String, values: String = #"{"p":"x"}"#, more: String = "") -> String {
        #"{"add":{"path":"\#(path)","partitionValues":\#(values),"size":1,"modificationTime":1,"#
            + #""dataChange":true\#(more)}}"#
    }

    static func remove(_ path: String) -> String {
        #"{"remove":{"path":"\#(path)","deletionTimestamp":1,"dataChange":true}}"#
    }

    static func version(_ reader: Int, _ writer: Int, _ more: String = "") -> String {
        #"{"protocol":{"minReaderVersion":\#(reader),"minWriterVersion":\#(writer)\#(more)}}"#
    }

    static let all: [BrokenLog] = [
        .init("bad JSON", [start, [#"{"add":{"path":"#]], "JSON"),
        .init("not an object", [start, ["[1]"]], "type"),
        .init("two actions in a line", [start, [#"{"txn":{"appId":"a","version":1},"cdc":{}}"#]], "2 actions"),
        .init("no action in a line", [start, ["{}"]], "0 actions"),
        .init("an empty commit", [start, [""]], "empty"),
        .init("two metaData", [start, [metadata(), metadata()]], "2 metaData"),
        .init("two protocols", [start, [protocolLine, protocolLine]], "2 protocol"),
        .init("no metaData", [[protocolLine]], version: 0, "without a metaData"),
        .init("no protocol", [[metadata()]], version: 0, "without a protocol"),
        .init("reader 2", [[version(2, 5), metadata()]], version: 0, "reader 2"),
        .init("reader 99", [start, [version(99, 2)]], "reader 99"),
        .init("writer 3", [[version(1, 3), metadata()]], version: 0, "writer 3"),
        .init(
            "a feature that we do not know",
            [
                [
                    version(3, 7, #","readerFeatures":["deletionVectors"],"writerFeatures":["deletionVectors"]"#),
                    metadata(),
                ]
            ],
            version: 0, "deletionVectors"),
        .init("3/7 without features", [[version(3, 7), metadata()]], version: 0, "does not list"),
        .init("a column without type", [[protocolLine, metadata(field: #"{\"name\":\"v\"}"#)]], version: 0, "'v'"),
        .init(
            "a double", [[protocolLine, metadata(field: #"{\"name\":\"v\",\"type\":\"double\",\"nullable\":true}"#)]],
            version: 0, "'v'"),
        .init(
            "a column that is not nullable",
            [[protocolLine, metadata(field: #"{\"name\":\"v\",\"type\":\"long\",\"nullable\":false}"#)]], version: 0,
            "nullable"),
        .init(
            "two columns but for case",
            [[protocolLine, metadata(field: #"{\"name\":\"P\",\"type\":\"long\",\"nullable\":true}"#)]], version: 0,
            "case"),
        .init(
            "column mapping", [[protocolLine, metadata(configuration: #"{"delta.columnMapping.mode":"name"}"#)]],
            version: 0, "column mapping"),
        .init("unknown partition column", [[protocolLine, metadata(partitions: #"["q"]"#)]], version: 0, "partition"),
        .init(
            "invariants",
            [
                [
                    protocolLine,
                    metadata(
                        field: #"{\"name\":\"v\",\"type\":\"long\",\"nullable\":true,"#
                            + #"\"metadata\":{\"delta.invariants\":\"x\"}}"#
                    ),
                ]
            ], version: 0, "invariants"),
        .init("an absolute path", [start, [add("/etc/passwd")]], "inside"),
        .init("a path that climbs", [start, [add("p=x/../../a.parquet")]], "inside"),
        .init("a path that climbs in disguise", [start, [add("%2e%2e/a.parquet")]], "inside"),
        .init("a URL", [start, [add("file:///etc/passwd")]], "scheme"),
        .init("a bucket", [start, [add("s3://bucket/a.parquet")]], "scheme"),
        .init("a path in the log", [start, [add("_delta_log/a.parquet")]], "log"),
        .init("a deletion vector", [start, [add("b", more: #","deletionVector":{"storageType":"u"}"#)]], "deletion"),
        .init("stats that are no JSON", [start, [add("b", more: #","stats":"{x""#)]], "JSON"),
        .init("no partition value", [start, [add("b", values: "{}")]], "partitioned by"),
        .init("too many partition values", [start, [add("b", values: #"{"p":"x","q":"y"}"#)]], "partitioned by"),
        .init("no partition values at all", [start, [#"{"add":{"path":"b","size":1}}"#]], "partitionValues"),
        .init("a negative size", [start, [add("b").replacing("\"size\":1", with: "\"size\":-1")]], "negative"),
        .init("a size with decimals", [start, [add("b").replacing("\"size\":1", with: "\"size\":1.5")]], "number"),
        .init(
            "a size beyond 64 bits",
            [start, [add("b").replacing("\"size\":1", with: "\"size\":99999999999999999999")]], "number"),
        .init("a file twice", [start, [add("b"), add("b")]], "twice"),
        .init("removed and added at once", [start, [remove("p=x/a.parquet"), add("p=x/a.parquet")]], "twice"),
        .init("removed but never there", [start, [remove("p=x/b.parquet")]], "not in the table"),
        .init(
            "removed twice", [start, [remove("p=x/a.parquet")], [remove("p=x/a.parquet")]], version: 2,
            "not in the table"),
        .init(
            "two txn for one application",
            [start, [#"{"txn":{"appId":"a","version":1}}"#, #"{"txn":{"appId":"a","version":2}}"#]], "two txn"),
        .init("a sidecar", [start, [#"{"sidecar":{"path":"x"}}"#]], "sidecar"),
        .init("partitioned anew", [start, [metadata(partitions: "[]")]], "partitioned by"),
    ]
}

@Suite("Broken logs: refused, with version and reason")
struct BrokenLogTests {
    @Test(arguments: BrokenLog.all)
    func refused(log: BrokenLog) throws {
        let error = #expect(throws: BillowError.self) {
            let commits = try log.commits.enumerated().map { version, lines in
                try Commit(version: version, bytes: Array(lines.joined(separator: "\n").utf8))
            }
            _ = try Snapshot.replay(commits: commits)
        }
        let found = try #require(error)
        #expect(found.code == .badData)
        #expect(found.message.contains("version \(log.version) "))
        #expect(found.message.contains(log.reason), "\(found.message)")
        #expect(found.source == "_delta_log/\(Commit.fileName(log.version))")
    }

    @Test("the start that they share is itself in order")
    func control() throws {
        let commit = try Commit(version: 0, bytes: Array(BrokenLog.start.joined(separator: "\n").utf8))
        #expect(try Snapshot.replay(commits: [commit])?.files.count == 1)
        let features = #","readerFeatures":[],"writerFeatures":["appendOnly","invariants"]"#
        let modern = try Commit(
            version: 0,
            bytes: Array([BrokenLog.version(3, 7, features), BrokenLog.metadata()].joined(separator: "\n").utf8))
        #expect(try Snapshot.replay(commits: [modern])?.files.isEmpty == true)
    }

    @Test(arguments: [[0, 2], [1], [0, 1, 1], [1, 0]])
    func gaps(versions: [Int]) throws {
        let start = try Commit(version: 0, bytes: Array(BrokenLog.start.joined(separator: "\n").utf8))
        let commits = versions.map { version in
            version == 0 ? start : Commit(version: version, actions: [.commitInfo(Sample.info())])
        }
        let error = #expect(throws: BillowError.self) { try Snapshot.replay(commits: commits) }
        #expect(error?.message.contains("missing") == true)
    }

    @Test func notUTF8() {
        #expect(throws: BillowError.self) { try Commit(version: 0, bytes: [0x7B, 0xFF, 0x7D]) }
    }

    @Test("what is not planned on the snapshot is never written")
    func ownMistakes() throws {
        let snapshot = try Sample.created(adds: [Sample.file("a")])
        func isRefused(_ change: TableChange, on snapshot: Snapshot?) {
            #expect(throws: BillowError.self) { try change.commit(on: snapshot) }
        }
        isRefused(TableChange(info: Sample.info()), on: nil)
        isRefused(TableChange(removes: ["nothing.parquet"], info: Sample.info()), on: snapshot)
        isRefused(TableChange(adds: [Sample.file("b"), Sample.file("b")], info: Sample.info()), on: snapshot)
        let outside = AddFile(
            path: "../x.parquet", partitionValues: ["x_source": "a", "x_billing_period": "b"], sizeBytes: 1,
            modificationMillis: 1)
        isRefused(TableChange(adds: [outside], info: Sample.info()), on: snapshot)
        var other = Sample.metadata
        other.id = "another"
        isRefused(TableChange(metadata: other, info: Sample.info()), on: snapshot)
        var appendOnly = Sample.metadata
        appendOnly.configuration["delta.appendOnly"] = "true"
        let locked = try TableChange(adds: [Sample.file("a")], metadata: appendOnly, info: Sample.info()).commit(
            on: nil
        ).after
        isRefused(TableChange(removes: locked.files.map(\.path), info: Sample.info()), on: locked)
    }
}

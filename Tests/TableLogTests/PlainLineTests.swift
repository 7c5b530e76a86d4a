import BillingModel
import Testing

@testable import TableLog

@Suite("Lines in their plainest form: read like the decoder reads them, or left to it")
struct PlainLineTests {
    private static func plain(_ line: [UInt8]) -> Action? {
        line.withUnsafeBufferPointer { Action.plain($0) }
    }

    /// What the decoder says, and that the plain reader says the same if it says anything; whether it did.
    private static func agrees(_ line: [UInt8], _ comment: @autoclosure () -> Comment) throws -> Bool {
        guard let plain = plain(line) else { return false }
        let text = String(decoding: line, as: UTF8.self)
        let decoded = try? LogJSON.read(Action.self, from: text)
        #expect(decoded == plain, "\(comment()): \(text)")
        // Texts in another Unicode form would be equal.
        #expect(try decoded?.jsonLine().utf8.elementsEqual(plain.jsonLine().utf8) == true, "\(comment()): \(text)")
        if case .add(let file) = plain, case .add(let other)? = decoded {
            #expect(try file.statistics?.rows == file.rows, "\(comment()): \(text)")
            #expect(file.logPath.utf8.elementsEqual(other.logPath.utf8), "\(comment()): \(text)")
        }
        return true
    }

    @Test(arguments: [UInt64.random(in: 0 ... .max)])
    func randomLines(seed: UInt64) throws {
        var random = RandomLines(seed: seed)
        var (plain, valid) = (0, 0)
        for _ in 0..<400 {
            let line = random.line()
            if try Self.agrees(Array(line.utf8), "seed \(seed)") { plain += 1 }
            for _ in 0..<8 {
                let damaged = random.damaged(Array(line.utf8))
                guard String(validating: damaged, as: UTF8.self) != nil else { continue }
                if try Self.agrees(damaged, "damaged, seed \(seed)") { valid += 1 }
            }
        }
        // Else the comparison would be of nothing.
        #expect(plain > 150 && valid > 150, "seed \(seed): \(plain) and \(valid) were plain")
    }

    @Test("what Billow writes is plain", arguments: ActionTests.actions)
    func own(action: Action) throws {
        let line = Array(try action.jsonLine().utf8)
        switch action {
        case .add, .remove, .transaction, .commitInfo: #expect(Self.plain(line) == action)
        default: #expect(Self.plain(line) == nil)
        }
    }

    @Test(
        "left to the decoder",
        arguments: [
            #"{"txn":{"appId":"a","version":1,"version":2}}"#, #"{"txn":{"appId":"a","version":1.0}}"#,
            #"{"txn":{"appId":"\u0061","version":1}}"#, #"{"txn":{"appId":"a","version":01}}"#,
            #"{"txn":{"appId":"a","version":-0}}"#, #"{"txn":{"appId":"a","version":1e2}}"#,
            #"{"txn":{"appId":"a","version":1,"other":1}}"#, #"{"txn":{"appId":"a","version":1}}}"#,
            #"{"txn":{"appId":"a","version":1}"#, #"{"txn":{"appId":"a","version":1},"txn":null}"#,
            #"{"txn":{"appId":"a","version":1},}"#, #"{"txn":{"appId":"a" "version":1}}"#,
            #"{"txn":{"appId":"a\"#, #"{"txn":{"appId":"a\x","version":1}}"#,
            "{\"txn\":{\"appId\":\"\t\",\"version\":1}}",
            #"{"txn":{"appId":"a","version":9223372036854775807}}"#, #"{"txn":{"appId":nul,"version":1}}"#,
            #"{"commitInfo":{"billow":{"a":1.5}}}"#, #"{"commitInfo":{"billow":{"a":1,"a":2}}}"#,
            #"{"commitInfo":{"billow":\#(String(repeating: "[", count: 64))\#(String(repeating: "]", count: 64))}}"#,
            "", "{}", "[]", "null", "{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":2}}",
        ])
    func doubt(line: String) {
        #expect(Self.plain(Array(line.utf8)) == nil)
    }
}

@Suite("Statistics: kept as text, read for whoever asks")
struct LoggedStatisticsTests {
    private func add(_ stats: String) -> String {
        BrokenLog.add("b", more: #","stats":\#(JSONText.quoted(stats))"#)
    }

    private func file(_ stats: String) throws -> AddFile {
        guard case .add(let file) = try Action(jsonLine: add(stats)) else { throw LogDefect("not an add") }
        return file
    }

    @Test(
        "what is no statistics is refused when the line is read, whoever asks for it later",
        arguments: [
            "{", "x", "[]", "1", "{}", #"{"numRecords":-1}"#, #"{"numRecords":1.5}"#, #"{"numRecords":"1"}"#,
            #"{"numRecords":null}"#, #"{"numRecords":1}}"#, #"{"numRecords":1,"minValues":[]}"#,
            #"{"numRecords":1,"nullCount":3}"#, #"{"numRecords":1,"maxValues":{"a":}}"#, #"{"numRecords":1,"x":tru}"#,
            #"{"numRecords":1,"maxValues":{"a":"\q"}}"#, #"{"numRecords":99999999999999999999}"#,
        ])
    func broken(stats: String) {
        #expect(throws: BillowError.self) { try Action(jsonLine: add(stats)) }
    }

    @Test(
        "rows are known at once, the rest when asked for",
        arguments: [
            #"{"numRecords":7}"#, #" { "numRecords" : 7 , "tightBounds" : true } "#,
            #"{"numRecords":7,"minValues":null,"maxValues":{"a":{"b":1.25}},"nullCount":{"a":0}}"#,
            #"{"minValues":{"t":"\u00fc \"x\""},"numRecords":7.0,"stray":[1,{"a":[]}]}"#,
        ])
    func rows(stats: String) throws {
        let file = try file(stats)
        #expect(file.rows == 7)
        #expect(try file.statistics == LogJSON.read(FileStatistics.self, from: stats))
        #expect(try Action.add(file).jsonLine().contains(JSONText.quoted(stats)))
    }

    @Test func none() throws {
        #expect(try file("").rows == nil)
        #expect(try file("").statistics == nil)
    }

    @Test("equal by what they say, not by how it is written")
    func equality() throws {
        let one = try file(#"{"numRecords":1,"minValues":{"a":1,"b":"x"}}"#)
        let same = try file(#"{"minValues": {"b":"x", "a":1}, "numRecords": 1}"#)
        let other = try file(#"{"numRecords":1,"minValues":{"a":1,"b":"y"}}"#)
        #expect(one == same && one.hashValue == same.hashValue)
        #expect(one != other)
        #expect(try file(#"{"numRecords":1}"#) != file(""))
        var statistics = FileStatistics(rows: 1)
        statistics.record(Column("a", .integer), min: "1", max: "2", nullCount: 0)
        let made = AddFile(
            path: "b", partitionValues: ["p": "x"], sizeBytes: 1, modificationMillis: 1, statistics: statistics)
        guard case .add(let read) = try Action(jsonLine: try Action.add(made).jsonLine()) else { throw LogDefect("") }
        #expect(made == read && made.hashValue == read.hashValue)
    }
}

enum JSONText {
    static func quoted(_ text: String) -> String {
        "\"" + text.map { "\\\"".contains($0) ? "\\\($0)" : String($0) }.joined() + "\""
    }
}

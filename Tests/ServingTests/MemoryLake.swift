import ADBC
import BillingModel
import CompatibleReports
import Examining
import Foundation
import Pipeline
import Reporting
import SQLEngine
import Serving
import Summarising
import Synchronization

/// A lake of made-up rows in memory, without a log.
final class MemoryLake: LakeReader {
    private let state: Mutex<(version: Int, rows: [CostRow])>
    private let isDamaged = Mutex(false)
    private let timesOpened = Mutex(0)
    private let timesLookedAt = Mutex(0)
    private let contentsToTell = Mutex(LakeContents())
    private let configuration = Mutex<(fingerprint: String, rules: ReadingRules)?>(nil)

    init(_ rows: [CostRow]) {
        state = Mutex((1, rows))
    }

    /// As if the configuration had changed.
    func configure(_ fingerprint: String, _ rules: ReadingRules) {
        configuration.withLock { $0 = (fingerprint, rules) }
    }

    /// As if an ingest had committed.
    func replace(_ rows: [CostRow]) {
        state.withLock { $0 = ($0.version + 1, rows) }
    }

    /// As if its log could not be read any more.
    func damage() {
        isDamaged.withLock { $0 = true }
    }

    /// How often its sessions were opened, and its log looked at.
    var opened: Int { timesOpened.withLock { $0 } }
    var looked: Int { timesLookedAt.withLock { $0 } }

    func versions() async throws -> LakeVersions {
        timesLookedAt.withLock { $0 += 1 }
        if isDamaged.withLock({ $0 }) { throw BillowError(.badData, "the log is damaged") }
        return LakeVersions(
            ["daily": state.withLock { $0.version }, "focus": 7],
            configuration: configuration.withLock { $0?.fingerprint })
    }

    func open(_ limit: RowLimit?) async throws -> OpenedLake {
        timesOpened.withLock { $0 += 1 }
        // As over a lake, the limit is below all else, and nothing else is there.
        let tables =
            CostRow.tables(state.withLock { $0.rows })
            + (limit.map { ["DELETE FROM daily WHERE NOT (\(sql: $0.condition))", "DROP TABLE quarantine"] } ?? [])
        let ruled = configuration.withLock { $0?.rules }.map { rules -> [SQLText] in
            let schema = ReadingRules.deliveredSchema
            return [
                "CREATE SCHEMA \(name: schema)", "CREATE TABLE \(name: schema).daily AS FROM daily", "DROP VIEW focus",
                "DROP TABLE daily",
            ] + rules.statements(for: ["daily"]) + [CostRow.focus]
        }
        let settings = SessionSettings(
            memoryBytesMax: 1 << 30, threads: 2, temporaryFolder: FileManager.default.temporaryDirectory.path,
            access: .lockedDown(readableFolders: [], prepare: tables + (ruled ?? []), author: .user))
        let engine = try DuckDB.locate(environment: ProcessInfo.processInfo.environment)
        return OpenedLake(try await engine.open(settings, sessions: 2), heldBytes: 1 << 20)
    }

    func contents() async throws -> LakeContents {
        var contents = contentsToTell.withLock { $0 }
        contents.rules = configuration.withLock { $0?.rules } ?? .none
        return contents
    }

    /// As if a lake told this of its deliveries.
    func tell(_ contents: LakeContents) {
        contentsToTell.withLock { $0 = contents }
    }

    func compare(_ month: MonthFilter, from: Int?, to: Int?) async throws -> ComparedGenerations {
        throw BillowError(.nothingToRead, "there are no generations")
    }

    func examine(source: String?, period: BillingPeriod?) async throws -> [Examination.Source] {
        try await Examination(
            session: GatedSession(try await open(nil).sessions, timeout: .seconds(3600)),
            rules: try RuleBook.rules().filter { $0.column == "BilledCost" && $0.condition == nil }, source: source,
            period: period
        ).run()
    }
}

/// A server of such a lake, without sockets.
struct Desk {
    let lake: MemoryLake
    let site: Site

    init(
        _ rows: [CostRow], token: String? = nil, tokens: [AccessToken] = [], rate: Int = 0,
        nowMillis: @escaping @Sendable () -> Int64 = ServedSite.wallClock
    ) throws {
        lake = MemoryLake(rows)
        let admin = try token.map { [try AccessToken(name: "admin", secret: $0, grant: .all)] } ?? []
        site = ServedSite.make(
            reader: lake, tokens: admin + tokens, hosts: ["localhost", "127.0.0.1"], rate: rate,
            more: CompatibleRoutes.all,
            queryTimeout: .seconds(3600), nowMillis: nowMillis, log: { _ in })
    }

    func get(
        _ target: String, method: String = "GET", host: String = "localhost:8428",
        headers: [(name: String, value: String)] = []
    ) async -> Reply {
        let headers = [(name: "Host", value: host)] + headers
        return await site.reply(method: method, path: target, client: "test") {
            try Inquiry(method: method, target: target, headers: headers, client: "test")
        }
    }

    func json(_ target: String) async throws -> [String: Any] {
        try await get(target).json
    }
}

extension Reply {
    var json: [String: Any] {
        get throws { try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any] ?? [:] }
    }
}

func query(_ items: [(String, String)]) -> String {
    QueryText.encoded(items.map { QueryItem($0.0, $0.1) })
}

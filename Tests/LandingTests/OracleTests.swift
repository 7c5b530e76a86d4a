import BillingModel
import Foundation
import ObjectStorage
import Randomness
import SQLEngine
import Testing

@testable import Landing

/// Random files, each landed and compared with what an independent program makes of it: verdicts, every cell's value,
/// sums, counts. `BILLOW_ORACLE_SECONDS` goes on with new seeds for so long, `BILLOW_ORACLE_SEED` begins with a seed.
@Suite("Landing against an oracle")
struct OracleTests {
    private static let filesPerRound = 500
    /// Accepted files that land together.
    private static let filesPerLanding = 40

    @Test("random files", .enabled(if: Oracle.canBeCalled, Oracle.comment))
    func randomFiles() async throws {
        let environment = ProcessInfo.processInfo.environment
        let seconds = environment["BILLOW_ORACLE_SECONDS"].flatMap(Int.init) ?? 0
        var seed = environment["BILLOW_ORACLE_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 0..<1_000_000_000)
        let clock = ContinuousClock()
        let end = clock.now + .seconds(seconds)
        var files = 0
        repeat {
            for accumulates in [false, true] {
                try await round(seed: seed, accumulates: accumulates, isLong: seconds > 0)
                files += Self.filesPerRound
                seed += 1
            }
        } while clock.now < end
        print("landing against an oracle: \(files) files, the last seed was \(seed - 1)")
    }

    private func round(seed: UInt64, accumulates: Bool, isLong: Bool) async throws {
        print("landing against an oracle: seed \(seed)")
        var dice = SeededGenerator(seed: seed)
        let files = (0..<Self.filesPerRound).map { _ in
            HostileFile(&dice, accumulates: accumulates, mayBeLarge: isLong)
        }
        let verdicts = try Oracle.judge(files, accumulates: accumulates, duckdbEvery: isLong ? 2 : 20)
        try #require(verdicts.count == files.count)
        let trial = LandingTrial(field: try await Field(), files: files, accumulates: accumulates, seed: seed)
        var accepted: [(Int, Oracle.Verdict)] = []
        for (index, verdict) in verdicts.enumerated() {
            switch verdict.verdict {
            case .accepted: accepted.append((index, verdict))
            case .refused: await trial.expectRefusal(index, verdict)
            case .either: _ = try? await trial.land([index])
            }
        }
        #expect(accepted.count > files.count / 3, "seed \(seed): most files are damaged")
        #expect(accepted.count < files.count, "seed \(seed): no file is damaged")
        while !accepted.isEmpty {
            await trial.expectLanding(Array(accepted.prefix(Self.filesPerLanding)))
            accepted.removeFirst(min(accepted.count, Self.filesPerLanding))
        }
    }
}

/// Files to land, and what to say when they do not land as they must.
private struct LandingTrial {
    let field: Field
    let files: [HostileFile]
    let accumulates: Bool
    let seed: UInt64

    func land(_ indices: [Int]) async throws -> Landed {
        let folder = "\(field.root)/\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        return try await Lander(session: field.session, parquet: SessionParquetLander(session: field.session)).land(
            LandingRequest(
                dataset: Hostile(), export: "hostile", period: accumulates ? nil : BillingPeriod("2025-10"), run: "run",
                generation: 1,
                files: indices.map { index in
                    let bytes = files[index].bytes
                    return LandingFile(
                        name: "\(index).csv", run: "run \(index)",
                        content: .csv { Chunks(bytes: bytes, size: 1 + index * 7) },
                        declaredRows: nil)
                },
                tableColumns: [], folder: folder, dates: .monthFirst))
    }

    private func fail(_ index: Int, _ message: String) {
        let text = String(decoding: files[index].bytes.prefix(2000), as: UTF8.self)
        Issue.record("seed \(seed), file \(index): \(message)\n\(text.debugDescription)")
    }

    func expectRefusal(_ index: Int, _ verdict: Oracle.Verdict) async {
        do {
            _ = try await land([index])
            fail(index, "landed, but \(verdict.why ?? "it must not")")
        } catch let error as BillowError where error.code == .badData {
            let lines = verdict.lines ?? []
            let isThere = lines.contains { error.source == "\(index).csv:\($0)" }
            if !lines.isEmpty, !isThere {
                fail(index, "refused at \(error.source ?? "") for \(error.message), not at \(lines)")
            }
        } catch {
            fail(index, "failed with \(error) where badData is due: \(verdict.why ?? "")")
        }
    }

    func expectLanding(_ batch: [(index: Int, verdict: Oracle.Verdict)]) async {
        do {
            let landed = try await land(batch.map(\.index))
            try expectTotals(landed, batch)
            for (index, verdict) in batch {
                #expect(landed.rowsByFile["\(index).csv"] == verdict.rows?.count, "seed \(seed), file \(index)")
            }
            try await expectRows(landed, batch)
        } catch {
            // One file at fault spoils its batch: find it.
            guard batch.count > 1 else { return fail(batch[0].index, "failed with \(error)") }
            await expectLanding(Array(batch[..<(batch.count / 2)]))
            await expectLanding(Array(batch[(batch.count / 2)...]))
        }
    }

    private func expectTotals(_ landed: Landed, _ batch: [(index: Int, verdict: Oracle.Verdict)]) throws {
        var costs: [String: ExactDecimal] = [:]
        for (currency, cost) in batch.flatMap({ $0.verdict.costs ?? [:] }) {
            let amount = try #require(ExactDecimal.parse(cost).value)
            let sum = (costs[currency] ?? .zero).adding(amount)
            costs[currency] = try #require(sum)
        }
        let seen = landed.totals.costs.mapValues(\.billed.description)
        #expect(seen == costs.mapValues(\.description), "seed \(seed), files \(batch.map(\.index))")
        #expect(landed.totals.rows == batch.reduce(0) { $0 + ($1.verdict.rows?.count ?? 0) })
        #expect(landed.roundedCells == batch.reduce(0) { $0 + ($1.verdict.rounded ?? 0) }, "seed \(seed)")
        guard accumulates else { return }
        var months: [String: Int] = [:]
        for file in landed.files { months["\(file.run) \(file.period)", default: 0] += file.parquet.rows }
        var wanted: [String: Int] = [:]
        for (index, verdict) in batch {
            for (month, rows) in verdict.months ?? [:] { wanted["run \(index) \(month)"] = rows }
        }
        #expect(months.filter { $0.value > 0 } == wanted, "seed \(seed)")
    }

    private func expectRows(_ landed: Landed, _ batch: [(index: Int, verdict: Oracle.Verdict)]) async throws {
        // Rows that tell their own month leave no file where there are none.
        if landed.files.isEmpty, batch.allSatisfy({ $0.verdict.rows?.isEmpty ?? false }) { return }
        let cells = landed.columns.map { column -> SQLText in
            column.type == .timestamp ? "epoch_us(\(name: column.name))::VARCHAR" : "\(name: column.name)::VARCHAR"
        }
        let rows = try await field.session.rows(
            """
            SELECT x_file, x_row, \(sql: .joined(cells, separator: ", "))
            FROM read_parquet(\(landed.files.map(\.parquet.path)), hive_partitioning=false, union_by_name=true)
            """)
        let position = Dictionary(
            landed.columns.enumerated().flatMap { at, column in
                // Another file's spelling of a column may differ in case.
                let name = column.sourceName ?? column.name
                return [(name, at + 2), (name.lowercased(), at + 2)]
            },
            uniquingKeysWith: { first, _ in first })
        var byFile: [String: [[String?]]] = [:]
        for row in rows.map({ $0.map { $0.isNull ? nil : $0.description } }) {
            byFile[row[0] ?? "", default: []].append(row)
        }
        for (index, verdict) in batch {
            let seen = (byFile["\(index).csv"] ?? []).sorted { Int($0[1] ?? "") ?? 0 < Int($1[1] ?? "") ?? 0 }
            guard seen.map({ $0[1] }) == seen.indices.map({ "\($0 + 1)" }) else {
                fail(index, "the rows' numbers are \(seen.map { $0[1] ?? "null" })")
                continue
            }
            let columns = (verdict.columns ?? []).map { position[$0] ?? position[$0.lowercased()] ?? 0 }
            for (row, wanted) in zip(seen, verdict.rows ?? []) {
                let cells = columns.map { row[$0] }
                // Swift's == takes differently composed letters for equal; bytes tell.
                guard cells.map({ $0.map { Array($0.utf8) } }) != wanted.map({ $0.map { Array($0.utf8) } }) else {
                    continue
                }
                fail(index, "row \(row[1] ?? ""): \(cells) where \(wanted) is due")
                break
            }
        }
    }
}

/// A file in chunks of one size, so that records are cut anywhere.
private struct Chunks: ByteStream {
    let bytes: [UInt8]
    let size: Int
    var at = 0

    init(bytes: [UInt8], size: Int) {
        self.bytes = bytes
        self.size = size
    }

    mutating func next() -> [UInt8]? {
        guard at < bytes.count else { return nil }
        defer { at = min(at + size, bytes.count) }
        return Array(bytes[at..<min(at + size, bytes.count)])
    }
}

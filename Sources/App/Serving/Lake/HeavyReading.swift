import BillingModel
import Examining
import Pipeline
import Reporting
import SQLEngine

/// A reader whose costly answers are made one after the other, so that they cannot pile up.
struct HeavyReading: LakeReader {
    let reader: any LakeReader
    private let turn = Turn()

    init(_ reader: any LakeReader) {
        self.reader = reader
    }

    func versions() async throws -> LakeVersions { try await reader.versions() }

    func open(_ limit: RowLimit?) async throws -> OpenedLake { try await reader.open(limit) }

    func contents() async throws -> LakeContents { try await reader.contents() }

    func compare(_ month: MonthFilter, from: Int?, to: Int?) async throws -> ComparedGenerations {
        try await turn.wait()
        do {
            let compared = try await reader.compare(month, from: from, to: to)
            await turn.end()
            return compared
        } catch {
            await turn.end()
            throw error
        }
    }

    func examine(source: String?, period: BillingPeriod?) async throws -> [Examination.Source] {
        try await turn.wait()
        do {
            let sources = try await reader.examine(source: source, period: period)
            await turn.end()
            return sources
        } catch {
            await turn.end()
            throw error
        }
    }
}

/// Whoever waits longest is next.
private actor Turn {
    private var isTaken = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    private static let waitingMax = 8

    func wait() async throws {
        guard waiting.count < Self.waitingMax else { throw BillowError(.unavailable, "too many are waiting") }
        if isTaken { await withCheckedContinuation { waiting.append($0) } }
        isTaken = true
        guard Task.isCancelled else { return }
        end()
        throw CancellationError()
    }

    func end() {
        if waiting.isEmpty {
            isTaken = false
        } else {
            waiting.removeFirst().resume()
        }
    }
}

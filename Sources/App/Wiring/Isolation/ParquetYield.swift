import BillingModel
import Foundation
import Landing
import SQLEngine

/// What a landing in the child left behind, as JSON.
struct ParquetYield: Codable, Sendable {
    private let files: [File]
    private let columns: [ColumnText]
    private let rows: Int
    /// Billed cost by currency.
    private let billed: [String: String]
    private let rowsByFile: [String: Int]
    private let roundedCells: Int
    /// Nil is none.
    private let discarded: [String]?

    private struct File: Codable, Sendable {
        let path: String
        let run: String
        let period: String
        let rows: Int
        let sizeBytes: Int
        let statistics: [String: Statistics]

        func checked(_ request: ParquetLandingRequest) throws -> Landed.File {
            let isInside =
                request.files.indices.contains { path.hasPrefix(request.outputFolder($0) + "/") }
                && !path.split(separator: "/").contains("..")
            let facts = isInside ? try? FileManager.default.attributesOfItem(atPath: path) : nil
            guard facts?[.type] as? FileAttributeType == .typeRegular,
                (facts?[.size] as? NSNumber)?.intValue == sizeBytes
            else { throw ParquetReply.Garbage("it names a file that it did not write") }
            guard let period = BillingPeriod(period), request.period == nil || request.period == period,
                request.files.contains(where: { $0.run == run })
            else { throw ParquetReply.Garbage("it names a run or month that it was not given") }
            let statistics = statistics.mapValues {
                ParquetFile.ColumnStatistics(minimum: $0.minimum, maximum: $0.maximum, nullCount: $0.nullCount)
            }
            return Landed.File(
                parquet: ParquetFile(
                    path: path, rows: rows, sizeBytes: sizeBytes, partition: [:], statistics: statistics),
                run: run, period: period)
        }
    }

    private struct Statistics: Codable, Sendable {
        let minimum: String?
        let maximum: String?
        let nullCount: Int?
    }

    init(_ landed: Landed) {
        files = landed.files.map { file in
            File(
                path: file.parquet.path, run: file.run, period: file.period.description, rows: file.parquet.rows,
                sizeBytes: file.parquet.sizeBytes,
                statistics: file.parquet.statistics.mapValues {
                    Statistics(minimum: $0.minimum, maximum: $0.maximum, nullCount: $0.nullCount)
                })
        }
        columns = landed.columns.map(ColumnText.init)
        rows = landed.totals.rows
        billed = landed.totals.costs.mapValues(\.billed.description)
        rowsByFile = landed.rowsByFile
        roundedCells = landed.roundedCells
        discarded = landed.discarded
    }

    /// As good as if it had been landed here: a child that read a hostile file is believed nothing that can be looked
    /// at.
    /// - Throws: ``ParquetReply/Garbage``.
    func landed(_ request: ParquetLandingRequest) throws -> Landed {
        var costs: [String: ControlTotals.Costs] = [:]
        for (currency, text) in billed {
            guard let sum = ExactDecimal.parse(text).value else { throw ParquetReply.Garbage("'\(text)' is no sum") }
            costs[currency] = ControlTotals.Costs(billed: sum)
        }
        let landed = Landed(
            files: try files.map { try $0.checked(request) }, columns: try columns.map { try $0.column() },
            totals: ControlTotals(rows: rows, costs: costs), rowsByFile: rowsByFile, roundedCells: roundedCells,
            discarded: discarded ?? [])
        let sums = (written: files.reduce(0) { $0 &+ $1.rows }, read: rowsByFile.values.reduce(0, &+))
        guard sums.written == rows, sums.read == rows, Set(rowsByFile.keys) == Set(request.files.map(\.name)) else {
            throw ParquetReply.Garbage("its row counts contradict each other")
        }
        let declared = request.files.compactMap { file in file.declaredRows.map { (file.name, $0) } }
        guard declared.allSatisfy({ rowsByFile[$0] == $1 }) else {
            throw ParquetReply.Garbage("its row counts are not those that were declared")
        }
        return landed
    }
}

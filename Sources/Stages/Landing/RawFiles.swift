import BillingModel
import CellCoding
import CodedColumns
import Foundation
import LakeFiles
import ObjectStorage
import SQLEngine

/// Row groups → the Parquet files of a raw table, with provenance: one file at a time for each month.
final class RawFiles {
    /// Of the row groups that come, without provenance.
    private var columns: [Column] = []
    private let request: LandingRequest
    private let encoder = RowGroupEncoder()
    private var open: [BillingPeriod?: ParquetOutput] = [:]
    private var done: [Landed.File] = []
    private var fileCount = 0
    /// Of the files that row groups count from 1.
    private var names: [String] = []
    private var runs: [String] = []

    private static let fileBytesMax = 240 << 20

    init(_ request: LandingRequest) throws {
        self.request = request
        try StagedFile.makeFolder(Self.folder(request))
    }

    /// Deletes what was written for a request, which is to be landed in another way.
    static func discard(of request: LandingRequest) throws {
        do {
            try FileManager.default.removeItem(atPath: folder(request))
        } catch {
            throw BillowError(
                .inputOutput, "cannot delete a staging folder", source: folder(request), cause: error)
        }
    }

    private static func folder(_ request: LandingRequest) -> String { request.folder + "/raw" }

    /// What comes has these columns, goes to new files, and counts the files that it comes from anew.
    func begin(_ columns: [Column]) throws {
        try finishFiles()
        self.columns = columns
        names = []
        runs = []
    }

    /// Row groups count one file more from now on.
    func begin(_ file: LandingFile) {
        names.append(file.name)
        runs.append(file.run)
    }

    func append(_ group: CodedRows) throws {
        let encoded = try encoder.encode(
            group.columns + provenance(group), types: (columns + Provenance.columns).map(\.type))
        let output = try open[group.period] ?? makeOutput()
        open[group.period] = output
        try output.append(encoded, rows: group.rows)
        if output.sizeBytes > Self.fileBytesMax {
            open[group.period] = nil
            try close(output, group.period)
        }
    }

    private func provenance(_ group: CodedRows) -> [CodedColumn] {
        let once = Array(repeating: UInt32(1), count: group.rows)
        return [
            CodedColumn(codes: once, values: .text(TextList([request.export]))),
            CodedColumn(codes: group.files, values: .text(TextList(runs))),
            CodedColumn(codes: once, values: .integer([Int64(request.generation)])),
            CodedColumn(codes: group.files, values: .text(TextList(names))),
            CodedColumn(codes: Array(1...UInt32(group.rows)), values: .integer(group.rowNumbers)),
        ]
    }

    private func makeOutput() throws -> ParquetOutput {
        fileCount += 1
        return try ParquetOutput(
            path: "\(request.folder)/raw/\(fileCount).parquet", columns: columns + Provenance.columns)
    }

    /// What comes next goes to new files.
    func finishFiles() throws {
        for (period, output) in open { try close(output, period) }
        open = [:]
    }

    private func close(_ output: ParquetOutput, _ period: BillingPeriod?) throws {
        guard let period = period ?? request.period else {
            throw BillowError(.bug, "rows without a billing period", source: output.path)
        }
        // Where rows tell the month, a file holds the rows of the latest run alone.
        let run = request.period == nil ? runs.last : request.run
        done.append(Landed.File(parquet: try output.finish(), run: run ?? request.run, period: period))
        request.onFile(output.path)
    }

    /// A month that was delivered without rows still needs a file that says so.
    func finish(emptyColumns: [Column]) throws -> [Landed.File] {
        try finishFiles()
        if done.isEmpty, request.period != nil {
            try begin(emptyColumns)
            try close(try makeOutput(), nil)
        }
        return done
    }
}

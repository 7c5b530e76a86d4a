import BillingModel
import BillingSources
import Compression
import DelimitedText
import Foundation
import ObjectStorage

/// Looks at the beginning of a data file: its header and first row.
struct FileProber: Sendable {
    let store: any ObjectStore
    let parquet: any ParquetProber
    let folder: String
    /// A header and a row longer than this are not looked for.
    private static let probeBytesMax = 32 << 20
    private static let pieceBytes = 64 << 10

    func result(_ object: ObjectSummary) async -> Result<FileProbe, any Error> {
        do {
            return .success(try await probe(object))
        } catch {
            return .failure(error)
        }
    }

    func probe(_ object: ObjectSummary) async throws -> FileProbe {
        var stream = try await store.openDelivered(object.key)
        guard let first = try await stream.next() else {
            throw BillowError(.badData, "the file is empty", source: object.key.path)
        }
        switch FileFormat(magic: first) {
        case .parquet: return try await parquet(object, stream, first)
        case let format: return try await text(object, format, stream, first)
        }
    }

    private func text(
        _ object: ObjectSummary, _ format: FileFormat, _ stream: any ByteStream, _ first: [UInt8]
    ) async throws -> FileProbe {
        var stream = stream
        var beginning = Beginning()
        let inflater = format.inflater()
        var chunk: [UInt8]? = first
        var bytes = 0
        do {
            while let input = chunk, !beginning.isComplete {
                bytes += input.count
                guard bytes <= Self.probeBytesMax else {
                    throw BillowError(.badData, "no header and row in the first \(Self.probeBytesMax >> 20) MiB")
                }
                if let inflater {
                    inflater.feed(input)
                    while !beginning.isComplete, let piece = try inflater.next(upTo: Self.pieceBytes) {
                        try piece.withUnsafeBytes { try beginning.feed($0) }
                    }
                } else {
                    try input.withUnsafeBytes { try beginning.feed($0) }
                }
                chunk = try await stream.next()
            }
            if !beginning.isComplete { try beginning.finish() }
        } catch let failure as CSVFailure {
            throw BillowError(
                .badData, "\(failure.what) on line \(failure.line)", source: "\(object.key.path):\(failure.line)")
        } catch let error as BillowError where error.source == nil {
            throw BillowError(error.code, error.message, hint: error.hint, source: object.key.path, cause: error.cause)
        }
        return FileProbe(object: object, format: format, header: beginning.header ?? [], firstRow: beginning.firstRow)
    }

    private struct Beginning {
        var header: [String]?
        var firstRow: [String?]?
        private let parser = CSVParser()
        /// What came so far, where it is lines of JSON or cannot be told yet; nil for CSV.
        private var lines: [UInt8]? = []

        var isComplete: Bool { firstRow != nil }

        mutating func feed(_ bytes: UnsafeRawBufferPointer) throws {
            guard !isComplete else { return }
            guard var lines else { return try feedCSV(bytes) }
            lines += bytes
            if !FileFormat.canTellLines([lines]) || FileFormat.areLines([lines]) {
                self.lines = lines
                if LinesBeginning.isEnough(lines) { take(try LinesBeginning(lines, isWhole: false)) }
            } else {
                self.lines = nil
                try lines.withUnsafeBytes { try feedCSV($0) }
            }
        }

        mutating func finish() throws {
            if let lines, FileFormat.areLines([lines]) { return take(try LinesBeginning(lines, isWhole: true)) }
            if let lines { try lines.withUnsafeBytes { try feedCSV($0) } }
            do { try parser.finish { try take($0) } } catch is Enough {}
        }

        private mutating func feedCSV(_ bytes: UnsafeRawBufferPointer) throws {
            do { try parser.feed(bytes) { try take($0) } } catch is Enough {}
        }

        private mutating func take(_ lines: LinesBeginning) {
            header = lines.header
            firstRow = lines.firstRow
        }

        private mutating func take(_ record: CSVParser.Record) throws {
            if header == nil {
                header = record.cells.map { record.text($0) }
            } else {
                firstRow = record.cells.map { $0.isEmpty ? nil : record.text($0) }
                throw Enough()
            }
        }

        private struct Enough: Error {}
    }

    /// Parquet has its header at its end: what looks into it needs the whole file.
    private func parquet(
        _ object: ObjectSummary, _ stream: any ByteStream, _ first: [UInt8]
    ) async throws -> FileProbe {
        let copied = "\(folder)/\(UUID().uuidString).parquet"
        defer { try? FileManager.default.removeItem(atPath: copied) }
        let local = store.localPath(object.key)
        if local == nil { try await copy(first, then: stream, to: copied) }
        do {
            let beginning = try await parquet.probe(path: local ?? copied, scratchFolder: folder)
            return FileProbe(
                object: object, format: .parquet, header: beginning.header, firstRow: beginning.firstRow)
        } catch let error as BillowError where error.code == .badData {
            throw BillowError(.badData, error.message, hint: error.hint, source: object.key.path, cause: error.cause)
        }
    }

    private func copy(_ first: [UInt8], then stream: any ByteStream, to path: String) async throws {
        let output = try StagedFile(path: path)
        var stream = stream
        var chunk: [UInt8]? = first
        while let bytes = chunk {
            try output.append(bytes)
            chunk = try await stream.next()
        }
        try output.finish()
    }
}

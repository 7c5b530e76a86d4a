import BillingModel
import Compression
import Foundation

/// A file being written row by row, gzipped where its name ends in `.gz`. Holds at most ``bufferBytes`` of rows.
final class ExportFile {
    private static let bufferBytes = 1 << 20

    /// Under the sample's folder.
    let path: String
    /// Rows without the header.
    private(set) var rows = 0
    private let handle: FileHandle
    private var gzip: GzipWriter?
    private var buffer: [UInt8] = []
    private var sizeBytes = 0

    init(path: String, handle: FileHandle) throws {
        self.path = path
        self.handle = handle
        gzip = path.hasSuffix(".gz") ? GzipWriter() : nil
        buffer.reserveCapacity(Self.bufferBytes + (64 << 10))
    }

    func addHeader(_ cells: Cells<some ExportColumn>, byteOrderMark: Bool = false) {
        if byteOrderMark { buffer += [0xEF, 0xBB, 0xBF] }
        cells.appendHeader(to: &buffer)
    }

    func add(_ cells: Cells<some ExportColumn>) throws {
        cells.append(to: &buffer)
        rows += 1
        if buffer.count >= Self.bufferBytes { try flush() }
    }

    /// A row that is a line of its own.
    func add(_ line: ByteText) throws {
        buffer += line.bytes
        buffer.append(UInt8(ascii: "\n"))
        rows += 1
        if buffer.count >= Self.bufferBytes { try flush() }
    }

    /// Ends the file; nothing can be added afterwards.
    func close() throws -> WrittenFile {
        try flush()
        if gzip != nil, let rest = try gzip?.finish() { try put(rest) }
        try handle.close()
        return WrittenFile(path: path, rows: rows, sizeBytes: sizeBytes)
    }

    private func flush() throws {
        defer { buffer.removeAll(keepingCapacity: true) }
        if gzip == nil { return try put(buffer) }
        try buffer.withUnsafeBytes { bytes in
            if let ready = try gzip?.append(bytes) { try put(ready) }
        }
    }

    private func put(_ bytes: [UInt8]) throws {
        do {
            try handle.write(contentsOf: bytes)
        } catch {
            throw BillowError(.inputOutput, "\(path) cannot be written", hint: "is the disk full?", cause: error)
        }
        sizeBytes += bytes.count
    }
}

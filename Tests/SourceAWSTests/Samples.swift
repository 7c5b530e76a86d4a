import BillingSources
import Foundation
import ObjectStorage

/// The sample exports beside the package, where a checkout has them.
enum Samples {
    static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("shared/samples/aws/koku")

    static var areThere: Bool { FileManager.default.fileExists(atPath: folder.path) }

    static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appendingPathComponent(path)))
    }

    /// Header and first row of a CSV file without quoted line breaks.
    static func probe(_ path: String) throws -> FileProbe {
        let lines = String(decoding: try bytes(path), as: UTF8.self).split(whereSeparator: \.isNewline)
        let rows = lines.prefix(2).map { cells(of: String($0.filter { $0 != "\r" })) }
        return FileProbe(
            object: try summary(path), format: .csv, header: rows.first?.map { $0 ?? "" } ?? [],
            firstRow: rows.count > 1 ? rows[1] : nil)
    }

    private static func cells(of line: String) -> [String?] {
        var cells: [String] = [""]
        var isQuoted = false
        for character in line {
            if character == "\"" {
                isQuoted.toggle()
            } else if character == ",", !isQuoted {
                cells.append("")
            } else {
                cells[cells.count - 1].append(character)
            }
        }
        return cells.map { $0.isEmpty ? nil : $0 }
    }
}

func summary(_ path: String, modifiedMicros: Int64 = 1_700_000_000_000_000) throws -> ObjectSummary {
    ObjectSummary(key: try ObjectKey(path), sizeBytes: 1, modifiedMicros: modifiedMicros, etag: "e")
}

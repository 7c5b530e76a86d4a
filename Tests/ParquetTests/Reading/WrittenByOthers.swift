import BillingModel
import CodedColumns
import Foundation
import Parquet
import Testing

/// A table that a witness made up and wrote in many ways; see `random_parquet.py`.
struct WrittenByOthers {
    struct Cells: Decodable {
        let type: String
        let cells: [String?]
    }

    let folder: TemporaryFolder
    let files: [URL]
    let columns: [String: Cells]

    init(seed: UInt64) throws {
        folder = try TemporaryFolder()
        let complaints = try Witness.run("random_parquet.py", folder.url.path, "\(seed)")
        #expect(complaints == [], "seed \(seed)")
        columns = try JSONDecoder().decode(
            [String: Cells].self, from: try Data(contentsOf: folder.url.appendingPathComponent("expected.json")))
        files = try FileManager.default.contentsOfDirectory(at: folder.url, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "parquet" }.sorted { $0.path < $1.path }
    }
}

extension ParquetReader {
    /// A column's cells as `random_parquet.py` spells them.
    func texts(column: Int) throws -> [String?] {
        try rowGroups.indices.flatMap { try read(column: column, rowGroup: $0).texts }
    }
}

extension CodedColumn {
    var texts: [String?] {
        let texts = values.texts
        return codes.map { $0 == 0 ? nil : texts[Int($0) - 1] }
    }
}

extension ValueList {
    var texts: [String] {
        switch self {
        case .text(let list): (0..<list.count).map { list[$0] }
        case .decimal(let list): list.map(String.init)
        case .integer(let list): list.map { "\($0)" }
        case .boolean(let list): list.map { "\($0)" }
        case .map(let list):
            (0..<list.count).map { index in
                list.range(index).map { pair in
                    Self.measured(list.keys[pair]) + Self.measured(list.hasValue[pair] ? list.values[pair] : nil)
                }.joined()
            }
        }
    }

    private static func measured(_ text: String?) -> String {
        text.map { "\($0.utf8.count):\($0)" } ?? "-"
    }
}

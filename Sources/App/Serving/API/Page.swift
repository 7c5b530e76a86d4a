import Foundation
import Reporting

/// Which rows of an answer are sent.
struct Page: Sendable {
    let start: Int
    let size: Int
    private let versions: LakeVersions

    static let sizeUsual = 1000

    /// Throws ``Problem`` for a cursor of another version: its pages would not fit together.
    init(_ arguments: Arguments, versions: LakeVersions) throws {
        size = try arguments.number("page_size", in: 1...10_000) ?? Self.sizeUsual
        self.versions = versions
        guard let cursor = try arguments.one("cursor") else {
            start = 0
            return
        }
        guard let data = Data(base64Encoded: cursor), let text = String(data: data, encoding: .utf8),
            let separator = text.firstIndex(of: " "), let start = Int(text[..<separator]), start > 0
        else {
            throw Problem(400, "this is no cursor", parameter: "cursor", hint: "take next_cursor of the page before")
        }
        guard text[separator...].dropFirst() == versions.description else {
            throw Problem(
                410, "the lake has changed since the page before", parameter: "cursor",
                hint: "begin with the first page")
        }
        self.start = start
    }

    func rows<Row>(_ rows: [Row]) -> ArraySlice<Row> { rows.dropFirst(start).prefix(size) }

    /// Nil on the last page.
    func next(of count: Int) -> String? {
        guard start + size < count else { return nil }
        return Data("\(start + size) \(versions.description)".utf8).base64EncodedString()
    }

    func members(count: Int) -> [(name: String, json: String)] {
        [("count", String(count)), ("next_cursor", JSONText.string(next(of: count)))]
    }
}

/// A file's statistics as far as a log's readers need them: how many rows, and the rest for whoever asks.
enum LoggedStatistics: Sendable {
    case made(FileStatistics)
    /// JSON that has been looked through.
    case read(text: String, rows: Int)

    /// Throws ``LogDefect`` for a text that is no statistics.
    init(text: String) throws {
        if let plain = Self(plain: text) {
            self = plain
        } else {
            let rows = try LogJSON.read(FileStatistics.self, from: text).rows
            self = .read(text: text, rows: rows)
        }
    }

    var rows: Int {
        switch self {
        case .made(let statistics): statistics.rows
        case .read(_, let rows): rows
        }
    }

    func text() throws -> String {
        switch self {
        case .made(let statistics): try LogJSON.text(statistics)
        case .read(let text, _): text
        }
    }

    func values() throws -> FileStatistics {
        switch self {
        case .made(let statistics): statistics
        case .read(let text, _): try LogJSON.read(FileStatistics.self, from: text)
        }
    }
}

/// By values: other writers order and space their text as they like, and it may differ between a commit and a
/// checkpoint.
extension LoggedStatistics: Hashable {
    static func == (left: LoggedStatistics, right: LoggedStatistics) -> Bool {
        if case .read(let one, _) = left, case .read(let other, _) = right, one.utf8.elementsEqual(other.utf8) {
            return true
        }
        guard left.rows == right.rows, let one = try? left.values(), let other = try? right.values() else {
            return false
        }
        return one == other
    }

    func hash(into hasher: inout Hasher) { hasher.combine(rows) }
}

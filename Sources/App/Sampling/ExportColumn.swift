/// The columns of an export in the order of its header; cases are numbered from 0 and spelled as in the header.
protocol ExportColumn: RawRepresentable<Int>, CaseIterable, Sendable {}

extension ExportColumn {
    /// The case's name. Where it is no plain identifier, Swift prints backticks and makes spaces unbreakable.
    var name: String { String("\(self)".filter { $0 != "`" }.map { $0 == "\u{A0}" ? " " : $0 }) }
}

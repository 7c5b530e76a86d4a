import BillingModel
import SQLEngine

/// One file's rows as a relation that the engine can read: a CSV transcript.
struct LandingPart {
    /// Columns that relations add: the file's number in the request, counted from 1, and the row's in the file.
    static let number = "x_part"
    static let row = "x_row"

    enum Relation {
        /// Read together with others of the same shape.
        case transcript(path: String, longestRecordBytes: Int, hasPeriod: Bool)
    }

    let columns: [Column]
    let totals: ControlTotals
    let roundedCells: Int
    let relation: Relation

    /// Transcripts with the same columns come together.
    static func grouped(_ parts: [LandingPart]) -> [[LandingPart]] {
        var groups: [[LandingPart]] = []
        for part in parts {
            if let at = groups.firstIndex(where: { $0[0].columns == part.columns }) {
                groups[at].append(part)
            } else {
                groups.append([part])
            }
        }
        return groups
    }

    static func relation(_ group: [LandingPart]) -> SQLText {
        var paths: [String] = []
        var longest = 0
        var withPeriod = false
        for case .transcript(let path, let bytes, let hasPeriod) in group.map(\.relation) {
            paths.append(path)
            longest = max(longest, bytes)
            withPeriod = hasPeriod
        }
        var fields = group[0].columns.map { column -> SQLText in
            let type = column.type == .map ? ColumnType.text : column.type
            return "\(column.name): \(type.sqlName)"
        }
        if withPeriod { fields.append("'x_billing_period': 'VARCHAR'") }
        fields += ["\(number): 'INTEGER'", "\(row): 'BIGINT'"]
        return """
            read_csv(\(paths.map(PathPattern.literal)), auto_detect=false, header=false, delim=',', quote='"',
            escape='"', new_line='\\n',
            nullstr='', strict_mode=true, max_line_size=\(max(2 << 20, longest + 1024)),
            columns={\(sql: .joined(fields, separator: ", "))})
            """
    }
}

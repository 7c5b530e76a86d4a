import BillingModel
import SQLEngine

extension FOCUSLift {
    /// JSON text → MAP(VARCHAR, VARCHAR): `{"k":"v"}`, also without its braces. Numbers and booleans become their
    /// text, null becomes NULL, nested values keep their JSON text. Text that is no such object, or that names a key
    /// twice, is a NULL map and never an error: the raw table keeps the text.
    package static func tagsMap(_ text: SQLText) -> SQLText {
        "TRY_CAST(\(sql: object(text)) AS MAP(VARCHAR, VARCHAR))"
    }

    /// Tags that are delivered as text.
    package static func tags(_ name: String, _ column: Column) -> Mapping.Entry {
        let map = tagsMap("\(name: column.name)")
        return .focus(
            name, map, note: "text that is no JSON object is null here; the raw table keeps it",
            changes: [
                SourceChange(
                    "Unreadable", when: "\(sql: present("\(name: column.name)")) IS NOT NULL AND \(sql: map) IS NULL")
            ])
    }

    /// Text of an object, with or without its braces, as JSON; NULL where it is none.
    static func object(_ text: SQLText) -> SQLText {
        """
        TRY_CAST(CASE WHEN starts_with(ltrim(\(sql: text)), '{') THEN \(sql: text) WHEN \(sql: text) = '' \
        THEN NULL ELSE '{' || \(sql: text) || '}' END AS JSON)
        """
    }

    /// Empty text → NULL.
    package static func present(_ text: SQLText) -> SQLText {
        "NULLIF(\(sql: text), '')"
    }

    /// Midnight UTC of a DATE, whatever time zone the session has.
    package static func midnight(_ date: SQLText) -> SQLText {
        "make_timestamptz(epoch_us(\(sql: date)))"
    }

    /// The text under a key of an object that is JSON text or a map; NULL where there is none. Most rows never reach
    /// the parser, because they do not contain the key.
    package static func member(_ key: String, of column: Column) -> SQLText {
        if column.type == .map {
            return "NULLIF(\(name: column.name)[\(key)], '')"
        }
        return """
            CASE WHEN contains(\(name: column.name), \("\"\(key)\"")) \
            THEN \(sql: JSONMember.sql("\(name: column.name)", "\("$.\(key)")")) END
            """
    }

    /// The raw column as a value of `type`, with empty text as NULL.
    static func value(_ column: Column, as type: ColumnType) -> SQLText {
        let reference: SQLText = "\(name: column.name)"
        switch (column.type, type) {
        case (.text, .text): return present(reference)
        case (.text, .map): return tagsMap(reference)
        case (.text, _): return "CAST(\(sql: present(reference)) AS \(unsafe: type.sqlName))"
        case (.map, .text): return "CAST(to_json(\(sql: reference)) AS VARCHAR)"
        case (.date, .timestamp): return midnight(reference)
        case (let delivered, _) where delivered == type: return reference
        default: return "CAST(\(sql: reference) AS \(unsafe: type.sqlName))"
        }
    }
}

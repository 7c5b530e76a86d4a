import SQLEngine

/// Lists of records that are kept as text: as JSON, or as Python prints them.
enum GCPLists {
    /// The records as structs of texts; NULL where the text is no such list.
    static func records(_ text: SQLText, _ members: [String]) -> SQLText {
        let shape = members.map { "\"\($0)\":\"VARCHAR\"" }.joined(separator: ",")
        return "from_json(TRY_CAST(\(sql: json(text)) AS JSON), \("[{\(shape)}]"))"
    }

    /// Python's text as JSON, token by token; JSON as it is.
    static func json(_ text: SQLText) -> SQLText {
        let tokens = #""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|None|True|False|[^"'NTF]+|[NTF]"#
        return #"""
            CASE WHEN regexp_matches(\#(sql: text), \#("^\\s*\\[\\s*\\{\\s*'")) THEN array_to_string([CASE \#
            WHEN t = 'None' THEN 'null' WHEN t IN ('True', 'False') THEN lower(t) \#
            WHEN starts_with(t, '''') THEN '"' || replace(replace(t[2:-2], '\''', ''''), '"', '\"') || '"' \#
            ELSE t END FOR t IN regexp_extract_all(\#(sql: text), \#(tokens))], '') ELSE \#(sql: text) END
            """#
    }

    /// A tag for each record of each list, in this order: of a key that comes twice the first is kept. NULL where there
    /// is none.
    static func tags(_ lists: [SQLText]) -> SQLText {
        guard !lists.isEmpty else { return "NULL::MAP(VARCHAR, VARCHAR)" }
        let all: SQLText = "flatten([\(sql: .joined(lists.map { "COALESCE(\(sql: $0), [])" }, separator: ", "))])"
        return """
            [NULLIF(map_from_entries([e FOR e, i IN l IF e.k <> '' AND list_position([x.k FOR x IN l], e.k) = i]), \
            MAP([]::VARCHAR[], []::VARCHAR[])) FOR l IN [\(sql: all)]][1]
            """
    }

    /// Records of a list as entries of ``tags(_:)``. `key` sees the record as `r`.
    static func entries(_ text: SQLText, key: SQLText, value: String, members: [String]) -> SQLText {
        """
        [{'k': \(sql: key), 'v': r.\(name: value)} FOR r IN \(sql: records(text, members)) \
        IF r.\(name: value) <> '']
        """
    }
}

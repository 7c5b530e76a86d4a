/// One line of JSON, written field by field. Texts must need no escapes.
struct JSONRow {
    private(set) var text = ByteText()

    /// A record, of this name where it is a field.
    mutating func open(_ name: String?) {
        begin(name)
        text.add("{")
    }

    mutating func close() { text.add("}") }

    mutating func openList(_ name: String) {
        begin(name)
        text.add("[")
    }

    mutating func closeList() { text.add("]") }

    mutating func add(_ name: String, _ value: String) {
        begin(name)
        text.add("\"")
        text.add(value)
        text.add("\"")
    }

    /// As a number, small ones with an exponent.
    mutating func add(_ name: String, _ value: Amount) {
        begin(name)
        text.add(scientific: value)
    }

    /// A record of texts, in a list.
    mutating func addRecord(_ fields: KeyValuePairs<String, String>) {
        open(nil)
        for (name, value) in fields { add(name, value) }
        close()
    }

    private mutating func begin(_ name: String?) {
        if let last = text.bytes.last, last != UInt8(ascii: "{"), last != UInt8(ascii: "[") { text.add(",") }
        guard let name else { return }
        text.add("\"\(name)\":")
    }
}

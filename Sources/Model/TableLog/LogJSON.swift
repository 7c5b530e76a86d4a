import Foundation

/// The one way in which the log's JSON is written and read: sorted keys and bare slashes, so that equal values are
/// equal bytes.
enum LogJSON {
    static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// Throws ``LogDefect`` when the text is not JSON of that shape.
    static func read<Value: Decodable>(_ type: Value.Type, from text: some StringProtocol) throws -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(text.utf8))
        } catch let error as DecodingError {
            // Numbers that do not fit their field are reported as if the text were broken.
            if (try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))) != nil,
                case .dataCorrupted(let context) = error, context.codingPath.isEmpty
            {
                throw LogDefect("a number is not whole, or too large")
            }
            throw LogDefect(reason(error))
        }
    }

    /// A line of a commit.
    static func action(_ line: UnsafeBufferPointer<UInt8>) throws -> Action {
        if let plain = Action.plain(line) { return plain }
        return try read(Action.self, from: String(decoding: line, as: UTF8.self))
    }

    /// Any JSON.
    static func value(_ text: String) throws -> JSONValue {
        let plain = PlainJSON.read(text) { json throws(PlainJSON.Doubt) in try json.value() }
        if let plain { return plain }
        return try read(JSONValue.self, from: text)
    }

    private static func reason(_ error: DecodingError) -> String {
        func place(_ context: DecodingError.Context) -> String {
            context.codingPath.map(\.stringValue).joined(separator: ".")
        }
        switch error {
        case .keyNotFound(let key, let context):
            return "'\(key.stringValue)' is missing in '\(place(context))'"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            return "'\(place(context))' has the wrong type"
        case .dataCorrupted(let context) where context.codingPath.isEmpty:
            return "not valid JSON"
        case .dataCorrupted(let context):
            return "'\(place(context))' cannot be read"
        @unknown default:
            return "not readable JSON"
        }
    }
}

/// Why a part of a log cannot be used; becomes a `BillowError` where version and file are known.
struct LogDefect: Error {
    let reason: String

    init(_ reason: String) {
        self.reason = reason
    }
}

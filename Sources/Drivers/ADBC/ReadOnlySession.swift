import BillingModel
import Columnar
import Foundation
import SQLEngine

/// Lets only statements through that read.
///
/// DuckDB's own lock is not enough: inside its allowed folders COPY, EXPORT and ATTACH still write. So its parser is
/// asked first what a text consists of, and all must be queries, down to the last common table expression. Some of
/// its table functions run SQL that they get as text: only those are let through of which it is known that they read.
struct ReadOnlySession: SQLSession {
    private let session: any SQLSession

    init(_ session: any SQLSession) {
        self.session = session
    }

    @discardableResult
    func execute(_ sql: SQLText) async throws -> Int? {
        try await check(sql)
        return try await session.execute(sql)
    }

    func query(_ sql: SQLText) async throws -> any BatchStream {
        try await check(sql)
        return try await session.query(sql)
    }

    func cancel() {
        session.cancel()
    }

    private func check(_ sql: SQLText) async throws {
        let answer = try await session.rows("SELECT json_serialize_sql(\(sql.text))::VARCHAR")
        guard case .text(let json)? = answer.first?.first,
            let tree = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        else {
            throw BillowError(.bug, "the engine did not tell what a statement consists of", source: sql.text)
        }
        if tree["error"] as? Bool != false {
            throw refusal(tree, sql)
        }
        guard let statements = tree["statements"] as? [Any], !statements.isEmpty else {
            throw BillowError(.usage, "there is no statement to run", source: sql.text)
        }
        guard Self.onlyReads(statements) else { throw Self.writes(sql) }
    }

    private func refusal(_ tree: [String: Any], _ sql: SQLText) -> BillowError {
        guard tree["error_type"] as? String == "parser" else { return Self.writes(sql) }
        let message = tree["error_message"] as? String ?? "the statement cannot be parsed"
        let position = (tree["position"] as? String).map { ", at character \($0)" } ?? ""
        return BillowError(.usage, "Parser Error: \(message)\(position)", source: sql.text)
    }

    private static func writes(_ sql: SQLText) -> BillowError {
        BillowError(
            .permission, "only statements that read may run here",
            hint: "Use SELECT, FROM, WITH, VALUES, DESCRIBE, SHOW or SUMMARIZE.", source: sql.text)
    }

    /// Every node of a query's tree names its kind; those listed here read.
    private static func onlyReads(_ tree: Any) -> Bool {
        if let list = tree as? [Any] { return list.allSatisfy(onlyReads) }
        guard let object = tree as? [String: Any] else { return true }
        if let kind = object["type"] as? String {
            if kind.hasSuffix("_NODE"), !readingNodes.contains(kind) { return false }
            if kind == "TABLE_FUNCTION", !callsReadingFunction(object) { return false }
        }
        return object.values.allSatisfy(onlyReads)
    }

    private static func callsReadingFunction(_ reference: [String: Any]) -> Bool {
        guard let function = reference["function"] as? [String: Any], let name = function["function_name"] as? String
        else { return false }
        return readingFunctions.contains(name.lowercased())
    }

    private static let readingNodes: Set = ["SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE"]

    private static let readingFunctions: Set = [
        "unnest", "range", "generate_series", "repeat", "repeat_row", "summary", "json_each", "json_tree", "glob",
        "read_parquet", "parquet_scan", "parquet_schema", "parquet_metadata", "parquet_file_metadata",
        "parquet_kv_metadata", "read_csv", "read_csv_auto", "sniff_csv", "read_json", "read_json_auto",
        "read_ndjson", "read_text", "read_blob", "duckdb_columns", "duckdb_functions", "duckdb_schemas",
        "duckdb_settings", "duckdb_tables", "duckdb_types", "duckdb_views", "pragma_table_info", "pragma_version",
    ]
}

import BillingModel
import Foundation
import ObjectStorage
import Parquet
import SQLEngine
import Summarising

extension Derivation {
    /// `daily` files over all `focus` files of a month, made without the session; nil where only an engine can read
    /// these.
    func summary(of focus: [String], folder: String) async throws -> [ParquetFile]? {
        do {
            return try summarise(focus, folder)
        } catch is UnsupportedParquet {
            return nil
        }
    }

    /// The same where somebody else compacted the table: the engine reads what they wrote, and writes what we read.
    func summaryOfCopies(of focus: [String], folder: String) async throws -> [ParquetFile] {
        let copies = try await session.writeParquet(
            try await select(FocusFiles.columns, from: .parquet(focus)), folder: try Self.emptied(folder + "-copies"))
        defer { try? FileManager.default.removeItem(atPath: folder + "-copies") }
        return try summarise(copies.map(\.path), folder)
    }

    private func summarise(_ focus: [String], _ folder: String) throws -> [ParquetFile] {
        try Summariser(markup: markup).summarise(try focusFiles(focus), into: try Self.emptied(folder))
    }

    private func focusFiles(_ paths: [String]) throws -> FocusFiles {
        try FocusFiles(try paths.map { try ParquetReader(FileBytes($0)) })
    }

    /// Those of the columns that are there, in their types.
    private func select(_ columns: [Column], from relation: SQLText) async throws -> SQLText {
        let present = Set(try await session.columnNames(of: relation))
        let cells = columns.filter { present.contains($0.name) }.map { column -> SQLText in
            "CAST(\(name: column.name) AS \(unsafe: column.type.sqlName)) AS \(name: column.name)"
        }
        return "SELECT \(sql: .joined(cells, separator: ", ")) FROM \(sql: relation)"
    }

    private static func emptied(_ folder: String) throws -> String {
        try? FileManager.default.removeItem(atPath: folder)
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw BillowError(.inputOutput, "cannot make a staging folder", source: folder, cause: error)
        }
        return folder
    }
}

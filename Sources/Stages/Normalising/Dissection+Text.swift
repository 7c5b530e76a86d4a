import BillingModel
import BillingSources
import SQLEngine

/// What follows from the parts, so that the engine is asked for the smallest ones only: each of the larger ones has all
/// of its parts' text once more.
extension Dissection {
    /// The same expression, written of its parts; nil where only the engine can spell it.
    func sql(_ parts: [SQLText], _ raw: RawNames) -> SQLText? {
        let list = parts.map { "(\(sql: $0))" as SQLText }
        switch kind {
        case .column(let column): return "\(name: raw.columns[column].name)"
        case .every where !list.isEmpty: return .joined(list, separator: " AND ")
        case .some where !list.isEmpty: return .joined(list, separator: " OR ")
        case .isNull where list.count == 1: return "\(sql: list[0]) IS NULL"
        case .first where !list.isEmpty: return "COALESCE(\(sql: .joined(list, separator: ", ")))"
        case .product where list.count == 2: return ExactProduct.sql(list[0], list[1])
        case .multiple where list.count == 2: return ExactProduct.sql(list[0], times: list[1])
        case .choice where list.count % 2 == 1:
            let checks = stride(from: 0, to: list.count - 1, by: 2).map {
                "WHEN \(sql: list[$0]) THEN \(sql: list[$0 + 1])" as SQLText
            }
            return "CASE \(sql: .joined(checks, separator: " ")) ELSE \(sql: list[list.count - 1]) END"
        case .names(let names) where names.count == list.count:
            let texts = zip(list, names).map {
                "CASE WHEN \(sql: $0) THEN \(String(decoding: $1, as: UTF8.self)) END" as SQLText
            }
            return "NULLIF(concat_ws(',', \(sql: .joined(texts, separator: ", "))), '')"
        case .whole, .null, .cast, .text, .test, .every, .some, .isNull, .first, .product, .multiple, .choice, .names:
            return nil
        }
    }

    /// The engine's name of the type; nil where only the engine can tell.
    ///
    /// - Parameter parts: nil for a part that is NULL, which has any type.
    func type(_ parts: [String?], _ raw: RawNames) -> String? {
        switch kind {
        case .column(let column): raw.columns[column].type.sqlName
        case .every, .some, .isNull, .test: ColumnType.boolean.sqlName
        case .text, .names: ColumnType.text.sqlName
        case .product, .multiple: ColumnType.decimal.sqlName
        case .first: Self.common(parts)
        case .choice:
            // Conditions are at even places, but for the last part.
            Self.common(parts.indices.filter { $0 % 2 == 1 || $0 == parts.count - 1 }.map { parts[$0] })
        case .whole, .null, .cast: nil
        }
    }

    private static func common(_ types: [String?]) -> String? {
        let known = Set(types.compactMap(\.self))
        return known.count == 1 ? known.first : nil
    }
}

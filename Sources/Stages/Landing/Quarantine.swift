import BillingModel

/// Rows that cannot be read: kept apart, as delivered, with where and why.
package enum Quarantine {
    /// In a file. More are no slips but a file that is something else.
    package static let rowsMax = 1000

    /// A cell that its column cannot hold; a row may have several.
    package struct Cell: Hashable, Sendable {
        /// The object's key.
        package let file: String
        /// The delivery.
        package let run: String
        /// The first row after the header is 1, the first line of the file is 1.
        package let row: Int
        package let line: Int
        /// As the source spells it.
        package let column: String
        package let reason: String
        /// The cell and its whole record as delivered.
        package let text: String
        package let record: String
    }

    /// What a delivery lacks because of them.
    package struct Shortage: Hashable, Sendable {
        package var rows: Int
        /// Rows whose billed cost cannot be read.
        package var rowsOfUnknownCost: Int
        /// Per currency, what was billed in the others.
        package var billed: [String: ExactDecimal]

        package static let none = Shortage(rows: 0, rowsOfUnknownCost: 0, billed: [:])

        package init(rows: Int, rowsOfUnknownCost: Int, billed: [String: ExactDecimal]) {
            self.rows = rows
            self.rowsOfUnknownCost = rowsOfUnknownCost
            self.billed = billed
        }

        func adding(_ other: Shortage) throws -> Shortage {
            var sum = self
            sum.rows += other.rows
            sum.rowsOfUnknownCost += other.rowsOfUnknownCost
            for (currency, billed) in other.billed {
                guard let total = (sum.billed[currency] ?? .zero).adding(billed) else {
                    throw BillowError(.badData, "a control total needs more than 38 digits")
                }
                sum.billed[currency] = total
            }
            return sum
        }
    }
}

extension Quarantine.Shortage: CustomStringConvertible {
    /// `short by 3 rows, at least 1.50 USD; the cost of 1 of them cannot be read`.
    package var description: String {
        let amounts = billed.filter { !$0.value.isZero }.sorted { $0.key < $1.key }
            .map { "\($0.value.rounded(decimals: 2)) \($0.key)" }.joined(separator: ", ")
        let known = amounts.isEmpty ? "" : ", \(rowsOfUnknownCost > 0 ? "at least " : "")\(amounts)"
        let whose = rows == 1 ? "its cost" : "the cost of \(rowsOfUnknownCost) of them"
        let unknown = rowsOfUnknownCost > 0 ? "; \(whose) cannot be read" : ""
        return "short by \(rows) \(rows == 1 ? "row" : "rows")\(known)\(unknown): see `billow quarantine`"
    }
}

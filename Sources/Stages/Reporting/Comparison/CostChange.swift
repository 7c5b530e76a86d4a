import BillingModel

/// One value of a dimension before and after, in one currency.
package struct CostChange: Hashable, Sendable {
    package struct Amounts: Hashable, Sendable {
        package let before: ExactDecimal?
        package let after: ExactDecimal?
        /// After less before; nil where one of them is unknown.
        package let difference: ExactDecimal?

        init(_ before: ExactDecimal?, _ after: ExactDecimal?) throws {
            self.before = before
            self.after = after
            guard let before, let after else {
                difference = nil
                return
            }
            guard let difference = after.adding(before.negated()) else {
                throw BillowError(.badData, "a difference needs more than 38 digits")
            }
            self.difference = difference
        }
    }

    package let value: String?
    package let currency: String?
    package let billed: Amounts
    package let effective: Amounts
    package let rowsBefore: Int
    package let rowsAfter: Int

    var isChange: Bool {
        billed.before != billed.after || effective.before != effective.after || rowsBefore != rowsAfter
    }
}

extension CostChange {
    private struct Key: Hashable {
        let value: String?
        let currency: String?
    }

    /// Every value of either side, the largest difference of billed cost first; currencies stay apart. What one side
    /// lacks costs nothing there: a sum over no rows is zero.
    package static func all(before: [CostCell], after: [CostCell]) throws -> [CostChange] {
        func byKey(_ cells: [CostCell]) throws -> [Key: CostCell] {
            try Dictionary(cells.map { (Key(value: $0.value, currency: $0.currency), $0) }) { one, _ in
                throw BillowError(.bug, "a comparison has two sums for \(one.value ?? "null")")
            }
        }
        let (old, new) = (try byKey(before), try byKey(after))
        return try Set(old.keys).union(new.keys).map { key in
            func amounts(_ cost: (CostCell) -> ExactDecimal?) throws -> Amounts {
                try Amounts(old[key].map(cost) ?? .zero, new[key].map(cost) ?? .zero)
            }
            return CostChange(
                value: key.value, currency: key.currency, billed: try amounts(\.billed),
                effective: try amounts(\.effective), rowsBefore: old[key]?.rows ?? 0, rowsAfter: new[key]?.rows ?? 0)
        }.sorted(by: precedes)
    }

    private static func precedes(_ left: CostChange, _ right: CostChange) -> Bool {
        guard left.currency == right.currency else {
            return (left.currency ?? "\u{10FFFF}") < (right.currency ?? "\u{10FFFF}")
        }
        let sizes = [left, right].map { [$0.billed, $0.effective].map { $0.difference?.units.magnitude } }
        for (mine, theirs) in zip(sizes[0], sizes[1]) where mine != theirs {
            // The unknown stands first: it may be anything.
            guard let mine else { return true }
            guard let theirs else { return false }
            return mine > theirs
        }
        return (left.value ?? "\u{10FFFF}") < (right.value ?? "\u{10FFFF}")
    }
}

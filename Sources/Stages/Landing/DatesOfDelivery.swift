import BillingModel
import BillingSources
import CellCoding

/// What the dates with slashes of one delivery's files show of their order.
struct DatesOfDelivery {
    private var days = DateEvidence()
    private var boundaries = DateEvidence()
    private var others = DateEvidence()

    mutating func take(_ coder: TableCoder, _ control: ControlColumns) throws {
        for (at, column) in coder.columns.enumerated() where column.type == .date {
            let shown = coder.dateEvidence(at)
            if column.name == control.usageStart {
                days = days.union(shown)
            } else if control.boundaries.contains(column.name) {
                boundaries = boundaries.union(shown)
            } else {
                others = others.union(shown)
            }
        }
    }

    func verdict(_ request: LandingRequest) -> DateEvidence.Verdict {
        DateEvidence.verdict(
            days: days, boundaries: boundaries, others: others,
            month: request.isPeriodDeclared ? request.period?.month : nil)
    }

    static let ambiguous = BillowError(
        .badData, "nothing tells whether its dates are month/day/year or day/month/year",
        hint: "a day after the 12th, a manifest, or `dates: month-first` for its path in billow.yaml would")
}

/// A delivery's dates are in the other order than they were read in: it has to be read again.
struct OtherDateOrder: Error {}

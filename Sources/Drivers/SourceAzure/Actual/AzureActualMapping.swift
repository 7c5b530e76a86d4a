import BillingModel
import BillingSources
import SQLEngine

/// The way of one actual or amortised cost schema to FOCUS, a row for a row.
///
/// In actual cost, usage that a commitment covers has cost 0, billed and effective: what it consumed of the commitment
/// is told by amortised exports alone, which know no purchase of one.
struct AzureActualMapping {
    let columns: AzureColumns
    let isAmortised: Bool

    init(_ columns: AzureColumns, isAmortised: Bool = false) {
        self.columns = columns
        self.isAmortised = isAmortised
    }

    func entries() -> [Mapping.Entry] {
        [account(), period(), charge(), commitment(), cost(), quantity(), price(), resource(), service(), own()]
            .flatMap { $0 }
    }

    /// The first of these text columns as a value, empty text as NULL; NULL when there is none.
    func text(_ names: String...) -> SQLText {
        guard let column = columns.schema.first(names) else { return "NULL::VARCHAR" }
        return text(column)
    }

    func text(_ column: Column?) -> SQLText {
        guard let column else { return "NULL::VARCHAR" }
        guard column.type == .text else { return "CAST(\(name: column.name) AS VARCHAR)" }
        return FOCUSLift.present("\(name: column.name)")
    }

    func decimal(_ column: Column?) -> SQLText? {
        column.map { columns.schema.reference($0.name, type: .decimal) }
    }

    func date(_ column: Column?) -> SQLText? {
        column.map { columns.schema.reference($0.name, type: .date) }
    }

    func has(_ names: String...) -> Bool { columns.schema.first(names) != nil }

    /// Text of several columns, the first that is not empty.
    func anyOf(_ parts: [SQLText]) -> SQLText {
        let present = parts.filter { $0 != "NULL::VARCHAR" }
        switch present.count {
        case 0: return "NULL::VARCHAR"
        case 1: return present[0]
        default: return "COALESCE(\(sql: SQLText.joined(present, separator: ", ")))"
        }
    }

    var chargeType: SQLText { text("ChargeType") }

    /// Older schemas name no kind of charge: theirs is usage.
    var isUsage: SQLText {
        has("ChargeType")
            ? "COALESCE(\(sql: chargeType), 'Usage') IN ('Usage', 'UnusedReservation', 'UnusedSavingsPlan')"
            : "TRUE"
    }

    /// The row belongs to a reservation or a savings plan.
    var isCommitment: SQLText {
        has("PricingModel") ? "\(sql: text("PricingModel")) IN ('Reservation', 'SavingsPlan')" : "FALSE"
    }

    /// The row is a share of a commitment's price, used or not: effective cost that nobody bills. Never null.
    var isShareOfCommitment: SQLText {
        let conditions = AzureActualMapping.sharesOfCommitments.filter { has($0.column) }.map { rows -> SQLText in
            let values = SQLText.joined(rows.values.sorted().map { "\($0)" }, separator: ", ")
            return "COALESCE(\(sql: text(rows.column)) IN (\(sql: values)), FALSE)"
        }
        return conditions.isEmpty ? "FALSE" : "(\(sql: .joined(conditions, separator: " OR ")))"
    }

    /// The row is what a commitment leaves unused.
    var isUnused: SQLText { "\(sql: chargeType) IN ('UnusedReservation', 'UnusedSavingsPlan')" }

    /// The row is anything but usage that a commitment covers and nobody bills. Never null.
    var isNotCovered: SQLText {
        let isBilled: SQLText = decimal(columns.cost).map { "COALESCE(\(sql: $0), 0) <> 0" } ?? "FALSE"
        return "(COALESCE(NOT (\(sql: isUsage) AND \(sql: isCommitment)), TRUE) OR \(sql: isBilled))"
    }

    /// What tells such rows in amortised exports, which have no other rows of commitments.
    static let sharesOfCommitments: [(column: String, values: Set<String>)] = [
        ("ChargeType", ["UnusedReservation", "UnusedSavingsPlan"]), ("PricingModel", ["Reservation", "SavingsPlan"]),
    ]

    /// The row pays for a commitment, or pays it back.
    var isCommitmentPurchase: SQLText {
        guard has("ChargeType") else { return "FALSE" }
        let order: SQLText =
            columns.resource.map {
                """
                lower(\(name: $0.name)) LIKE '/providers/microsoft.capacity/reservationorders/%' OR \
                lower(\(name: $0.name)) LIKE '/providers/microsoft.billingbenefits/savingsplanorders/%'
                """
            } ?? "FALSE"
        return "(\(sql: chargeType) IN ('Purchase', 'Refund') AND (\(sql: isCommitment) OR \(sql: order)))"
    }

    var commitmentId: SQLText {
        let order: SQLText =
            has("ReservationId") && has("ProductOrderId")
            ? """
            CASE WHEN \(sql: text("ReservationId")) IS NOT NULL \
            THEN '/providers/microsoft.capacity/reservationorders/' || \(sql: text("ProductOrderId")) \
            || '/reservations/' || \(sql: text("ReservationId")) END
            """ : "NULL::VARCHAR"
        return anyOf([text("benefitId"), order])
    }
}

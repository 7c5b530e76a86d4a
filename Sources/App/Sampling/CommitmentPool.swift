/// What a commitment covers in a day, used up by what asks first.
struct CommitmentPool {
    /// Money for a savings plan, hours for a reservation.
    let perDay: Amount
    private(set) var used = Amount.zero
    /// Since ``startMonth()``.
    private(set) var usedInMonth = Amount.zero

    init(perDay: Amount) {
        self.perDay = perDay
    }

    var unused: Amount { perDay - used }

    mutating func startMonth() {
        usedInMonth = .zero
    }

    mutating func startDay() {
        used = .zero
    }

    /// False, and nothing taken, when the rest of the day is too small.
    mutating func take(_ amount: Amount) -> Bool {
        guard amount <= unused else { return false }
        used += amount
        usedInMonth += amount
        return true
    }
}

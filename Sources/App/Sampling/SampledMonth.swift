import BillingModel

/// One delivery to write: a month, and whether it is the first or the later one.
struct SampledMonth: Sendable {
    let period: BillingPeriod
    /// 0 is the oldest month of the sample.
    let index: Int
    /// Invoices exist for all months but the last.
    let isInvoiced: Bool
    /// True for the later delivery of the last month.
    let isLater: Bool
    let days: [Day]

    init(_ period: BillingPeriod, index: Int, isInvoiced: Bool, isLater: Bool) {
        self.period = period
        self.index = index
        self.isInvoiced = isInvoiced
        self.isLater = isLater
        days = (1...period.dayCount).map { Day(period, $0) }
    }

    var firstDay: Day { days[0] }
    var lastDay: Day { days[days.count - 1] }

    /// The day on which the export ran: in the month after.
    var deliveryDay: Day { Day(period.next, isInvoiced ? 6 : isLater ? 4 : 1) }

    /// `2025-09-01T00:00:00.000Z`, inclusive.
    var start: String { period.firstDay + "T00:00:00.000Z" }
    /// `2025-10-01T00:00:00.000Z`, exclusive.
    var end: String { period.next.firstDay + "T00:00:00.000Z" }

    /// Tells deliveries apart where ids are drawn.
    var label: UInt64 { UInt64(period.year * 24 + period.month * 2 + (isLater ? 1 : 0)) }

    /// A random id of this delivery for a purpose, as a UUID.
    func uuid(_ seed: UInt64, _ purpose: String) -> String {
        var dice = Dice(seed, Dice.label(purpose), label)
        return String { $0.add(uuid: dice.next(), dice.next()) }
    }

    /// Lines on a day when `lines` are usual: the later delivery knows of usage that came in late.
    func lineCount(_ lines: Int, on day: Day) -> Int {
        isLater && isAmongLast(day) ? lines + max(2, lines / 12) : lines
    }

    /// Usage that the later delivery has corrected.
    func isLateChange(_ line: Line, _ day: Day) -> Bool {
        isLater && isAmongLast(day) && line.number % 16 == 3
    }

    private func isAmongLast(_ day: Day) -> Bool { day.day > period.dayCount - 5 }
}

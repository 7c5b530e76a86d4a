import Reporting

/// How often something of an export lands, from the days on which it did.
struct DeliveryRhythm: Sendable {
    /// Days since the last landing; nil where nothing landed.
    let daysSince: Int?
    /// Days that usually lie between two landings; nil where there were too few to tell.
    let usualDays: Int?

    /// So many landings back it is looked: an export may have changed its ways.
    private static let landingsMax = 16
    private static let gapsMin = 3

    init(landedMillis: [Int64], today: ReportDay) {
        let days = Set(landedMillis.map { Int($0 / 86_400_000) }).sorted().suffix(Self.landingsMax)
        daysSince = days.last.map { max(0, today.daysSince1970 - $0) }
        let gaps = zip(days, days.dropFirst()).map { $1 - $0 }.sorted()
        usualDays = gaps.count < Self.gapsMin ? nil : gaps[gaps.count / 2]
    }

    /// Longer ago than usual by half, and by two days at least; nil where nobody knows what is usual.
    var isOverdue: Bool? {
        guard let daysSince, let usualDays else { return nil }
        return daysSince > usualDays + max(2, usualDays / 2)
    }
}

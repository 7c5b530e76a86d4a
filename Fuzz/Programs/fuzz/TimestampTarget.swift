import BillingModel

/// Dates and instants against a reader that splits text and counts days one month at a time.
struct TimestampTarget: FuzzTarget {
    static let name = "timestamp"

    func attempt(using dice: inout SplitMix) -> String? {
        func two(_ bound: Int) -> String {
            let number = dice.once(in: 12) ? dice.roll(100) : dice.roll(bound)
            return number < 10 && !dice.once(in: 20) ? "0\(number)" : "\(number)"
        }
        let year = dice.pick([
            "2025", "2024", "1900", "2100", "1969", "1899", "9999", "25", "0025", "\(dice.roll(11_000))",
        ])
        var text: String
        if dice.once(in: 3) {
            text = "\(dice.roll(14))/\(dice.once(in: 2) ? two(32) : String(dice.roll(33)))/\(year)"
            if dice.once(in: 3) {
                text += " " + dice.pick(["0:00", "00:00", "00:00:00", "0:00:00", "1:00", "00:01", ""])
            }
        } else {
            text = "\(year)-\(two(13))-\(two(32))"
            if !dice.once(in: 4) {
                text += dice.pick(["T", "T", " ", "t"])
                text += dice.once(in: 2) ? dice.pick(["00:00", "00:00:00", "00:00:00.000"]) : two(25) + ":" + two(61)
                if dice.once(in: 2) { text += ":" + two(61) }
                if dice.once(in: 3) { text += "." + dice.digits(upTo: 10) }
                text += dice.pick(["Z", "Z", "", "+00:00", "+0000", "+00", "+01:00", "-00:00", "+00:", "z", "+00:0"])
            }
        }
        var bytes = Array(text.utf8)
        if dice.once(in: 8) { dice.damage(&bytes, times: 1) }
        return attempt(bytes, using: &dice)
    }

    func attempt(_ input: [UInt8], using dice: inout SplitMix) -> String? {
        let text = String(decoding: input, as: UTF8.self)
        let (micros, days) = input.withUnsafeBufferPointer { (TimestampText.micros($0), TimestampText.days($0)) }
        let expected = (micros: Self.micros(input), days: Self.days(input))
        if micros != expected.micros {
            return "\(text.debugDescription): \(micros as Any) µs, where \(expected.micros as Any) is due"
        }
        if days.map(Int.init) != expected.days {
            return "\(text.debugDescription): day \(days as Any), where \(expected.days as Any) is due"
        }
        guard let micros else { return nil }
        // What is written is read as the same again.
        let again = TimestampText.instant(micros: micros)
        let back = Array(again.utf8).withUnsafeBufferPointer { TimestampText.micros($0) }
        return back == micros ? nil : "\(text.debugDescription) is written as \(again)"
    }

    // MARK: The slow way

    private static func number(_ text: Substring, digits: ClosedRange<Int>) -> Int? {
        guard digits.contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(text)
    }

    private static func parts(_ text: Substring, _ separator: Character, _ count: ClosedRange<Int>) -> [Substring]? {
        let parts = text.split(separator: separator, omittingEmptySubsequences: false)
        return count.contains(parts.count) ? parts : nil
    }

    private static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int? {
        func isLeap(_ year: Int) -> Bool { year % 400 == 0 || (year % 4 == 0 && year % 100 != 0) }
        guard (1900...9999).contains(year), (1...12).contains(month) else { return nil }
        let lengths = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1...lengths[month - 1]).contains(day) else { return nil }
        var days = 0
        for past in min(1970, year)..<max(1970, year) { days += isLeap(past) ? 366 : 365 }
        if year < 1970 { days = -days }
        return days + lengths.prefix(month - 1).reduce(0, +) + day - 1
    }

    private static func ascii(_ input: [UInt8]) -> Substring? {
        input.allSatisfy { $0 < 0x80 } ? String(decoding: input, as: UTF8.self)[...] : nil
    }

    private static func micros(_ input: [UInt8]) -> Int64? {
        guard let text = ascii(input), let date = parts(text.prefix(10), "-", 3...3),
            let year = number(date[0], digits: 4...4), let month = number(date[1], digits: 2...2),
            let day = number(date[2], digits: 2...2), let days = dayNumber(year, month, day)
        else { return nil }
        var rest = text.dropFirst(10)
        if rest.isEmpty { return Int64(days) * 86_400_000_000 }
        guard rest.first == "T" || rest.first == " " else { return nil }
        rest = rest.dropFirst()
        for zone in ["+00:00", "+0000", "+00", "Z"] where rest.hasSuffix(zone) {
            rest = rest.dropLast(zone.count)
            break
        }
        guard let clock = parts(rest, ":", 2...3), let hour = number(clock[0], digits: 2...2),
            let minute = number(clock[1], digits: 2...2), hour < 24, minute < 60
        else { return nil }
        var micros = Int64(days * 86_400 + hour * 3600 + minute * 60) * 1_000_000
        guard clock.count == 3 else { return micros }
        guard let second = parts(clock[2], ".", 1...2), let whole = number(second[0], digits: 2...2), whole < 60 else {
            return nil
        }
        micros += Int64(whole) * 1_000_000
        guard second.count == 2 else { return micros }
        guard number(second[1], digits: 1...9) != nil else { return nil }
        let six = (second[1] + "000000").prefix(6)
        return micros + (Int64(six) ?? 0)
    }

    private static func days(_ input: [UInt8]) -> Int? {
        if let micros = micros(input) { return micros % 86_400_000_000 == 0 ? Int(micros / 86_400_000_000) : nil }
        guard let text = ascii(input), let halves = parts(text, " ", 1...2), let date = parts(halves[0], "/", 3...3),
            let month = number(date[0], digits: 1...2), let day = number(date[1], digits: 1...2),
            let year = number(date[2], digits: date[2].count == 2 ? 2...2 : 4...4)
        else { return nil }
        if halves.count == 2, !["0:00", "00:00", "0:00:00", "00:00:00"].contains(halves[1]) { return nil }
        return dayNumber(date[2].count == 2 ? 2000 + year : year, month, day)
    }
}

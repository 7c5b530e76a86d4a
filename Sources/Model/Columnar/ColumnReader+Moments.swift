extension ColumnReader {
    /// Dates, times and intervals. Values keep microseconds; what has a finer part, or does not fit, becomes text, so
    /// that nothing is lost in silence.
    func moment(_ index: Int, type: ArrowType) -> Value {
        switch type {
        case .date(bits: 32): .date(load(index))
        case .date: timestamp(load(index), unit: .millis, isUTC: false)
        case .time(let unit): time(index, unit)
        case .timeWithZone: .text(Self.zonedTimeText(load(index)))
        case .timestamp(let unit, let hasZone): timestamp(load(index), unit: unit, isUTC: hasZone)
        case .duration(let unit): duration(load(index), unit)
        case .interval(let layout): interval(index, layout)
        default: .null
        }
    }

    private func time(_ index: Int, _ unit: TimeUnit) -> Value {
        let isNarrow = unit == .seconds || unit == .millis
        let nanos = (isNarrow ? Int128(load(index) as Int32) : Int128(load(index) as Int64)) * unit.nanos
        return nanos % 1000 == 0 ? .time(Int64(nanos / 1000)) : .text(CalendarText.time(nanos: nanos))
    }

    private func timestamp(_ number: Int64, unit: TimeUnit, isUTC: Bool) -> Value {
        // The ends of the range stand for infinity in every unit.
        if number == .max || number == -.max { return .timestamp(micros: number, isUTC: isUTC) }
        let nanos = Int128(number) * unit.nanos
        guard nanos % 1000 == 0, let micros = Int64(exactly: nanos / 1000) else {
            return .text(CalendarText.timestamp(nanos: nanos, isUTC: isUTC))
        }
        return .timestamp(micros: micros, isUTC: isUTC)
    }

    private func duration(_ number: Int64, _ unit: TimeUnit) -> Value {
        let nanos = Int128(number) * unit.nanos
        guard let exact = Int64(exactly: nanos) else {
            return .text((nanos < 0 ? "-" : "") + CalendarText.time(nanos: nanos < 0 ? -nanos : nanos))
        }
        return .interval(months: 0, days: 0, nanos: exact)
    }

    private func interval(_ index: Int, _ layout: IntervalLayout) -> Value {
        switch layout {
        case .months:
            return .interval(months: load(index), days: 0, nanos: 0)
        case .daysAndMillis:
            let millis: Int32 = load(index * 2 + 1)
            return .interval(months: 0, days: load(index * 2), nanos: Int64(millis) * 1_000_000)
        case .monthsDaysNanos:
            return .interval(months: load(index * 4), days: load(index * 4 + 1), nanos: load(index * 2 + 1))
        }
    }

    /// Microseconds above 24 bits of zone, which count down from the easternmost one.
    private static func zonedTimeText(_ packed: UInt64) -> String {
        let easternmost = 16 * 3600 - 1
        let offset = easternmost - Int(packed & 0xFF_FFFF)
        return CalendarText.time(nanos: Int128(packed >> 24) * 1000) + CalendarText.offset(seconds: offset)
    }
}

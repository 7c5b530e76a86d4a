import Columnar
import Testing

@Suite struct ValueTests {
    @Test func textOfDecimals() {
        #expect(Value.decimal(units: 1234, scale: 2).description == "12.34")
        #expect(Value.decimal(units: -5, scale: 2).description == "-0.05")
        #expect(Value.decimal(units: 5, scale: 0).description == "5")
        #expect(Value.decimal(units: 5, scale: -2).description == "500")
        #expect(Value.decimal(units: .min, scale: 38).description == "-1.70141183460469231731687303715884105728")
    }

    @Test func textOfMoments() {
        #expect(Value.date(0).description == "1970-01-01")
        #expect(Value.date(-719_162).description == "0001-01-01")
        #expect(Value.date(-719_163).description == "0001-12-31 (BC)")
        #expect(Value.date(11_016).description == "2000-02-29")
        #expect(Value.timestamp(micros: -1, isUTC: true).description == "1969-12-31 23:59:59.999999+00")
        #expect(
            Value.interval(months: -13, days: 1, nanos: -500_000_000).description
                == "-1 year -1 month 1 day -00:00:00.5")
    }

    @Test func mapsAreEqualInAnyOrder() {
        let one = Value.map([(.text("b"), .integer(2)), (.text("a"), .integer(1))])
        let other = Value.map([(.text("a"), .integer(1)), (.text("b"), .integer(2))])
        #expect(one == other)
        #expect(one.hashValue == other.hashValue)
        #expect(one.description == "{a=1, b=2}")
        #expect(other.description == one.description)
        #expect(one != .map([(.text("a"), .integer(1))]))
        #expect(one != .map([(.text("a"), .integer(1)), (.text("b"), .integer(3))]))
    }

    @Test func casesAreNotMixed() {
        let values: [Value] = [
            .null, .text("NULL"), .text(""), .bytes([]), .integer(1), .unsigned(1), .text("1"), .double(1),
            .boolean(true), .text("true"), .decimal(units: 1, scale: 0), .decimal(units: 10, scale: 1), .date(1),
            .time(1), .timestamp(micros: 1, isUTC: true), .timestamp(micros: 1, isUTC: false), .list([]),
            .structure([]), .map([]), .interval(months: 0, days: 0, nanos: 1), .list([.null]),
        ]
        #expect(Set(values).count == values.count)
        #expect(Value.double(.nan) == .double(.nan))
        #expect(Value.double(0) == .double(-0.0))
        #expect(Value.double(0).hashValue == Value.double(-0.0).hashValue)
    }

    /// Two spellings that Unicode calls equal are two values to an engine.
    @Test func textIsComparedByBytes() {
        #expect(Value.text("é") != Value.text("e\u{301}"))
    }
}

import DelimitedText

/// ``RecordScanner`` against ``CSVParser``: the same records, the same refusals.
struct RecordsTarget: FuzzTarget {
    static let name = "records"

    func attempt(using dice: inout SplitMix) -> String? {
        ScannerCase.random(using: &dice).difference()
    }

    func attempt(_ input: [UInt8], using dice: inout SplitMix) -> String? {
        var some = ScannerCase.random(using: &dice)
        some.bytes = input
        return some.difference()
    }
}

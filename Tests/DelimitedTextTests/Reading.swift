import DelimitedText

/// What a reader made of an input: all that ``CSVParser`` and ``RecordScanner`` must agree on.
struct Reading: Equatable {
    struct Record: Equatable {
        var line: Int
        var cells: [String]
    }

    var header: [String] = []
    var records: [Record] = []
    var failure: CSVFailure?
    /// Where the scanner's own account does not add up.
    var complaint: String?
}

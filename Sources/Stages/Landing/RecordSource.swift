import BillingModel
import DelimitedText
import ObjectStorage

/// A text file's blocks of records, a chunk at a time, so that the next are found while the latest are coded.
actor RecordSource {
    private var stream: any ByteStream
    private let scanner = RecordScanner()
    private let name: String
    /// Whether each line of the file is a row, so that there is no header line.
    nonisolated let isLines: Bool
    private var isOver = false
    /// The less, the more often do threads wait for each other; the more, the less of it is in a cache still.
    private static let bytesAtOnce = 1 << 20

    /// `name` is what errors say of the file.
    init(_ form: TextForm, name: String) {
        stream = form.stream
        isLines = form.isLines
        self.name = name
    }

    /// Known once ``next()`` has answered.
    var header: [String] { scanner.header }

    /// The next blocks, perhaps none; nil at the end, when every byte was as declared.
    func next() async throws -> [RecordBlock]? {
        if isOver { return nil }
        var stream = stream
        var blocks: [RecordBlock] = []
        var fed = 0
        do {
            while fed < Self.bytesAtOnce, !isOver {
                if let chunk = try await stream.next() {
                    fed += chunk.count
                    try scanner.feed(chunk) { blocks.append($0) }
                } else {
                    isOver = true
                    try scanner.finish { blocks.append($0) }
                }
            }
            self.stream = stream
        } catch let failure as CSVFailure {
            isOver = true
            self.failure = BillowError(
                .badData, "\(failure.what) on line \(failure.line)", hint: "the file is not strict CSV (RFC 4180)",
                source: "\(name):\(failure.line)")
        }
        return blocks
    }

    /// Why the file ended early: records before the trouble were handed over.
    private(set) var failure: BillowError?
}

import BillingModel
import Compression
import Testing

@Suite("ZIP archives that are refused, with why") struct ZipTests {
    /// `a.csv` with `x`, deflated as one stored block.
    private static let whole: [UInt8] = {
        let (name, data) = (Array("a.csv".utf8), [1, 1, 0, 0xFE, 0xFF, UInt8(ascii: "x")] as [UInt8])
        func sizes(_ crc: [UInt8]) -> [UInt8] { crc + [6, 0, 0, 0, 1, 0, 0, 0] }
        let crc: [UInt8] = [0x83, 0x16, 0xDC, 0x8C]
        let local =
            Array("PK\u{3}\u{4}".utf8) + [20, 0, 0, 0, 8, 0, 0, 0, 0, 0] + sizes(crc) + [5, 0, 0, 0] + name + data
        let directory =
            Array("PK\u{1}\u{2}".utf8) + [20, 0, 20, 0, 0, 0, 8, 0, 0, 0, 0, 0] + sizes(crc)
            + [5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] + name
        let end =
            Array("PK\u{5}\u{6}".utf8) + [0, 0, 0, 0, 1, 0, 1, 0, UInt8(directory.count), 0, 0, 0, UInt8(local.count)]
            + [0, 0, 0, 0, 0]
        return local + directory + end
    }()

    private func inflated(_ bytes: [UInt8]) throws -> [UInt8] {
        let reader = ZipReader()
        reader.feed(bytes)
        var output: [UInt8] = []
        while let piece = try reader.next() { output += piece }
        try reader.finish()
        return output
    }

    @Test func one() throws {
        #expect(try inflated(Self.whole) == Array("x".utf8))
    }

    @Test(arguments: [
        (6, UInt8(1), "encrypted"), (8, 12, "method 12"), (8, 0, "method 0"),
        (whole.count - 12, 2, "more than one file"),
        (whole.count - 27 - 46 + 16, 0, "checksum"), (0, 0, "damaged"), (whole.count - 22, 0, "ends too early"),
    ])
    func refused(place: Int, byte: UInt8, reason: String) throws {
        var bytes = Self.whole
        bytes[place] = byte
        let error = #expect(throws: BillowError.self) { try inflated(bytes) }
        #expect(error?.code == .badData && error?.message.contains(reason) ?? false, "\(error?.message ?? "")")
    }

    @Test func everyCutIsRefused() {
        for count in 0..<Self.whole.count {
            #expect(throws: BillowError.self, "\(count) bytes") { try inflated(Array(Self.whole.prefix(count))) }
        }
    }
}

import CByteScan
import DelimitedText
import Randomness
import Testing

@Suite("Blocks of records")
struct RecordScannerTests {
    @Test("the scanner reads and refuses what the parser does, however it is fed")
    func sameAsParser() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var dice = SeededGenerator(seed: seed)
        for _ in 0..<3000 {
            let difference = ScannerCase.random(using: &dice).difference()
            guard difference == nil else {
                Issue.record("seed \(seed): \(difference ?? "")")
                return
            }
        }
    }

    @Test("every cut of one file with everything in it", arguments: ScanLevel.available)
    func everyCut(level: ScanLevel) {
        let bytes = Array("\u{FEFF}ä,b\r\n\"x\"\"\r\n,🎈\",\"\"\r\n1,\r\n\"\",2\r\n\r\n".utf8)
        for first in 1...bytes.count {
            for blockBytes in [1, 8, 64] {
                let some = ScannerCase(bytes: bytes, pieces: [first], level: level, blockBytes: blockBytes)
                #expect(some.difference() == nil)
            }
        }
    }

    @Test(
        "what is refused says where and why",
        arguments: [
            ("a,b\n1,2\n3\n", "1 cell, where the header has 2, in row 2", 3),
            ("a,b\n\"1\n\",2\n3,4,5\n", "3 cells, where the header has 2, in row 2", 4),
            ("a,b\n1,2\n\n3,4\n", "a blank line between records", 3),
            ("a\n1\n\r\n3\n", "a blank line between records", 3),
            ("a,b\n1,\"2\"x\n", "text behind a closing quote", 2),
            ("a,b\n1,\"2\n", "a quoted cell that is never closed", 2),
            ("a,b\n1,2\r3,4\n", "a carriage return without line feed", 2),
        ])
    func refusals(text: String, reason: String, line: Int) {
        for blockBytes in [1, 4, 1000] {
            let reading = ScannerCase(bytes: Array(text.utf8), pieces: [], blockBytes: blockBytes).scanned()
            #expect(reading.failure == CSVFailure(what: reason, line: line))
        }
    }

    @Test("UTF-16 is called by its name", arguments: [[0xFF, 0xFE, 0x61, 0], [0xFE, 0xFF, 0, 0x61]] as [[UInt8]])
    func utf16(bytes: [UInt8]) {
        let failure = ScannerCase(bytes: bytes, pieces: [1]).scanned().failure
        #expect(failure?.what.contains("UTF-16") == true)
    }

    @Test("limits are said")
    func limits() {
        var some = ScannerCase(bytes: Array("a,b\n1,22222\n".utf8), pieces: [])
        some.limits.cellBytes = 4
        #expect(some.scanned().failure == CSVFailure(what: "a cell of more than 4 bytes", line: 2))
        some.limits = RecordLimits()
        some.limits.recordBytes = 7
        #expect(some.scanned().failure == CSVFailure(what: "a record of more than 7 bytes", line: 2))
        some.bytes.removeLast()
        #expect(some.scanned().failure == CSVFailure(what: "a record of more than 7 bytes", line: 2))
        some.limits.recordBytes = 8
        #expect(some.scanned().failure == nil)
        some.limits = RecordLimits()
        some.limits.cells = 1
        #expect(some.scanned().failure == CSVFailure(what: "a record of more than 1 cells", line: 1))
    }

    @Test("a wide record and a long one, each larger than a block")
    func large() throws {
        let columns = 10_000
        let wide = (0..<columns).map { "c\($0)" }.joined(separator: ",")
        let long =
            "\"" + String(repeating: "ab\n\"\"", count: 100_000) + "\"" + String(repeating: ",", count: columns - 1)
        let bytes = Array([wide, wide, long, wide].joined(separator: "\n").utf8)
        let some = ScannerCase(bytes: bytes, pieces: Array(repeating: 30_000, count: 40), blockBytes: 16 << 10)
        let (expected, found) = (some.parsed(), some.scanned())
        #expect(found == expected)
        #expect(found.records.count == 3)
    }

    @Test("blocks stay as they are while later ones are read")
    func blocksLast() throws {
        var blocks: [RecordBlock] = []
        let scanner = RecordScanner(blockBytes: 100)
        let rows = (0..<2000).map { "\($0),\($0 * 7)" }
        try scanner.feed(Array(("a,b\n" + rows.joined(separator: "\n")).utf8)) { blocks.append($0) }
        try scanner.finish { blocks.append($0) }
        let read = blocks.flatMap { block in
            (0..<block.records).map { block.text($0, 0) + "," + block.text($0, 1) }
        }
        #expect(blocks.count > 100)
        #expect(read == rows)
    }

    @Test("UTF-8 is what the standard library says", arguments: ScanLevel.available)
    func utf8(level: ScanLevel) {
        let seed = UInt64.random(in: 0...UInt64.max)
        var dice = SeededGenerator(seed: seed)
        let pieces: [[UInt8]] =
            ["a", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "é", "€", "🎈", "\u{7FF}", "\u{FFFF}", "\u{10FFFF}"].map {
                Array($0.utf8)
            }
        for _ in 0..<5000 {
            var bytes = (0..<Int.random(in: 0...40, using: &dice)).flatMap { _ in
                pieces[Int.random(in: 0..<pieces.count, using: &dice)]
            }
            if Bool.random(using: &dice), !bytes.isEmpty {
                bytes[Int.random(in: 0..<bytes.count, using: &dice)] = UInt8.random(in: 0...255, using: &dice)
            }
            if Bool.random(using: &dice), !bytes.isEmpty { bytes.removeLast() }
            let found = cbytescan_is_utf8(level.rawValue, bytes, bytes.count)
            #expect(found == (String(validating: bytes, as: UTF8.self) != nil), "seed \(seed): \(bytes)")
        }
    }
}

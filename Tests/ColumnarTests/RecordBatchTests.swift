import BillingModel
import CArrow
import Columnar
import Testing

private typealias Build = ArrayBuilder

@Suite struct RecordBatchTests {
    /// The column's values in a batch of its own.
    private func values(_ schema: ArrowSchema, _ array: ArrowArray, rows: Int, offset: Int = 0) throws -> [Value] {
        let columns = try Schema(reading: Build.schema("+s", children: [schema]))
        var whole = Build.array(length: rows, offset: offset, nullCount: 0, buffers: [nil], children: [array])
        let batch = try RecordBatch(adopting: &whole, schema: columns)
        #expect(whole.release == nil)
        return (0..<batch.rowCount).map { batch.value(row: $0, column: 0) }
    }

    @Test func aSliceOfASliceCountsBothOffsets() throws {
        // 0 1 2 … 15, where 5 and 9 are null.
        let numbers = Build.bytes((0..<16).map(Int32.init))
        let validity: [UInt8] = [0b1101_1111, 0b1111_1101]
        let array = Build.array(length: 10, offset: 3, buffers: [validity, numbers])
        let found = try values(Build.schema("i", "n"), array, rows: 6, offset: 2)
        #expect(found == [.null, .integer(6), .integer(7), .integer(8), .null, .integer(10)])
    }

    @Test func slicesOfBits() throws {
        let array = Build.array(length: 9, offset: 5, nullCount: 0, buffers: [nil, [0b0110_0000, 0b0011_1001]])
        let expected: [Bool] = [true, true, false, true, false, false, true, true, true]
        #expect(try values(Build.schema("b"), array, rows: 9) == expected.map(Value.boolean))
    }

    @Test func slicesOfLists() throws {
        // [a b] null [] [c], then the list array begins at its second entry and its child at its third.
        let texts = Build.array(
            length: 3, offset: 2, nullCount: 0,
            buffers: [nil, Build.bytes([0, 1, 2, 3, 4, 5] as [Int32]), Array("xyabc".utf8)])
        let lists = Build.array(
            length: 4, offset: 1, buffers: [[0b0001_1011], Build.bytes([0, 0, 2, 2, 2, 3] as [Int32])],
            children: [texts])
        let schema = Build.schema("+l", children: [Build.schema("u", "l")])
        #expect(
            try values(schema, lists, rows: 4) == [
                .list([.text("a"), .text("b")]), .null, .list([]), .list([.text("c")]),
            ])
    }

    @Test func slicesOfStructsFixedListsAndMaps() throws {
        let numbers = Build.array(length: 8, nullCount: 0, buffers: [nil, Build.bytes((0..<8).map(Int64.init))])
        let structs = Build.array(length: 3, offset: 4, buffers: [[0b1101_1111]], children: [numbers])
        #expect(
            try values(Build.schema("+s", children: [Build.schema("l", "n")]), structs, rows: 3)
                == [.structure([("n", .integer(4))]), .null, .structure([("n", .integer(6))])])

        let pairs = Build.array(length: 3, offset: 1, nullCount: 0, buffers: [nil], children: [numbers])
        #expect(
            try values(Build.schema("+w:2", children: [Build.schema("l")]), pairs, rows: 2)
                == [.list([.integer(2), .integer(3)]), .list([.integer(4), .integer(5)])])

        let entries = Build.array(length: 6, offset: 2, nullCount: 0, buffers: [nil], children: [numbers, numbers])
        let maps = Build.array(
            length: 1, offset: 1, nullCount: 0, buffers: [nil, Build.bytes([0, 1, 3] as [Int32])], children: [entries])
        let entry = Build.schema("+s", "entries", children: [Build.schema("l", "key"), Build.schema("l", "value")])
        #expect(
            try values(Build.schema("+m", children: [entry]), maps, rows: 1)
                == [.map([(.integer(3), .integer(3)), (.integer(4), .integer(4))])])
    }

    @Test func slicesOfDictionaries() throws {
        let words = Build.array(
            length: 2, offset: 1, nullCount: 0,
            buffers: [nil, Build.bytes([0, 1, 2, 3] as [Int32]), Array("xab".utf8)])
        let indices = Build.array(length: 3, offset: 1, buffers: [[0b0000_1011], [9, 1, 7, 0]], dictionary: words)
        let schema = Build.schema("C", dictionary: Build.schema("u"))
        #expect(try values(schema, indices, rows: 3) == [.text("b"), .null, .text("a")])
    }

    @Test func otherLayoutsOfTexts() throws {
        let large = Build.array(
            length: 2, nullCount: 0, buffers: [nil, Build.bytes([0, 3, 3] as [Int64]), Array("abc".utf8)])
        #expect(try values(Build.schema("U"), large, rows: 2) == [.text("abc"), .text("")])

        let long = "a text that is longer than twelve bytes"
        var views = Build.bytes([5] as [Int32]) + Array("short".utf8) + [UInt8](repeating: 0, count: 7)
        views += Build.bytes([Int32(long.utf8.count)]) + Array("a te".utf8) + Build.bytes([1, 2] as [Int32])
        let viewed = Build.array(
            length: 2, nullCount: 0,
            buffers: [nil, views, [], Array("..".utf8) + Array(long.utf8), Build.bytes([0, 41] as [Int64])])
        #expect(try values(Build.schema("vu"), viewed, rows: 2) == [.text("short"), .text(long)])
    }

    @Test func otherLayoutsOfLists() throws {
        func numbers() -> ArrowArray {
            Build.array(length: 4, nullCount: 0, buffers: [nil, Build.bytes([1, 2, 3, 4] as [Int16])])
        }
        let expected: [Value] = [.list([.integer(3), .integer(4)]), .list([.integer(2)])]
        let large = Build.array(
            length: 1, nullCount: 0, buffers: [nil, Build.bytes([2, 4] as [Int64])], children: [numbers()])
        #expect(try values(Build.schema("+L", children: [Build.schema("s")]), large, rows: 1) == [expected[0]])
        let views = Build.array(
            length: 2, nullCount: 0, buffers: [nil, Build.bytes([2, 1] as [Int32]), Build.bytes([2, 1] as [Int32])],
            children: [numbers()])
        #expect(try values(Build.schema("+vl", children: [Build.schema("s")]), views, rows: 2) == expected)
    }

    @Test func decimalsOfEveryWidth() throws {
        let small = Build.array(length: 1, nullCount: 0, buffers: [nil, Build.bytes([-5] as [Int32])])
        #expect(try values(Build.schema("d:9,2,32"), small, rows: 1) == [.decimal(units: -5, scale: 2)])
        let middle = Build.array(length: 1, nullCount: 0, buffers: [nil, Build.bytes([-5] as [Int64])])
        #expect(try values(Build.schema("d:18,2,64"), middle, rows: 1) == [.decimal(units: -5, scale: 2)])
        let wide = Build.array(
            length: 2, offset: 1, nullCount: 0, buffers: [nil, Build.bytes([0, .min, .max] as [Int128])])
        #expect(
            try values(Build.schema("d:38,18"), wide, rows: 2)
                == [.decimal(units: .min, scale: 18), .decimal(units: .max, scale: 18)])
    }

    @Test func memoryIsGivenBackOnce() throws {
        let columns = try Schema(reading: Build.schema("+s", children: [Build.schema("l", "n")]))
        func batch(_ id: Int, children: [ArrowArray]) throws -> RecordBatch {
            var whole = Build.array(id: id, length: 1, buffers: [nil], children: children)
            return try RecordBatch(adopting: &whole, schema: columns)
        }
        let number = Build.array(length: 1, nullCount: 0, buffers: [nil, Build.bytes([7] as [Int64])])
        do {
            let first = try batch(901, children: [number])
            let second = first
            #expect(second.value(row: 0, column: 0) == .integer(7))
            #expect(Build.releases.withLock { $0[901] } == nil)
        }
        #expect(Build.releases.withLock { $0[901] } == 1)
        #expect(throws: BillowError.self) { try batch(902, children: []) }
        #expect(Build.releases.withLock { $0[902] } == 1)
    }

    @Test func whatIsMissingIsAnErrorNotATrap() throws {
        let withoutValues = Build.array(length: 1, nullCount: 0, buffers: [nil, nil])
        #expect(throws: BillowError.self) { try values(Build.schema("l"), withoutValues, rows: 1) }
        let error = #expect(throws: BillowError.self) {
            try Schema(reading: Build.schema("+s", children: [Build.schema("+r", "c")]))
        }
        #expect(error?.message.contains("column c has the Arrow format +r") == true)
        #expect(throws: BillowError.self) { try Schema(reading: Build.schema("l")) }
    }
}

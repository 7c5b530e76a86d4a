import Randomness
import Testing

@testable import BillingModel
@testable import Parquet

@Suite struct ThriftTests {
    private static let footer = FileMetadata(
        version: 1,
        schema: [
            SchemaElement(name: "schema", childCount: 2),
            SchemaElement(
                type: .fixedLengthByteArray, typeLength: 16, repetition: .optional, name: "Kosten €",
                convertedType: .decimal, scale: 18, precision: 38, logicalType: .decimal(precision: 38, scale: 18)),
            SchemaElement(
                type: .int64, repetition: .optional, name: "at", convertedType: .timestampMicros,
                logicalType: .timestamp(isUTC: true, .micros)),
        ],
        rowCount: -1,
        rowGroups: [
            RowGroupMetadata(
                chunks: (0..<20).map { index in
                    ColumnChunk(
                        fileOffset: 0,
                        metadata: ColumnMetadata(
                            type: .int64, encodings: [.plain, .runLength, .byteStreamSplit], path: ["a", "b"],
                            codec: .zstd, valueCount: .max, uncompressedBytes: .min, compressedBytes: index,
                            dataPageOffset: 4, dictionaryPageOffset: index.isMultiple(of: 2) ? nil : 9,
                            statistics: ChunkStatistics(nullCount: 0, maximum: [], isMaximumExact: false)))
                },
                uncompressedBytes: 1, rowCount: 2, ordinal: 300)
        ],
        remarks: [KeyValue(key: "k"), KeyValue(key: "", value: "v")], createdBy: "test",
        columnOrders: [.byType, .byType])

    @Test func whatIsWrittenIsReadBack() throws {
        var reader = ThriftReader(Self.footer.thriftBytes)
        let read: FileMetadata = try reader.structure()
        #expect(read == Self.footer)
        #expect(reader.position == Self.footer.thriftBytes.count)
    }

    @Test func everyLogicalTypeIsReadBack() throws {
        let types: [LogicalType] = [
            .text, .map, .list, .enumeration, .decimal(precision: 1, scale: 0), .date, .time(isUTC: false, .nanos),
            .timestamp(isUTC: false, .millis), .integer(bits: 8, isSigned: false), .integer(bits: 64, isSigned: true),
            .null, .json, .bson, .uuid, .other(16),
        ]
        for type in types {
            var reader = ThriftReader(type.thriftBytes)
            #expect(try reader.structure() as LogicalType == type)
        }
    }

    /// Bytes worked out by hand from the protocol's description.
    @Test func bytesAreThoseOfTheProtocol() {
        let page = PageHeader(
            type: .dictionary, uncompressedBytes: 300, compressedBytes: 64,
            dictionary: DictionaryPageHeader(valueCount: 1, encoding: .plain, isSorted: true))
        #expect(
            page.thriftBytes == [
                0x15, 0x04, 0x15, 0xd8, 0x04, 0x15, 0x80, 0x01, 0x4c, 0x15, 0x02, 0x15, 0x00, 0x11, 0x00, 0x00,
            ])
        #expect(LogicalType.uuid.thriftBytes == [0xec, 0x00, 0x00])
        #expect(LogicalType.other(16).thriftBytes == [0x0c, 0x20, 0x00, 0x00])
    }

    /// A field of each kind that no type of ours has, under an id that none has, before the stop.
    @Test func unknownFieldsAreSkipped() throws {
        let unknown: [[UInt8]] = [
            [0x01], [0x02], [0x03, 0x7f], [0x04, 0x80, 0x01], [0x05, 0x01], [0x06, 0xff, 0x7f],
            [0x07] + Array(repeating: 1, count: 8), [0x08, 2, 65, 66], [0x09, 0x21, 1, 2], [0x0a, 0x18, 1, 65],
            [0x0b, 0], [0x0b, 1, 0x85, 1, 65, 2], [0x0c, 0x15, 2, 0x0c, 0x40, 0, 0],
            [0x0d] + Array(repeating: 9, count: 16),
        ]
        for field in unknown {
            // The long form: type, then the id 900 in zigzag, then the value.
            let known = Array(KeyValue(key: "k", value: "v").thriftBytes.dropLast())
            let bytes: [UInt8] = known + [field[0], 0x88, 0x0e] + Array(field[1...]) + [0]
            var reader = ThriftReader(bytes)
            #expect(try reader.structure() as KeyValue == KeyValue(key: "k", value: "v"), "\(field)")
            #expect(reader.position == bytes.count)
        }
    }

    @Test func everyTruncationIsAnError() {
        let bytes = Self.footer.thriftBytes
        for count in 0..<bytes.count {
            var reader = ThriftReader(Array(bytes[..<count]))
            #expect(throws: BillowError.self) { try reader.structure() as FileMetadata }
        }
    }

    @Test func anyBytesEndWithAValueOrAnError() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededGenerator(seed: seed)
        let bytes = Self.footer.thriftBytes
        for _ in 0..<3000 {
            var changed = bytes
            for _ in 0...Int.random(in: 0...3, using: &random) {
                changed[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            var reader = ThriftReader(changed)
            do { _ = try reader.structure() as FileMetadata } catch {
                #expect(error is BillowError, "seed \(seed)")
            }
        }
        var deep = ThriftReader(Array(repeating: 0x1c, count: 100_000))
        #expect(throws: BillowError.self) { try deep.structure() as FileMetadata }
    }
}

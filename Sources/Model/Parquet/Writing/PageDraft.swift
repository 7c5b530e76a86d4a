/// A page whose header waits for the decision whether the chunk is compressed.
struct PageDraft {
    let type: PageType
    let encoding: PageEncoding
    let valueCount: Int
    /// Where its body is among the bodies of the chunk.
    let body: Range<Int>
    /// Where its compressed body is among those.
    var compressed = 0..<0

    func header(compressedBytes: Int) -> PageHeader {
        var header = PageHeader(type: type, uncompressedBytes: body.count, compressedBytes: compressedBytes)
        switch type {
        case .dictionary: header.dictionary = DictionaryPageHeader(valueCount: valueCount, encoding: encoding)
        default:
            header.data = DataPageHeader(
                valueCount: valueCount, encoding: encoding, definitionEncoding: .runLength,
                repetitionEncoding: .runLength)
        }
        return header
    }
}

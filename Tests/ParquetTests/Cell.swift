/// A cell as the tests know it, before anything is coded.
enum Cell: Hashable {
    case null
    case text(String)
    case decimal(Int128)
    case integer(Int64)
    case boolean(Bool)
    case map([Pair])

    struct Pair: Hashable {
        let key: String
        let value: String?
    }
}

extension Cell: Encodable {
    /// As `parquet_witness.py` wants it.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .text(let text): try container.encode(text)
        case .decimal(let units): try container.encode("\(units)")
        case .integer(let number): try container.encode("\(number)")
        case .boolean(let truth): try container.encode(truth)
        case .map(let pairs): try container.encode(pairs.map { [$0.key, $0.value] })
        }
    }
}

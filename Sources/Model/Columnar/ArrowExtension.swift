import Foundation

/// The meaning that a field's metadata adds to its storage type.
struct ArrowExtension {
    let name: String
    /// For `arrow.opaque`: what the producer calls the type.
    let opaqueTypeName: String?

    /// Nil when the metadata names no extension.
    init?(metadata: UnsafePointer<CChar>?) {
        let entries = Self.entries(metadata)
        guard let name = entries["ARROW:extension:name"] else { return nil }
        self.name = name
        struct Opaque: Decodable { let type_name: String? }
        let details = entries["ARROW:extension:metadata"].map { Data($0.utf8) }
        opaqueTypeName = details.flatMap { try? JSONDecoder().decode(Opaque.self, from: $0) }?.type_name
    }

    func type(storage: ArrowType) -> ArrowType {
        switch (name, opaqueTypeName, storage) {
        case ("arrow.json", _, .text(let layout, _)): .text(layout, .json)
        case ("arrow.uuid", _, .bytes(.fixed(width: 16))): .uuid
        case ("arrow.bool8", _, .integer(bits: 8, isSigned: true)): .boolean(.bytes)
        case ("arrow.parquet.variant", _, _): .opaque(name: "VARIANT", storage: storage)
        case (_, "hugeint", .bytes(.fixed(width: 16))): .hugeInteger(isSigned: true)
        case (_, "uhugeint", .bytes(.fixed(width: 16))): .hugeInteger(isSigned: false)
        case (_, "time_tz", .bytes(.fixed(width: 8))): .timeWithZone
        case (_, "bit", .bytes(let layout)): .bitString(layout)
        default: .opaque(name: opaqueTypeName ?? name, storage: storage)
        }
    }

    /// A count of pairs, then key and value in turn, each behind its length; all numbers 32 bits wide.
    private static func entries(_ metadata: UnsafePointer<CChar>?) -> [String: String] {
        guard let metadata else { return [:] }
        var position = UnsafeRawPointer(metadata)
        func number() -> Int {
            defer { position += 4 }
            return max(0, Int(position.loadUnaligned(as: Int32.self)))
        }
        func text() -> String {
            let length = number()
            defer { position += length }
            return String(decoding: UnsafeRawBufferPointer(start: position, count: length), as: UTF8.self)
        }
        var entries: [String: String] = [:]
        for _ in 0..<number() {
            let key = text()
            entries[key] = text()
        }
        return entries
    }
}

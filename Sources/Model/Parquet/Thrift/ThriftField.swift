/// The header of one field in Thrift's compact protocol. Ids are written as distances from the field before.
package struct ThriftField: Equatable {
    /// What follows the header.
    package enum Kind: UInt8 {
        case `true` = 1
        case `false`, byte, int16, int32, int64, double, binary, list, set, map, structure, uuid
    }

    package var id = 0
    package var kind = Kind.structure

    package init() {}
}
